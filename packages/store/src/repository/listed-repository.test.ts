import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openMemoryDatabase } from '../database/open-database.js';
import type { ListedFilter } from './listed-filter.js';
import type { ListedPlace, ListedRow, ListedSort } from './listed-repository.js';
import { Store } from './store.js';

const code = fc.option(fc.constantFrom('heroin', 'yaba', 'ketamine'));
const country = fc.option(fc.constantFrom('KR', 'TH', 'LA'));
const facets = fc.record({
  day: fc.option(fc.constantFrom('2025-12-31', '2026-01-01', '2026-01-15', '2026-02-01')),
  substance: code,
  channel: fc.option(fc.constantFrom('mail', 'land')),
  country,
  origin: country,
  transit: fc.uniqueArray(fc.constantFrom('KR', 'TH', 'LA')),
  destination: country,
  amount: fc.constant(1),
  unit: fc.option(fc.constantFrom('kg', 'tablet')),
  grams: fc.option(fc.constantFrom(1, 2.5, 1000)),
  gramsLow: fc.constant(null),
  gramsHigh: fc.constant(null),
});
const row = fc.record({
  kind: fc.constantFrom('seizure', 'case'),
  space: fc.integer({ min: 1, max: 2 }),
  number: fc.option(fc.constantFrom('KR-1', 'KR-2', 'TH-1')),
  members: fc.constantFrom(['KR'], ['TH', 'KR'], ['KR', 'joint', 'TH']),
  change: fc.integer({ min: 1, max: 4 }),
  client: fc.option(fc.integer({ min: 1, max: 2 })),
  facets,
});
const rows = fc
  .array(row, { maxLength: 25 })
  .map((all): ListedRow[] => all.map((one, index) => ({ ...one, row: index + 1, record: index + 1 })));

const filters: fc.Arbitrary<ListedFilter> = fc
  .record(
    {
      space: fc.constantFrom(1, 3),
      kind: fc.constant('seizure'),
      speaks: fc.constantFrom('TH', 'joint', 'T'),
      founder: fc.constantFrom('TH', 'K'),
      changedAfter: fc.constant(2),
      contested: fc.boolean(),
      substance: fc.constantFrom('', 'heroin'),
      origin: fc.constantFrom('', 'LA'),
      transit: fc.constantFrom('', 'LA', 'L'),
      via: fc.constantFrom('', 'LA', 'TH,LA'),
      weighed: fc.boolean(),
      differsIn: fc.constantFrom('place', 'quantity'),
      dayFrom: fc.constantFrom('2026', '2026-01-15'),
      dayTo: fc.constantFrom('2026-01', '2026', '2026-01-01'),
      undated: fc.boolean(),
      unread: fc.record({ officer: fc.constant('kim'), client: fc.constant(1), seenTo: fc.constantFrom(0, 2) }),
    },
    { requiredKeys: [] },
  )
  .map((filter) => filter as ListedFilter);

/** What a filter means, said again without a database. */
function fits(one: ListedRow, filter: ListedFilter): boolean {
  const { facets: said } = one;
  const none = (value: string | undefined, is: string | null) =>
    value === undefined || (value === '' ? null : value) === is;
  const {
    via,
    weighed,
    differsIn,
    space,
    kind,
    speaks,
    founder,
    changedAfter,
    contested,
    transit,
    dayFrom,
    dayTo,
    undated,
    unread,
  } = filter;
  return (
    (space === undefined || one.space === space) &&
    (kind === undefined || one.kind === kind) &&
    (speaks === undefined || one.members.includes(speaks)) &&
    (founder === undefined || one.members[0] === founder) &&
    (changedAfter === undefined || one.change > changedAfter) &&
    (contested === undefined || contested === isContested(one)) &&
    none(filter.substance, said.substance) &&
    none(filter.origin, said.origin) &&
    (transit === undefined || (transit === '' ? said.transit.length === 0 : said.transit.includes(transit))) &&
    (via === undefined || said.transit.join() === via) &&
    (weighed === undefined || weighed === (said.grams !== null)) &&
    (differsIn === undefined || (differsIn === 'place' && isContested(one))) &&
    (dayFrom === undefined || (said.day !== null && said.day >= dayFrom)) &&
    (dayTo === undefined || (said.day !== null && said.day.slice(0, dayTo.length) <= dayTo)) &&
    (undated === undefined || undated === (said.day === null)) &&
    (unread === undefined || (one.change > unread.seenTo && one.client !== unread.client && !isSeen(one)))
  );
}

