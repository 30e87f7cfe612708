import { expect, test } from 'vitest';
import { skipPatternFault, skipTest } from './skip-pattern.js';

test.each(['^#', '^(Total|Sum),', '^,+$', '[(]+', '\\(+\\)+', '(?:ab)+', '(?=x)a*', '^합계'])(
  '%s is allowed',
  (pattern) => {
    expect(skipPatternFault(pattern)).toBeUndefined();
  },
);

test.each(['(a+)+', '(a|a)*$', '((ab)*c){2,}', '(?:x?)+', '(a)\\1', '(?<n>a)\\k<n>', '[', '(?<x>(a*b))+'])(
  '%s is refused',
  (pattern) => {
    expect(skipPatternFault(pattern)).toMatch(/must not|is not/);
  },
);

test('only the beginning of a row is looked at, and nothing is skipped without a pattern', () => {
  expect(skipTest('z$')(`${'a'.repeat(3000)}z`)).toBe(false);
  expect(skipTest('^합계')('합계,1')).toBe(true);
  expect(skipTest(undefined)('')).toBe(false);
});
