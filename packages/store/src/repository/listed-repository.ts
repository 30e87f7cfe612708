import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Statement, StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { argumentsOf, conditionsOf, type ListedFilter, shapeOf } from './listed-filter.js';

/** A record of one kind as lists, filters and figures know it. */
export interface ListedRow {
  /** Row of the section with which it began. */
  readonly row: number;
  readonly record: number;
  readonly kind: string;
  readonly space: number;
  readonly number: string | null;
  /** Sections that say something, the founding one first. */
  readonly members: readonly string[];
  /** Rises with each transaction that changes what is said; the same for all records of one. */
  readonly change: number;
  /** Yjs client of whoever changed it last; null where that was a recall, a pin or a removal. */
  readonly client: number | null;
  readonly facets: Facets;
}

/** What a record is filtered and summed by; null where it says nothing. */
export interface Facets {
  readonly day: string | null;
  readonly substance: string | null;
  readonly channel: string | null;
  readonly country: string | null;
  readonly origin: string | null;
  readonly transit: readonly string[];
  readonly destination: string | null;
  readonly amount: number | null;
  readonly unit: string | null;
  readonly grams: number | null;
  /** Least and most grams that any section says; both as `grams` where nobody differs. */
  readonly gramsLow: number | null;
  readonly gramsHigh: number | null;
}

export const LISTED_SORTS = ['change', 'number', 'day'] as const;
export type ListedSort = (typeof LISTED_SORTS)[number];

/** Where a page begins: after this row, which has this value of what it is sorted by. */
export interface ListedPlace {
  readonly value: string | number;
  readonly row: number;
}

export interface ListedPage {
  readonly sort: ListedSort;
  readonly descending: boolean;
  readonly after?: ListedPlace;
  readonly limit: number;
}

type Stored = Selectable<Tables['listed']>;
type Bound = Record<string, string | number>;

/** Derived: one row per record and kind that says something, the system's own records left out. */
export class ListedRepository {
  readonly #one;
  readonly #pages = new Map<string, Statement<Bound, Stored>>();
  readonly #voices = new Map<string, Statement<Bound, { space: number; members: string; records: number }>>();
  readonly #fitting = new Map<string, Statement<Bound, { row: number }>>();
  readonly #counts = new Map<string, Statement<Bound, { count: number }>>();

  constructor(private readonly statements: StatementFactory<Tables>) {
    this.#one = rowStatements(statements);
  }

  /**
   * Takes the next change: one for everything that a transaction changes. Inside a transaction. It is never given twice, also
   * when the record that had it is gone: whoever has looked through up to it has not seen what comes then.
   */
  nextChange(): number {
    const change = this.lastChange() + 1;
    this.#one.reach.run({ change: String(change) });
    return change;
  }

  lastChange(): number {
    return this.#one.last.get()?.change ?? 0;
  }

  put({ facets, members, ...row }: ListedRow): void {
    const { transit, gramsLow, gramsHigh, ...plain } = facets;
    this.#one.put.run({
      ...row,
      ...plain,
      members: listText(members),
      transit: transit.length === 0 ? null : listText(transit),
      grams_low: gramsLow,
      grams_high: gramsHigh,
    });
  }

  remove(row: number): void {
    this.#one.remove.run({ row });
  }

  ofRecord(record: number): ListedRow[] {
    return this.#one.ofRecord.all({ record }).map(read);
  }

  /** How many records fit, by space and by the sections that speak: one walk. */
  countsByVoices(filter: ListedFilter): { space: number; members: string[]; records: number }[] {
    const shape = shapeOf(filter);
    const known =
      this.#voices.get(shape) ??
      this.statements.prepare((k: Kysely<Tables>, a: Bound) =>
        k
          .selectFrom('listed')
          .select((e) => ['space', 'members', e.fn.countAll<number>().as('records')])
          .where((e) => conditionsOf(e, filter, a as Record<string, never>))
          .groupBy(['space', 'members']),
      );
    this.#voices.set(shape, known);
    return known.all(argumentsOf(filter)).map((row) => ({ ...row, members: listOf(row.members) }));
  }

  /** How many records of each kind a space has, and their last change. */
  countsBySpace(): { space: number; kind: string; records: number; change: number }[] {
    return this.#one.countsBySpace.all();
  }

  setNumber(record: number, number: string): void {
    this.#one.setNumber.run({ record, number });
  }

  /** Records in the order asked for; rows without a value of what is sorted by are left out (`number`, `day`). */
  page(filter: ListedFilter, page: ListedPage): ListedRow[] {
    const { after, limit } = page;
    const place = after === undefined ? {} : { afterValue: after.value, afterRow: after.row };
    return this.#pageStatement(filter, page)
      .all({ ...argumentsOf(filter), ...place, limit })
      .map(read);
  }

  /** Whether the record that a section belongs to fits. */
  fits(filter: ListedFilter, section: number): boolean {
    const shape = shapeOf(filter);
    const known =
      this.#fitting.get(shape) ??
      this.statements.prepare((k: Kysely<Tables>, a: Bound) =>
        k
          .selectFrom('listed')
          .innerJoin('section as s', (join) =>
            join.onRef('s.record', '=', 'listed.record').onRef('s.kind', '=', 'listed.kind'),
          )
          .select('listed.row')
          .where('s.row', '=', a.section as number)
          .where((e) => conditionsOf(e as never, filter, a as Record<string, never>)),
      );
    this.#fitting.set(shape, known);
    return known.get({ ...argumentsOf(filter), section }) !== undefined;
  }

  count(filter: ListedFilter): number {
    const shape = shapeOf(filter);
    const known =
      this.#counts.get(shape) ??
      this.statements.prepare((k: Kysely<Tables>, a: Bound) =>
        k
          .selectFrom('listed')
          .select((e) => e.fn.countAll<number>().as('count'))
          .where((e) => conditionsOf(e, filter, a as Record<string, never>)),
      );
    this.#counts.set(shape, known);
    return known.get(argumentsOf(filter))?.count ?? 0;
  }

  #pageStatement(filter: ListedFilter, page: ListedPage): Statement<Bound, Stored> {
    const shape = `${shapeOf(filter)} ${page.sort} ${page.descending} ${page.after !== undefined}`;
    const known = this.#pages.get(shape);
    if (known !== undefined) return known;
    const made = this.statements.prepare((k: Kysely<Tables>, a: Bound) => pageQuery(k, a, filter, page));
    this.#pages.set(shape, made);
    return made;
  }
}

