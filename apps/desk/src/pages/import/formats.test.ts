import { expect, it } from 'vitest';
import { numberExample, patternExample } from './formats.js';

it.each([
  ['dd/MM/yyyy', '24/11/2026'],
  ['MM/dd/yyyy hh:mm:ss a', '11/24/2026 02:05:30 PM'],
  ['d MMM yyyy', '24 Nov 2026'],
  ["yyyy-MM-dd'T'HH:mm", '2026-11-24T14:05'],
  ['yyyy년 M월 d일', '2026년 11월 24일'],
])('%s is shown as %s', (pattern, example) => expect(patternExample(pattern)).toBe(example));

it('a way of writing numbers is shown by an example', () => {
  expect(numberExample()).toBe('1500.25');
  expect(numberExample({ decimal: ',', group: '.' })).toBe('1.500,25');
  expect(numberExample({ decimal: '/' })).toBe('1500/25');
});
