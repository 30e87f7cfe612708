import { parseRecordNumber } from '@liaison/records';
import type { SectionRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';
import type { Attribution, Attributions } from './attribution.js';
import type { FoundRecord } from './find-record.js';

/** Where a record comes from: who began it, in whose section, and what its number says. */
export interface Founding extends Attribution {
  readonly section: string;
  /** Of a number: the year its writer claimed and that writer's own counter. */
  readonly number: { readonly year: number; readonly counter: number } | null;
  /** Operations in the entry that began it: above one it came with others, as an import brings them. */
  readonly together: number;
}

/** Null where not even the first operation is held any more. */
export function foundingOf(
  context: ReplicaContext,
  attributions: Attributions,
  { record }: FoundRecord,
  ofKind: readonly SectionRow[],
): Founding | null {
  const { operations } = context.store;
  const firsts = ofKind.flatMap((section) => {
    const first = operations.firstOfSection(section.row);
    return first === undefined ? [] : [{ row: first, section: section.name as string }];
  });
  const [first] = firsts.sort((a, b) => a.row - b.row);
  if (first === undefined) return null;
  const entry = operations.entryOf(first.row);
  const by = attributions.ofEntry(entry);
  const parsed = record.number === null ? undefined : parseRecordNumber(record.number);
  const number = parsed?.ok === true ? { year: parsed.value.year, counter: parsed.value.counter } : null;
  return by === undefined ? null : { ...by, section: first.section, number, together: operations.countOfEntry(entry) };
}
