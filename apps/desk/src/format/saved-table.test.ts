import fc from 'fast-check';
import { parse } from 'papaparse';
import { describe, expect, it } from 'vitest';
import { savedTable } from './saved-table.js';

const cells = (text: string): string[] => (parse(text.slice(1), { newline: '\r\n' }).data as string[][])[0] as string[];

describe('a saved table', () => {
  it('holds no formula, whatever stands before or behind its sign', () => {
    const before = fc.constantFrom('', ' ', '\t', '\n', '\u200B', '\u00A0', '\u0001');
    const sign = fc.constantFrom('=', '+', '-', '@', '＝', '＠');
    const behind = fc.constantFrom('', '1+1', '1+1\nmore', '1+1\r\nmore', '1\u2028more');
    fc.assert(
      fc.property(fc.tuple(before, sign, behind), (parts) => {
        const text = parts.join('');
        expect(cells(savedTable([[text, 'b']]))).toEqual([`'${text}`, 'b']);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves numbers and other texts as they are', () => {
    expect(savedTable([[-5, 'a=1', 'Busan, 부산', '']])).toBe('\uFEFF-5,a=1,"Busan, 부산",');
  });
});
