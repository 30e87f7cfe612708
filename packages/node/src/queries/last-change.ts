import type { SectionView } from '@liaison/records';
import type { SectionOperation, SectionRow } from '@liaison/store';
import { openSection, operationCounts, viewOf } from '../replica/derived/project-section.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import type { Attribution, Attributions } from './attribution.js';

/** The change of a record that was held last: whose, of which section, and what it wrote. */
export interface LastChange extends Attribution {
  readonly section: string;
  /** Names of the fields and texts it wrote; empty where it only took something away. */
  readonly fields: readonly string[];
}

/** For answers that read a section more than once. */
export type ReadView = (section: SectionRow) => SectionView;

/** The last edit of these sections that counts; null where none does. */
export function lastChangeOf(
  context: ReplicaContext,
  attributions: Attributions,
  sections: readonly SectionRow[],
  read: ReadView = (section) => viewOf(context, section),
): LastChange | null {
  let last: { section: SectionRow; operation: SectionOperation } | undefined;
  for (const section of sections) {
    const operation = lastCounting(context, section.row);
    if (operation !== undefined && operation.row > (last?.operation.row ?? 0)) last = { section, operation };
  }
  if (last === undefined) return null;
  const by = attributions.ofEntry(context.store.operations.entryOf(last.operation.row));
  return by === undefined ? null : { ...by, section: last.section.name, fields: writtenBy(context, last, read) };
}

function lastCounting(context: ReplicaContext, section: number): SectionOperation | undefined {
  const { operations } = context.store;
  let found = operations.lastOfSection(section, Number.MAX_SAFE_INTEGER);
  while (found !== undefined && !operationCounts(context, found)) found = operations.lastOfSection(section, found.row);
  return found;
}

function writtenBy(
  context: ReplicaContext,
  { section, operation }: { section: SectionRow; operation: SectionOperation },
  read: ReadView,
): string[] {
  if (section.source === operation.row) {
    const { fields, texts } = read(section);
    return [...Object.keys(fields), ...Object.keys(texts)];
  }
  const document = openSection(context, section);
  try {
    const { client, clockFrom: from, clockTo: to } = operation;
    return document.namesWritten({ client, from, to });
  } finally {
    document.close();
  }
}
