import { describe, expect, test } from 'vitest';
import { collectSet, type SetOption } from './assignments.js';

const collect = (...texts: string[]) => texts.reduce<SetOption[]>((earlier, text) => collectSet(text, earlier), []);

describe('--set', () => {
  test('takes text after = and JSON after :=, in order', () => {
    expect(
      collect('place=Busan', 'quantity:={"amount":2.1,"unit":"kg"}', 'purityPercent:=85.5', 'agency:=null'),
    ).toEqual([
      { field: 'place', text: 'Busan' },
      { field: 'quantity', json: { amount: 2.1, unit: 'kg' } },
      { field: 'purityPercent', json: 85.5 },
      { field: 'agency', json: null },
    ]);
  });

  test('a text may hold =, := and line breaks, and may be empty', () => {
    expect(collect('narrative=a=b:=c\nd', 'place=')).toEqual([
      { field: 'narrative', text: 'a=b:=c\nd' },
      { field: 'place', text: '' },
    ]);
  });

  test.each(['place', '=x', ':=1', '1st=x', 'a b=x', 'quantity:={', 'quantity:=', 'place :=1'])(
    '%j is refused',
    (text) => {
      expect(() => collect(text)).toThrow(
        expect.objectContaining({ code: 'set-malformed', next: expect.stringContaining('--set') }),
      );
    },
  );
});
