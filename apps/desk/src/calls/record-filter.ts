import type { DeskRouter } from '@liaison/node';
import type { inferRouterInputs } from '@trpc/server';

type Asked = NonNullable<inferRouterInputs<DeskRouter>['record']['list']['filter']>;

const CODES = [
  'speaks',
  'founder',
  'substance',
  'channel',
  'country',
  'origin',
  'destination',
  'transit',
  'via',
  'unit',
] as const;
const NAMES = ['space', 'kind', 'differsIn'] as const;
const DAYS = ['dayFrom', 'dayTo'] as const;
const SWITCHES = ['unread', 'contested', 'unsettled', 'undated', 'weighed'] as const;

type Code = (typeof CODES)[number];
type Switch = (typeof SWITCHES)[number];

/** Which records a list or a figure is about, as an address holds it: the same words as the node's own filter. */
export type RecordFilter = { readonly [Name in Exclude<keyof Asked, 'changedAfter'>]?: NonNullable<Asked[Name]> };
export type FilterName = keyof RecordFilter;

const LONGEST = 200;
const isCode = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST;
const isName = (value: unknown): value is string => isCode(value) && value !== '';
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}(-\d\d(-\d\d)?)?$/.test(value);

/** A year alone is a number to whoever reads addresses. */
const textOf = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);

/** Reads what an address says; what it cannot mean is left out. An empty code asks for records that say none. */
export function readRecordFilter(search: Readonly<Record<string, unknown>>): RecordFilter {
  const kept = (names: readonly FilterName[], fits: (value: unknown) => boolean) =>
    names.flatMap((name) => {
      const value = textOf(search[name]);
      return fits(value) ? [[name, value] as const] : [];
    });
  return Object.fromEntries([
    ...kept(NAMES, isName),
    ...kept(CODES satisfies readonly Code[], isCode),
    ...kept(DAYS, isDay),
    ...kept(SWITCHES satisfies readonly Switch[], (value) => typeof value === 'boolean'),
  ]);
}

/** A filter that the node answered with, as an address: it may name what no page asks for, which is left out. */
export const addressOf = (filter: object): RecordFilter => readRecordFilter({ ...filter });

/** The filter without one of its parts. */
export function without(filter: RecordFilter, name: FilterName): RecordFilter {
  return Object.fromEntries(Object.entries(filter).filter(([key]) => key !== name));
}
