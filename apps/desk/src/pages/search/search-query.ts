/** What is searched for and where; all of it stands in the address. */
export interface SearchQuery {
  readonly q?: string;
  readonly space?: string;
  readonly kind?: string;
  readonly member?: string;
  readonly substance?: string;
  /** Days, both included. */
  readonly from?: string;
  readonly to?: string;
}

/** Filters to set, or with undefined to leave out. */
export type SearchChange = { readonly [Name in keyof SearchQuery]?: string | undefined };

export const WORDS_CHARS_MAX = 200;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Text of an address; a number that somebody typed into it is text too. */
function text(value: unknown, charsMax = 100): string | undefined {
  const said = typeof value === 'number' ? String(value) : value;
  return typeof said === 'string' && said !== '' ? said.slice(0, charsMax) : undefined;
}

const day = (value: unknown): string | undefined => (typeof value === 'string' && DAY.test(value) ? value : undefined);

/** Reads what an address says; what it cannot mean is left out. */
export function readSearchQuery(search: Readonly<Record<string, unknown>>): SearchQuery {
  const read = {
    q: text(search.q, WORDS_CHARS_MAX),
    space: text(search.space),
    kind: text(search.kind),
    member: text(search.member),
    substance: text(search.substance),
    from: day(search.from),
    to: day(search.to),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** How many of the filters are set. */
export const filtersSet = ({ q: _q, ...filters }: SearchQuery): number => Object.keys(filters).length;

/** The question that the node answers. */
export function findInputOf({ q = '', member, from, to, ...filter }: SearchQuery) {
  const given = {
    ...filter,
    ...(member === undefined ? {} : { speaks: member }),
    ...(from === undefined ? {} : { dayFrom: from }),
    ...(to === undefined ? {} : { dayTo: to }),
  };
  return { query: q.trim(), filter: given, limit: 50 };
}
