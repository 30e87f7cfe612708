import type { DocumentId, EntryId, PinClaims } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HeldPin, pinnedTo } from './pin-cut.js';

const head = (seq: number | null): PinClaims['record'] => (seq === null ? null : { id: 'x' as EntryId, seq });

/** Under another root, another delegation, or the threshold. */
const under = (since: number, delegation: number, held: HeldPin): HeldPin => ({
  ...held,
  authority: { since, delegation },
});

const pin = (
  id: string,
  record: number | null,
  replaces: readonly string[] = [],
  control: number | null = null,
  authority = { since: 1, delegation: 1 },
): HeldPin => ({
  id: id as DocumentId,
  authority,
  claims: { record: head(record), control: head(control), replaces } as unknown as PinClaims,
});

describe('how far pins let a log count', () => {
  test.each<[string, number | undefined, HeldPin[]]>([
    ['no pin: no limit', undefined, []],
    ['to a head', 7, [pin('a', 7)]],
    ['to nothing', 0, [pin('a', null)]],
    ['two: the lower', 4, [pin('a', 7), pin('b', 4)]],
    ['one of them to nothing: nothing', 0, [pin('a', 7), pin('b', null)]],
    ['a later one that replaces: its own head', 9, [pin('a', 7), pin('b', 9, ['a'])]],
    ['a replaced pin to nothing does not hold any more', 9, [pin('a', null), pin('b', 9, ['a'])]],
    ['replacing one of two leaves the other', 4, [pin('a', 7), pin('b', 4), pin('c', 9, ['a'])]],
    ['a chain: the last', 3, [pin('a', 7), pin('b', 9, ['a']), pin('c', 3, ['b'])]],
    ['one that replaces a pin not held', 5, [pin('b', 5, ['zz'])]],
    ['a removed member that replaces a pin of the threshold', 4, [under(2, 0, pin('a', 4)), pin('b', 9, ['a'])]],
    ['an ended delegation that replaces a pin of the next', 4, [under(1, 2, pin('a', 4)), pin('b', 9, ['a'])]],
    ['the next delegation that replaces one of the ended', 9, [pin('a', 4), under(1, 2, pin('b', 9, ['a']))]],
    ['a member that is back under a new root', 9, [under(2, 0, pin('a', 4)), under(3, 1, pin('b', 9, ['a']))]],
    ['one pin under two authorities', 4, [pin('a', 4), under(2, 0, pin('a', 4)), pin('b', 9, ['a'])]],
  ])('%s', (_what, expected, pins) => {
    expect(pinnedTo(pins, 'record')).toBe(expected);
    expect(pinnedTo([...pins].reverse(), 'record')).toBe(expected);
  });

  test('each lane has its own head', () => {
    expect(pinnedTo([pin('a', 7, [], 2)], 'control')).toBe(2);
    expect(pinnedTo([pin('a', 7, [], null)], 'control')).toBe(0);
  });

  test('another pin that replaces nothing never lets more count', () => {
    const heads = fc.option(fc.integer({ min: 1, max: 50 }));
    fc.assert(
      fc.property(fc.array(heads, { minLength: 1, maxLength: 6 }), heads, (held, added) => {
        const pins = held.map((seq, i) => pin(`p${i}`, seq));
        expect(pinnedTo([...pins, pin('new', added)], 'record')).toBeLessThanOrEqual(
          pinnedTo(pins, 'record') as number,
        );
      }),
    );
  });
});
