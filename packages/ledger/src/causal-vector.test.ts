import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, maximalEntries, type PlacedEntry, precedes, unionOfPasts } from './causal-vector.js';

/** One step of a history: which log writes, and which entries so far it names besides its own last one. */
interface Step {
  readonly log: number;
  readonly names: readonly number[];
}

interface ModelEntry extends PlacedEntry {
  /** Every entry before it, by index: the model that the vectors must agree with. */
  readonly before: ReadonlySet<number>;
}

/** Plays a history twice: as sets of entries, and as vectors. */
function play(steps: readonly Step[]): ModelEntry[] {
  const entries: ModelEntry[] = [];
  for (const { log, names } of steps) {
    const own = entries.findLastIndex((entry) => entry.row === log);
    const named = [...new Set([own, ...names.map((n) => n % Math.max(entries.length, 1))])].filter(
      (i) => i >= 0 && i < entries.length,
    );
    const before = new Set(named.flatMap((i) => [i, ...(entries[i] as ModelEntry).before]));
    const past = unionOfPasts(named.map((i) => entries[i] as ModelEntry));
    past.delete(log); // the own log is known by the place itself
    entries.push({ row: log, seq: (entries[own]?.seq ?? 0) + 1, past, before });
  }
  return entries;
}

const histories = fc
  .array(fc.record({ log: fc.integer({ min: 1, max: 5 }), names: fc.array(fc.nat(40), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map(play);

describe('causal vectors against an explicit graph', () => {
  test('precedes says what the graph says, for every pair', () => {
    fc.assert(
      fc.property(histories, (entries) => {
        for (const [i, earlier] of entries.entries()) {
          for (const later of entries) expect(precedes(earlier, later)).toBe(later.before.has(i));
        }
      }),
    );
  });

  test('covers says which entries of other logs are in the past', () => {
    fc.assert(
      fc.property(histories, (entries) => {
        for (const entry of entries) {
          for (const [i, other] of entries.entries()) {
            if (other.row !== entry.row) expect(covers(entry.past, other)).toBe(entry.before.has(i));
          }
        }
      }),
    );
  });

  test('the union of pasts is the closure of what is named, in any order', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(40), { maxLength: 4 }), (entries, picks) => {
        const named = [...new Set(picks.map((n) => n % entries.length))];
        const union = unionOfPasts(named.map((i) => entries[i] as ModelEntry));
        const closure = new Set(named.flatMap((i) => [i, ...(entries[i] as ModelEntry).before]));
        for (const [i, entry] of entries.entries()) expect(covers(union, entry)).toBe(closure.has(i));
        expect(unionOfPasts(named.reverse().map((i) => entries[i] as ModelEntry))).toEqual(union);
      }),
    );
  });

  test('maximal entries are those that no other one follows', () => {
    fc.assert(
      fc.property(histories, (entries) => {
        const expected = entries.filter((_, i) => !entries.some((other) => other.before.has(i)));
        expect(maximalEntries(entries)).toEqual(expected);
      }),
    );
  });

  test('two entries of one transaction stand at one place: both are maximal', () => {
    const at = { row: 1, seq: 2, past: new Map() };
    expect(maximalEntries([{ ...at }, { ...at }])).toHaveLength(2);
  });

  test('a branch of a fork is a row of its own: what it left is in its past, the other branch is not', () => {
    const shared = { row: 1, seq: 1, past: new Map<number, number>() };
    const first = { row: 1, seq: 2, past: new Map<number, number>() };
    const second = { row: 2, seq: 2, past: unionOfPasts([shared]) };
    expect([precedes(shared, second), precedes(first, second), precedes(second, first)]).toEqual([true, false, false]);
  });
});
