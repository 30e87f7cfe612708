import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Tables } from '../schema/tables.js';

/** Whose eyes `unread` is about. */
export interface Reader {
  /** The officer's writer id. */
  readonly officer: string;
  /** Their Yjs client: what they wrote last themselves is not news to them. */
  readonly client: number;
  /** The change up to which they have looked through everything. */
  readonly seenTo: number;
}

/** Which listed records are wanted; what is left out does not narrow. */
export interface ListedFilter {
  /** Row of a space. */
  readonly space?: number;
  readonly kind?: string;
  /** Member whose section says something, or `joint`. */
  readonly speaks?: string;
  /** Member with whose section the record began. */
  readonly founder?: string;
  /** Changed in this home after this change. */
  readonly changedAfter?: number;
  /** Some field of it has a conflict or disagreement. */
  readonly contested?: boolean;
  readonly unread?: Reader;
  /** Code, or `''` for records that say none; so for each of the following. */
  readonly substance?: string;
  readonly channel?: string;
  readonly country?: string;
  readonly origin?: string;
  readonly destination?: string;
  /** Country code among the transit countries. */
  readonly transit?: string;
  readonly unit?: string;
  /** First and last day as `2026-11-24`, or the beginning of one: `2026-11`, `2026`. */
  readonly dayFrom?: string;
  readonly dayTo?: string;
  readonly undated?: boolean;
}

type Conditions = ExpressionBuilder<Tables, 'listed'>;

const EQUAL = ['substance', 'channel', 'country', 'origin', 'destination', 'unit'] as const;

/** Names of what a filter narrows by: filters of one shape share one statement. */
export const shapeOf = (filter: ListedFilter): string =>
  Object.entries(filter)
    .flatMap(([name, value]) => (value === undefined ? [] : [value === '' ? `${name}:none` : name]))
    .concat(filter.contested === false ? ['uncontested'] : [], filter.undated === false ? ['dated'] : [])
    .sort()
    .join();

/** The values that a filter's statement is bound to. */
export function argumentsOf(filter: ListedFilter): Record<string, string | number> {
  const { unread, contested: _contested, undated: _undated, ...plain } = filter;
  const given = Object.entries(plain).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  const bound = Object.fromEntries(given);
  if (filter.speaks !== undefined) bound.speaks = `,${filter.speaks},`;
  if (filter.founder !== undefined) bound.founder = `,${filter.founder},`;
  if (filter.transit !== undefined) bound.transit = `,${filter.transit},`;
  // the last day that begins so
  if (filter.dayTo !== undefined) bound.dayTo = `${filter.dayTo}\u007f`;
  return unread === undefined ? bound : { ...bound, ...unread };
}

/** The conditions of a filter over `listed`, with markers for its values. */
export function conditionsOf(e: Conditions, filter: ListedFilter, a: Record<string, never>) {
  const all: ReturnType<typeof sql<SqlBool>>[] = [];
  const has = (name: keyof ListedFilter) => filter[name] !== undefined;
  if (has('space')) all.push(sql<SqlBool>`listed.space = ${a.space}`);
  if (has('kind')) all.push(sql<SqlBool>`listed.kind = ${a.kind}`);
  if (has('speaks')) all.push(sql<SqlBool>`instr(listed.members, ${a.speaks}) > 0`);
  if (has('founder')) all.push(sql<SqlBool>`instr(listed.members, ${a.founder}) = 1`);
  if (has('changedAfter')) all.push(sql<SqlBool>`listed.change > ${a.changedAfter}`);
  if (has('contested')) all.push(contested(filter.contested === true));
  for (const name of EQUAL) {
    if (!has(name)) continue;
    const column = sql.ref(`listed.${name}`);
    all.push(filter[name] === '' ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} = ${a[name]}`);
  }
  if (has('transit')) {
    const found = sql<SqlBool>`instr(listed.transit, ${a.transit}) > 0`;
    all.push(filter.transit === '' ? sql<SqlBool>`listed.transit is null` : found);
  }
  if (has('dayFrom')) all.push(sql<SqlBool>`listed.day >= ${a.dayFrom}`);
  if (has('dayTo')) all.push(sql<SqlBool>`listed.day <= ${a.dayTo}`);
  if (has('undated')) all.push(filter.undated === true ? sql`listed.day is null` : sql`listed.day is not null`);
  if (has('unread')) all.push(unread(a));
  return e.and(all);
}

const contested = (wanted: boolean) => {
  const found = sql`exists (select 1 from conflict where conflict.record = listed.record and conflict.kind = listed.kind)`;
  return wanted ? sql<SqlBool>`${found}` : sql<SqlBool>`not ${found}`;
};

const unread = (a: Record<string, never>) =>
  sql<SqlBool>`listed.change > ${a.seenTo} and listed.client is not ${a.client} and not exists (
    select 1 from seen where seen.officer = ${a.officer} and seen.listed = listed.row and seen.change >= listed.change)`;
