import type { JsonValue } from '@liaison/protocol';
import { FIGURE_KEYS } from '@liaison/store';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { deskScene, found, grams, reader, say } from './desk-scene.fixture.js';
import { listRecords, type RecordFilter } from './list-records.js';
import { type SeizureFigure, seizureFigures } from './seizure-figures.js';

let scene: Awaited<ReturnType<typeof deskScene>>;

const figures = (by: Parameters<typeof seizureFigures>[2]['by'], filter: RecordFilter = {}) =>
  seizureFigures(scene.kr.replica.context, reader(scene.kr), { filter, by });

const listed = (filter: RecordFilter): number =>
  listRecords(scene.kr.replica.context, reader(scene.kr), { filter, sort: 'change', descending: true, limit: 1 }).total;

const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;

/** Forty seizures of two members that say all sorts of things, and nothing; about some they differ. */
beforeAll(async () => {
  scene = await deskScene('figures');
  const { kr, th, space, meet } = scene;
  const days = [null, '2025-12-31', '2026-01-01', '2026-01-31', '2026-02-15'];
  const quantities = [null, grams(1), grams(2.5), grams(300, 'tablet'), grams(40, 'ml')];
  const made = Array.from({ length: 40 }, (_unused, i) => {
    const fields: Record<string, JsonValue> = {
      place: `p${i}`,
      substance: pick([null, 'heroin', 'yaba', 'ketamine'], i),
      channel: pick(['mail', null, 'land'], i),
      seizedOn: pick(days, i),
      quantity: pick(quantities, i * 3 + (i >> 3)),
      origin: pick([null, 'LA', 'TH'], i >> 1),
      transit: pick([[], ['TH'], ['LA', 'TH']], i >> 2),
      destination: pick(['KR', null], i >> 1),
    };
    const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    return found(i % 4 === 0 ? th : kr, space, said);
  });
  found(kr, space, { title: 'no seizure', stage: 'opened' }, 'case');
  await meet();
  for (const { record } of made.slice(0, 12)) say(th, record, { quantity: grams(9) });
  await meet();
});

/** What a figure says, and what the list behind it says. */
function drilled({ filter, records, weighed, units, unmeasured, differing }: SeizureFigure) {
  const said = [records, weighed, unmeasured, differing, ...units.map((one) => one.records)];
  const narrowed: RecordFilter[] = [
    filter,
    { ...filter, weighed: true },
    { ...filter, unit: '' },
    { ...filter, differsIn: 'quantity' },
    ...units.map(({ unit }) => ({ ...filter, unit })),
  ];
  return { said, behind: narrowed.map(listed) };
}

describe('figures of seizures', () => {
  test('DSK-2: every figure is the number of records that its filter lists, whatever is asked', () => {
    const keys = fc.uniqueArray(fc.constantFrom(...FIGURE_KEYS), { maxLength: 3 });
    const filters: fc.Arbitrary<RecordFilter> = fc
      .record(
        {
          speaks: fc.constant('TH'),
          substance: fc.constantFrom('', 'yaba'),
          transit: fc.constant('TH'),
          dayFrom: fc.constantFrom('2026', '2026-01-15', '2026-01'),
          dayTo: fc.constantFrom('2026-01', '2026-02-10', '2025'),
          contested: fc.boolean(),
        },
        { requiredKeys: [] },
      )
      .map((filter) => filter as RecordFilter);
    const property = fc.property(keys, filters, (by, filter) => {
      const { groups, total } = figures(by, filter);
      for (const figure of [...groups, total]) {
        const { said, behind } = drilled(figure);
        expect([figure.keys, said]).toEqual([figure.keys, behind]);
      }
      expect(groups.reduce((sum, { records }) => sum + records, 0)).toBe(total.records);
    });
    fc.assert(property, { numRuns: 60 });
  });

  test('sums what stands, keeps the unit of the source, and says how far members differ', () => {
    const { total } = figures([], { substance: 'heroin', dayTo: '2025' });
    const lists = listRecords(scene.kr.replica.context, reader(scene.kr), {
      filter: { kind: 'seizure', substance: 'heroin', dayTo: '2025' },
      sort: 'day',
      descending: true,
      limit: 50,
    });
    const standing = lists.items.flatMap(({ line }) => line.find(({ field }) => field === 'quantity')?.value ?? []);
    const masses = standing.map((value) => (value as { grams: number | null }).grams ?? 0);
    expect(total.grams).toBe(masses.reduce((sum, mass) => sum + mass, 0));
    const all = figures([]).total;
    expect(all.units.map(({ unit }) => unit)).toEqual(['kg', 'ml', 'tablet']);
    expect(all.gramsLow).toBeLessThanOrEqual(all.grams);
    expect(all.gramsHigh).toBeGreaterThan(all.grams);
    expect(all.differing).toBeGreaterThan(0);
  });

  test('breaks routes down as they were travelled, and months by substance', () => {
    const routes = figures(['origin', 'via', 'destination']).groups;
    expect(routes.map(({ keys }) => keys)).toContainEqual(['LA', 'LA,TH', 'KR']);
    expect(routes.every(({ filter }) => listed(filter) > 0)).toBe(true);
    const months = figures(['month', 'substance'], { dayFrom: '2026-01-15' }).groups;
    const january = months.filter(({ keys }) => keys[0] === '2026-01');
    expect(january.length).toBeGreaterThan(0);
    expect(january.every(({ filter }) => filter.dayFrom === '2026-01-15' && filter.dayTo === '2026-01')).toBe(true);
  });

  test('are empty for a space that is not held', () => {
    const unknown = figures(['substance'], { space: 'A'.repeat(43) as typeof scene.space });
    expect(unknown).toMatchObject({ groups: [], total: { records: 0, grams: 0 } });
  });
});
