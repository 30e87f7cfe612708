import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SectionDocument } from './section-document.js';

interface Write {
  readonly update: Uint8Array;
  readonly value: string | null;
  /** The writes that its writer had seen: it supersedes them all. */
  readonly seen: ReadonlySet<Write>;
}

const moves = fc.array(
  fc.record({
    writer: fc.nat({ max: 3 }),
    meets: fc.option(fc.nat({ max: 3 })),
    clears: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 60, size: 'max' },
);

/** The causal model: what is known and has been seen by no other known write. */
function current(known: ReadonlySet<Write>): string[] {
  const values = [...known].filter((write) => ![...known].some((later) => later.seen.has(write)));
  return values.flatMap(({ value }) => value ?? []).sort();
}

test('a register holds exactly the writes that no later write has seen', () => {
  fc.assert(
    fc.property(moves, (game) => {
      const replicas = [0, 1, 2, 3].map(() => ({ section: SectionDocument.fromUpdates([]), known: new Set<Write>() }));
      game.forEach(({ writer, meets, clears }, turn) => {
        const replica = replicas[writer] as (typeof replicas)[number];
        if (meets === null) {
          const value = clears === 0 ? null : `write ${turn}`;
          const update = replica.section.edit(writer + 1, { fields: { stage: value } });
          if (update !== null) replica.known.add({ update, value, seen: new Set(replica.known) });
        } else {
          for (const write of replicas[meets]?.known ?? []) {
            expect(replica.section.apply(write.update)).toBe(true);
            replica.known.add(write);
          }
        }
        expect([...(replica.section.view().fields.stage ?? [])].sort()).toEqual(current(replica.known));
      });
    }),
    { numRuns: 60 },
  );
});

test('who wrote a current value is known by writer and clock', () => {
  const kr = SectionDocument.fromUpdates([]);
  const th = SectionDocument.fromUpdates([]);
  const a = kr.edit(1, { fields: { place: 'Incheon', country: 'KR' } });
  const b = th.edit(2, { fields: { place: 'Suvarnabhumi' } });
  if (a === null || b === null) throw new Error('both say something new');
  kr.apply(b);
  const written = kr.provenance('place');
  expect(written).toHaveLength(2);
  expect(written).toEqual(
    expect.arrayContaining([
      { value: 'Incheon', client: 1, clock: 1 },
      { value: 'Suvarnabhumi', client: 2, clock: 0 },
    ]),
  );
  kr.edit(1, { fields: { place: 'Suvarnabhumi' } });
  expect(kr.provenance('place')).toEqual([{ value: 'Suvarnabhumi', client: 1, clock: 2 }]);
  expect(kr.edit(3, { fields: { place: 'Suvarnabhumi' } })).toBeNull();
});

test('equal concurrent values are agreement, and repeating them changes nothing', () => {
  const kr = SectionDocument.fromUpdates([]);
  const th = SectionDocument.fromUpdates([]);
  kr.edit(1, { fields: { quantity: { amount: 2.1, unit: 'kg', grams: 2100 } } });
  const b = th.edit(2, { fields: { quantity: { unit: 'kg', grams: 2100, amount: 2.1 } } });
  expect(kr.apply(b ?? new Uint8Array())).toBe(true);
  expect(kr.view().fields.quantity).toEqual([{ amount: 2.1, grams: 2100, unit: 'kg' }]);
  expect(kr.provenance('quantity')).toHaveLength(2);
  expect(kr.edit(1, { fields: { quantity: { grams: 2100, unit: 'kg', amount: 2.1 } } })).toBeNull();
});
