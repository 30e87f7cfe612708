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
  /** The same, and no officer of this home has left it as it stands. */
  readonly unsettled?: boolean;
  readonly unread?: Reader;
  /** Code, or `''` for records that say none; so for each of the following. */
  readonly substance?: string;
  readonly channel?: string;
  readonly country?: string;
  readonly origin?: string;
  readonly destination?: string;
  /** Country code among the transit countries. */
  readonly transit?: string;
  /** The transit countries exactly, in their order, joined by commas; `''` for none. */
  readonly via?: string;
  readonly unit?: string;
  /** First and last day as `2026-11-24`, or the beginning of one: `2026-11`, `2026`. */
  readonly dayFrom?: string;
  readonly dayTo?: string;
  readonly undated?: boolean;
  /** Whether its mass is known. */
  readonly weighed?: boolean;
  /** Name of a field in which it has a conflict or disagreement. */
  readonly differsIn?: string;
}

type Conditions = ExpressionBuilder<Tables, 'listed'>;

const EQUAL = ['substance', 'channel', 'country', 'origin', 'destination', 'unit'] as const;

/** What a filter narrows by: filters of one shape share one statement. Of a switch also which way it stands. */
export const shapeOf = (filter: ListedFilter): string =>
  Object.entries(filter)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [typeof value === 'boolean' ? `${name}:${value}` : value === '' ? `${name}:none` : name];
    })
    .sort()
    .join();

/** The values that a filter's statement is bound to. */
export function argumentsOf(filter: ListedFilter): Record<string, string | number> {
  const {
    unread,
    contested: _contested,
    unsettled: _unsettled,
    undated: _undated,
    weighed: _weighed,
    ...plain
  } = filter;
  const given = Object.entries(plain).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  const bound = Object.fromEntries(given);
  if (filter.speaks !== undefined) bound.speaks = `,${filter.speaks},`;
  if (filter.founder !== undefined) bound.founder = `,${filter.founder},`;
  if (filter.transit !== undefined) bound.transit = `,${filter.transit},`;
  if (filter.via !== undefined) bound.via = `,${filter.via},`;
  // the last day that begins so
  if (filter.dayTo !== undefined) bound.dayTo = `${filter.dayTo}\u007f`;
  return unread === undefined ? bound : { ...bound, ...unread };
}

type Condition = ReturnType<typeof sql<SqlBool>>;
type Markers = Record<string, never>;

const equalOr =
  (name: (typeof EQUAL)[number]) =>
  (filter: ListedFilter, a: Markers): Condition => {
    const column = sql.ref(`listed.${name}`);
    return filter[name] === '' ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} = ${a[name]}`;
  };

/** One condition for each part of a filter. */
const CONDITIONS: Record<keyof ListedFilter, (filter: ListedFilter, a: Markers) => Condition> = {
  space: (_filter, a) => sql`listed.space = ${a.space}`,
  kind: (_filter, a) => sql`listed.kind = ${a.kind}`,
  speaks: (_filter, a) => sql`instr(listed.members, ${a.speaks}) > 0`,
  founder: (_filter, a) => sql`instr(listed.members, ${a.founder}) = 1`,
  changedAfter: (_filter, a) => sql`listed.change > ${a.changedAfter}`,
  contested: (filter) => contested(filter.contested === true),
  unsettled: (filter) => unsettled(filter.unsettled === true),
  unread: (_filter, a) => unread(a),
  substance: equalOr('substance'),
  channel: equalOr('channel'),
  country: equalOr('country'),
  origin: equalOr('origin'),
  destination: equalOr('destination'),
  unit: equalOr('unit'),
  transit: (filter, a) =>
    filter.transit === '' ? sql`listed.transit is null` : sql`instr(listed.transit, ${a.transit}) > 0`,
  via: (filter, a) => (filter.via === '' ? sql`listed.transit is null` : sql`listed.transit = ${a.via}`),
  dayFrom: (_filter, a) => sql`listed.day >= ${a.dayFrom}`,
  dayTo: (_filter, a) => sql`listed.day <= ${a.dayTo}`,
  undated: (filter) => (filter.undated === true ? sql`listed.day is null` : sql`listed.day is not null`),
  weighed: (filter) => (filter.weighed === true ? sql`listed.grams is not null` : sql`listed.grams is null`),
  differsIn: (_filter, a) => sql`exists (select 1 from conflict where conflict.record = listed.record
    and conflict.kind = listed.kind and conflict.field = ${a.differsIn})`,
};

/** The conditions of a filter over `listed`, with markers for its values. */
export function conditionsOf(e: Conditions, filter: ListedFilter, a: Markers) {
  const asked = (Object.keys(CONDITIONS) as (keyof ListedFilter)[]).filter((name) => filter[name] !== undefined);
  return e.and(asked.map((name) => CONDITIONS[name](filter, a)));
}

const contested = (wanted: boolean) => {
  const found = sql`exists (select 1 from conflict where conflict.record = listed.record and conflict.kind = listed.kind)`;
  return wanted ? sql<SqlBool>`${found}` : sql<SqlBool>`not ${found}`;
};

const unsettled = (wanted: boolean) => {
  const found = sql`exists (
    select 1 from conflict where conflict.record = listed.record and conflict.kind = listed.kind and not exists (
      select 1 from left_standing as l where l.record = conflict.record and l.kind = conflict.kind
        and l.field = conflict.field and l.digest = conflict.digest))`;
  return wanted ? sql<SqlBool>`${found}` : sql<SqlBool>`not ${found}`;
};

const unread = (a: Markers) =>
  sql<SqlBool>`listed.change > ${a.seenTo} and listed.client is not ${a.client} and not exists (
    select 1 from seen where seen.officer = ${a.officer} and seen.listed = listed.row and seen.change >= listed.change)`;
