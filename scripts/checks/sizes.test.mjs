// @ts-check
import { describe, expect, it } from 'vitest';
import { checkSizes, lowerRatchet, measureWorkspaces } from './sizes.mjs';

/** @param {number} lines */
const filler = (lines) => Array.from({ length: lines }, (_, index) => `const v${index} = ${index};`).join('\n');

/** @param {number} lines the whole function, braces included */
const longFunction = (lines) => `export const f = () => {\n${filler(lines - 2)}\n};`;

describe('hard limits', () => {
  it.each([
    ['protocol/src/a.ts', filler(501), 'a file of 501 lines; the limit here is 500'],
    ['apps/desk/src/a.module.css', '.a {}\n'.repeat(501), 'a file of 501 lines; the limit here is 500'],
    ['protocol/src/a.test.ts', filler(401), 'a testFile of 401 lines; the limit here is 400'],
    ['protocol/src/a.ts', longFunction(71), ':1 a function of 71 lines; the limit here is 70'],
    ['protocol/src/a.ts', `class A {\n#m() {\n${filler(69)}\n}\n}`, ':2 a function of 71 lines'],
    [
      'protocol/src/a.test.ts',
      `describe('x', () => {\nit('y', () => {\n${filler(69)}\n});\n});`,
      ':2 a function of 71',
    ],
  ])('%s', (path, text, expected) => {
    expect(checkSizes([{ path, text }], {})).toEqual([expect.stringContaining(expected)]);
  });

  it('lets the longest allowed sizes pass, and any list of tests', () => {
    const files = [
      { path: 'protocol/src/a.ts', text: `${filler(500)}\n` },
      { path: 'protocol/src/b.ts', text: longFunction(70) },
      { path: 'protocol/src/b.test.ts', text: `describe.each([1])('x', () => {\n${filler(200)}\n});` },
    ];
    expect(checkSizes(files, {})).toEqual([]);
  });
});

describe('the ratchet', () => {
  const recorded = { file: 350, testFile: 0, function: 50 };

  it('holds a workspace to what it came down to', () => {
    const files = [
      { path: 'protocol/src/a.ts', text: filler(351) },
      { path: 'protocol/src/b.ts', text: longFunction(51) },
    ];
    expect(checkSizes(files, { protocol: recorded })).toHaveLength(2);
    expect(checkSizes(files, { 'packages/store': recorded })).toEqual([]);
  });

  it('leaves ordinary growth alone', () => {
    const files = [{ path: 'protocol/src/a.ts', text: filler(300) }];
    expect(checkSizes(files, { protocol: { file: 10, testFile: 10, function: 1 } })).toEqual([]);
  });

  it('only ever falls', () => {
    const measured = measureWorkspaces([{ path: 'protocol/src/a.ts', text: `${filler(400)}\n${longFunction(45)}` }]);
    expect(measured).toEqual({ protocol: { file: 445, testFile: 0, function: 45 } });
    expect(lowerRatchet({ protocol: recorded }, measured)).toEqual({
      protocol: { file: 350, testFile: 300, function: 45 },
    });
    expect(lowerRatchet({}, measured)).toEqual({ protocol: { file: 445, testFile: 300, function: 45 } });
  });
});
