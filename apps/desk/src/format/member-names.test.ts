import { expect, it } from 'vitest';
import { memberName } from './member-names.js';

it('names a country in the language of the reader', () => {
  expect(memberName('TH', 'en')).toBe('Thailand');
  expect(memberName('TH', 'ko')).toBe('태국');
  expect(memberName('KR', 'th')).toBe('เกาหลีใต้');
});

it.each(['UNODC', 'X1', '', 'ZZZ'])('%j is its own name', (code) => expect(memberName(code, 'en')).toBe(code));
