import { type RecordFilter, readRecordFilter } from '../../calls/record-filter.js';

/** Which records the list shows and how; it stands in the address. */
export interface RecordQuery extends RecordFilter {
  /** What changed after this change of the home: what an import brought, as its page links to it. */
  readonly after?: number;
  readonly sort?: RecordSort;
}

export type RecordSort = 'number' | 'day';

const SORTS: readonly string[] = ['number', 'day'] satisfies RecordSort[];

/** Reads what an address says; what it cannot mean is left out. */
export function readRecordQuery(search: Readonly<Record<string, unknown>>): RecordQuery {
  const { after, sort } = search;
  return {
    ...readRecordFilter(search),
    ...(Number.isSafeInteger(after) && Number(after) >= 0 ? { after: Number(after) } : {}),
    ...(typeof sort === 'string' && SORTS.includes(sort) ? { sort: sort as RecordSort } : {}),
  };
}

/** The question that the node answers; what an officer has left as it stands is settled. Newest, highest number and latest day come first. */
export function listInputOf({ sort, contested, after, ...query }: RecordQuery) {
  const filter = {
    ...query,
    ...(contested === true ? { unsettled: true } : {}),
    ...(after === undefined ? {} : { changedAfter: after }),
  };
  return { filter, sort: sort ?? ('change' as const), descending: true };
}
