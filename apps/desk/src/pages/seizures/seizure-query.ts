import { type RecordFilter, readRecordFilter } from '../../calls/record-filter.js';

/** Which seizures the page sums, and what its charts measure; it stands in the address. */
export interface SeizureQuery extends RecordFilter {
  /** `grams`, or a unit as the sources count; records where it is left out. */
  readonly measure?: string;
}

const isMeasure = (value: unknown): value is string => typeof value === 'string' && /^[a-z]{1,16}$/.test(value);

/** Reads what an address says; what it cannot mean is left out. */
export function readSeizureQuery(search: Readonly<Record<string, unknown>>): SeizureQuery {
  const { measure } = search;
  // `contested` is another word in the address of a list: there it leaves out what was settled.
  const { kind: _always, contested: _elsewhere, ...filter } = readRecordFilter(search);
  return { ...filter, ...(isMeasure(measure) && measure !== 'records' ? { measure } : {}) };
}

/** The part of it that the node is asked for. */
export const filterOf = ({ measure: _shown, ...filter }: SeizureQuery): RecordFilter => filter;