const isContested = ({ record }: ListedRow): boolean => record % 3 === 0;
const isSeen = ({ row: key, change }: ListedRow): boolean => key % 4 === 0 && change <= 3;

function filled(all: readonly ListedRow[]): Store {
  const store = new Store(openMemoryDatabase());
  store.database.pragma('foreign_keys = OFF');
  for (const one of all) {
    store.listed.put(one);
    if (isContested(one)) {
      store.conflicts.replace(one.record, [
        { record: one.record, section: null, kind: one.kind, field: 'place', type: 'disagreement', digest: '' },
      ]);
    }
    if (one.row % 4 === 0) store.seen.put('kim', one.row, 3);
  }
  return store;
}

const sortedBy = (one: ListedRow, sort: ListedSort) => (sort === 'day' ? one.facets.day : one[sort]);

function everyPage(store: Store, filter: ListedFilter, sort: ListedSort, descending: boolean): ListedRow[] {
  const found: ListedRow[] = [];
  for (let after: ListedPlace | undefined; ; ) {
    const page = store.listed.page(filter, { sort, descending, limit: 3, ...(after === undefined ? {} : { after }) });
    found.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < 3) return found;
    after = { value: sortedBy(last, sort) as string | number, row: last.row };
  }
}

test('pages of any filter and order, put together, are the records that fit, each once and in order', () => {
  const property = fc.property(
    rows,
    filters,
    fc.constantFrom<ListedSort>('change', 'number', 'day'),
    fc.boolean(),
    (all, filter, sort, descending) => {
      const store = filled(all);
      const wanted = all.filter((one) => fits(one, filter));
      const sorted = wanted.filter((one) => sortedBy(one, sort) !== null);
      const sign = descending ? -1 : 1;
      sorted.sort((a, b) => {
        const [left, right] = [sortedBy(a, sort) as string, sortedBy(b, sort) as string];
        return sign * (left < right ? -1 : left > right ? 1 : a.row - b.row);
      });
      expect(everyPage(store, filter, sort, descending)).toEqual(sorted);
      expect(store.listed.count(filter)).toBe(wanted.length);
      store.close();
    },
  );
  fc.assert(property, { numRuns: 60 });
});

test('a mark over everything makes single ones needless', () => {
  const store = new Store(openMemoryDatabase());
  store.seen.put('kim', 1, 5);
  store.seen.put('kim', 2, 9);
  store.seen.put('lee', 1, 5);
  store.seen.forgetUpTo('kim', 5);
  expect([store.seen.of('kim', 1), store.seen.of('kim', 2), store.seen.of('lee', 1)]).toEqual([0, 9, 5]);
});

test('a change is given once: what comes after the newest record went is later than it', () => {
  const store = filled([]);
  const none = {
    day: null,
    substance: null,
    channel: null,
    country: null,
    origin: null,
    transit: [],
    destination: null,
  };
  const facets = { ...none, amount: null, unit: null, grams: null, gramsLow: null, gramsHigh: null };
  const names = { record: 1, kind: 'case', space: 1, number: null, members: ['KR'], client: null };
  const change = store.listed.nextChange();
  store.listed.put({ row: 1, ...names, change, facets });
  store.listed.remove(1);
  expect(store.listed.lastChange()).toBe(change);
  expect(store.listed.nextChange()).toBe(change + 1);
  store.close();
});
