import { type Kysely, sql } from 'kysely';
import type { Statement, StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { argumentsOf, conditionsOf, type ListedFilter, shapeOf } from './listed-filter.js';

/** What figures can be broken down by; `via` is the list of transit countries as one, `founder` who began the record. */
export const FIGURE_KEYS = [
  'substance',
  'channel',
  'country',
  'origin',
  'via',
  'destination',
  'founder',
  'month',
  'year',
] as const;
export type FigureKey = (typeof FIGURE_KEYS)[number];

/** Records that have these keys and this unit in common. */
export interface FigureRow {
  /** Null where the records say none. */
  readonly keys: readonly (string | null)[];
  readonly unit: string | null;
  readonly records: number;
  /** In the unit; null where there is none. */
  readonly amount: number | null;
  readonly grams: number;
  readonly gramsLow: number;
  readonly gramsHigh: number;
  /** Records whose mass is known. */
  readonly weighed: number;
}

type Bound = Record<string, string | number>;

interface Stored {
  readonly first: string | null;
  readonly second: string | null;
  readonly third: string | null;
  readonly unit: string | null;
  readonly records: number;
  readonly amount: number | null;
  readonly grams: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly weighed: number;
}

const EXPRESSIONS: Record<FigureKey, string> = {
  substance: 'listed.substance',
  channel: 'listed.channel',
  country: 'listed.country',
  origin: 'listed.origin',
  via: "trim(listed.transit, ',')",
  destination: 'listed.destination',
  founder: "substr(listed.members, 2, instr(substr(listed.members, 2), ',') - 1)",
  month: 'substr(listed.day, 1, 7)',
  year: 'substr(listed.day, 1, 4)',
};

/** Sums over listed records: one walk over those that a filter leaves. */
export class FigureRepository {
  readonly #sums = new Map<string, Statement<Bound, Stored>>();
  readonly #differing = new Map<string, Statement<Bound, Pick<Stored, 'first' | 'second' | 'third' | 'records'>>>();

  constructor(private readonly statements: StatementFactory<Tables>) {}

  /** By at most three keys, and within them by unit. */
  sums(filter: ListedFilter, by: readonly FigureKey[]): FigureRow[] {
    const shape = `${shapeOf(filter)} ${by.join()}`;
    const known = this.#sums.get(shape) ?? this.statements.prepare((k, a: Bound) => sumQuery(k, a, filter, by));
    this.#sums.set(shape, known);
    return known.all(argumentsOf(filter)).map(({ first, second, third, grams, low, high, ...row }) => ({
      ...row,
      keys: [first, second, third].slice(0, by.length),
      grams: grams ?? 0,
      gramsLow: low ?? 0,
      gramsHigh: high ?? 0,
    }));
  }

  /** Of the same records those in which members differ about a field, by keys. */
  differing(filter: ListedFilter, by: readonly FigureKey[], field: string): Pick<FigureRow, 'keys' | 'records'>[] {
    const shape = `${shapeOf(filter)} ${by.join()}`;
    const known =
      this.#differing.get(shape) ?? this.statements.prepare((k, a: Bound) => differingQuery(k, a, filter, by));
    this.#differing.set(shape, known);
    return known.all({ ...argumentsOf(filter), contestedField: field }).map(({ first, second, third, records }) => ({
      keys: [first, second, third].slice(0, by.length),
      records,
    }));
  }
}

const keyOf = (by: readonly FigureKey[], index: number) => {
  const key = by[index];
  return sql<string | null>`${sql.raw(key === undefined ? 'null' : EXPRESSIONS[key])}`;
};

const sumQuery = (k: Kysely<Tables>, a: Bound, filter: ListedFilter, by: readonly FigureKey[]) =>
  k
    .selectFrom('listed')
    .select((e) => [
      keyOf(by, 0).as('first'),
      keyOf(by, 1).as('second'),
      keyOf(by, 2).as('third'),
      'unit',
      e.fn.countAll<number>().as('records'),
      e.fn.sum<number | null>('amount').as('amount'),
      e.fn.sum<number | null>('grams').as('grams'),
      e.fn.sum<number | null>('grams_low').as('low'),
      e.fn.sum<number | null>('grams_high').as('high'),
      e.fn.count<number>('grams').as('weighed'),
    ])
    .where((e) => conditionsOf(e, filter, a as Record<string, never>))
    .groupBy(sql.raw('1, 2, 3, 4'))
    .orderBy(sql.raw('1, 2, 3, 4'));

/** From the contested records, which are few, to those that are asked about. */
const differingQuery = (k: Kysely<Tables>, a: Bound, filter: ListedFilter, by: readonly FigureKey[]) =>
  k
    .selectFrom('listed')
    .select([
      keyOf(by, 0).as('first'),
      keyOf(by, 1).as('second'),
      keyOf(by, 2).as('third'),
      sql<number>`count(*)`.as('records'),
    ])
    .where(
      sql<boolean>`listed.row in (select l.row from conflict as c join listed as l on l.record = c.record and l.kind = c.kind
        where c.field = ${a.contestedField})`,
    )
    .where((e) => conditionsOf(e, filter, a as Record<string, never>))
    .groupBy(sql.raw('1, 2, 3'));
