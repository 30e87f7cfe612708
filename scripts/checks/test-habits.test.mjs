// @ts-check
import { expect, it } from 'vitest';
import { checkTestHabits } from './test-habits.mjs';

/** @param {string} text */
const problemsOf = (text) => checkTestHabits([{ path: 'protocol/src/a.test.ts', text }]);

it.each([
  ['expect(signature);', 'expect without a matcher'],
  ['expect(a).toBe;', 'expect without a matcher'],
  ['expect(a).not;', 'expect without a matcher'],
  ['const run = () => expect(a);', 'expect without a matcher'],
  ['expect.soft(a);', 'expect without a matcher'],
  ['expect(load()).rejects.toThrow();', 'not awaited'],
  ['it.only("x", () => {});', '.only leaves tests out'],
  ['describe.skip("x", () => {});', '.skip leaves tests out'],
  ['test.concurrent.todo("x");', '.todo leaves tests out'],
  ['it.skip.each([1])("x", () => {});', '.skip leaves tests out'],
  ['xit("x", () => {});', 'xit leaves tests out'],
])('%s', (text, expected) => {
  expect(problemsOf(text)).toEqual([expect.stringContaining(expected)]);
});

it('accepts expectations that check and tests that run', () => {
  const text = `
    it('x', async () => {
      expect.assertions(3);
      expect(a).not.toBe(b);
      await expect(load()).resolves.toEqual(1);
      expect(list).toEqual([expect.objectContaining({ skip: query.skip, only: rows.only })]);
      return expect(load()).rejects.toThrow();
    });`;
  expect(problemsOf(text)).toEqual([]);
});

it('judges tests only', () => {
  expect(checkTestHabits([{ path: 'protocol/src/a.ts', text: 'expect(a);' }])).toEqual([]);
});