function pageQuery(k: Kysely<Tables>, a: Bound, filter: ListedFilter, { sort, descending, after }: ListedPage) {
  const direction = descending ? 'desc' : 'asc';
  const column = sql.ref(`listed.${sort}`);
  const beyond = sql.raw(descending ? '<' : '>');
  let query = k
    .selectFrom('listed')
    .selectAll()
    .where((e) => conditionsOf(e, filter, a as Record<string, never>));
  if (sort !== 'change') query = query.where(sort, 'is not', null);
  if (after !== undefined) {
    query = query.where(sql<boolean>`(${column}, listed.row) ${beyond} (${a.afterValue}, ${a.afterRow})`);
  }
  return query
    .orderBy(sort, direction)
    .orderBy('row', direction)
    .limit(a.limit as number);
}

/** Name of the setting that remembers the highest change that was given. */
const CHANGE_REACHED = 'change-reached';

const listText = (names: readonly string[]): string => `,${names.join(',')},`;
const listOf = (text: string | null): string[] => (text === null ? [] : text.split(',').filter((name) => name !== ''));

function read(row: Stored): ListedRow {
  const {
    row: key,
    record,
    kind,
    space,
    number,
    change,
    client,
    members,
    transit,
    grams_low,
    grams_high,
    ...said
  } = row;
  const facets = { ...said, transit: listOf(transit), gramsLow: grams_low, gramsHigh: grams_high };
  return { row: key, record, kind, space, number, change, client, members: listOf(members), facets };
}

const rowStatements = (statements: StatementFactory<Tables>) => ({
  last: statements.prepare((k) =>
    sql<{ change: number }>`select max(
          coalesce((select max(change) from listed), 0),
          coalesce((select cast(value as integer) from setting where name = ${CHANGE_REACHED}), 0)
        ) as change`.compile(k),
  ),
  reach: statements.prepare((k, a: { change: string }) =>
    k
      .insertInto('setting')
      .values({ name: CHANGE_REACHED, value: a.change })
      .onConflict((c) => c.column('name').doUpdateSet({ value: a.change })),
  ),
  put: statements.prepare((k, a: Stored) =>
    sql`replace into listed (row, record, kind, space, number, members, change, client, day, substance, channel, country,
          origin, transit, destination, amount, unit, grams, grams_low, grams_high)
        values (${a.row}, ${a.record}, ${a.kind}, ${a.space}, ${a.number}, ${a.members}, ${a.change}, ${a.client}, ${a.day},
          ${a.substance}, ${a.channel}, ${a.country}, ${a.origin}, ${a.transit}, ${a.destination}, ${a.amount}, ${a.unit},
          ${a.grams}, ${a.grams_low}, ${a.grams_high})`.compile(k),
  ),
  remove: statements.prepare((k, a: { row: number }) => k.deleteFrom('listed').where('row', '=', a.row)),
  ofRecord: statements.prepare((k, a: { record: number }) =>
    k.selectFrom('listed').selectAll().where('record', '=', a.record).orderBy('row'),
  ),
  countsBySpace: statements.prepare((k) =>
    k
      .selectFrom('listed')
      .select((e) => ['space', 'kind', e.fn.countAll<number>().as('records'), e.fn.max<number>('change').as('change')])
      .groupBy(['space', 'kind']),
  ),
  setNumber: statements.prepare((k, a: { record: number; number: string }) =>
    k.updateTable('listed').set({ number: a.number }).where('record', '=', a.record),
  ),
});
