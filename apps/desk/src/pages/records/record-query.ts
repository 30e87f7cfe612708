/** Which records the list shows and how; it stands in the address. */
export interface RecordQuery {
  readonly space?: string;
  readonly kind?: string;
  readonly unread?: true;
  readonly contested?: true;
  readonly sort?: RecordSort;
}

export type RecordSort = 'number' | 'day';

const SORTS: readonly string[] = ['number', 'day'] satisfies RecordSort[];
const text = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 100;

/** Reads what an address says; what it cannot mean is left out. */
export function readRecordQuery(search: Readonly<Record<string, unknown>>): RecordQuery {
  const { space, kind, unread, contested, sort } = search;
  return {
    ...(text(space) ? { space } : {}),
    ...(text(kind) ? { kind } : {}),
    ...(unread === true ? { unread } : {}),
    ...(contested === true ? { contested } : {}),
    ...(typeof sort === 'string' && SORTS.includes(sort) ? { sort: sort as RecordSort } : {}),
  };
}

/** The question that the node answers; what an officer has left as it stands is settled. Newest, highest number and latest day come first. */
export function listInputOf({ sort, contested, ...query }: RecordQuery) {
  const filter = contested === true ? { ...query, unsettled: true } : query;
  return { filter, sort: sort ?? ('change' as const), descending: true };
}
