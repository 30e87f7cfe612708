// @ts-check
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inRepository } from '../steps/repository.mjs';
import { errorCodes } from './error-codes.mjs';
import { readSourceFiles } from './source-files.mjs';

/** @param {string} text @returns {[string, string, string][]} */
const codesOf = (text) =>
  [...errorCodes([{ path: 'packages/x/src/a.ts', text }]).values()].map(({ code, message, next }) => [
    code,
    message,
    next,
  ]);

describe('codes in a source', () => {
  test('are found where an error is made, in own makers and in tables', () => {
    expect(codesOf(`throw new LiaisonError('a-b', \`No \${x}.\`, 'Do.');`)).toEqual([['a-b', 'No ….', 'Do.']]);
    expect(codesOf("failure(x ? 'a-b' : 'c-d', 'M.', 'N.')")).toEqual([
      ['a-b', 'M.', 'N.'],
      ['c-d', 'M.', 'N.'],
    ]);
    expect(codesOf("const f = (code, m) => new LiaisonError(code, m, 'N.'); f('a-b', 'M.');")).toEqual([
      ['a-b', 'M.', 'N.'],
    ]);
    expect(codesOf("const E = { 'a-b': ['M.', 'N.'], 'c-d': ['error', 'O.', 'P.'] };")).toEqual([
      ['a-b', 'M.', 'N.'],
      ['c-d', 'O.', 'P.'],
    ]);
    expect(codesOf("x = { code: 'a-b', reason: 'M.' };")).toEqual([['a-b', 'M.', '']]);
    expect(codesOf("call('a-b'); const x = { code: 'c-d' };")).toEqual([]);
  });
});

test('every code has its meaning and next step on a page', () => {
  const pages = ['docs/ERRORS.md', 'protocol/spec/errors.md'].map((path) => readFileSync(inRepository(path), 'utf8'));
  const codes = errorCodes(readSourceFiles());
  expect(codes.size).toBeGreaterThan(200);
  const missing = [...codes.keys()].filter((code) => !pages.some((page) => page.includes(`\`${code}\``)));
  expect(missing, 'run `node scripts/error-list.mjs`').toEqual([]);
  const silent = [...codes.values()].filter(({ message }) => message === '').map(({ code }) => code);
  expect(silent, 'a code needs a sentence').toEqual([]);
});
