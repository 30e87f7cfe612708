import { canonicalJson, contentOfBody, type JsonValue, type SpaceId } from '@liaison/protocol';
import { SectionDocument } from '@liaison/records';
import type { EntryRow, LogRow, SectionOperation, SectionRow } from '@liaison/store';
import { operationCounts } from '../replica/derived/project-section.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { Attributions } from './attribution.js';
import { findRecord } from './find-record.js';
import { ProvenTimes } from './proven-times.js';
import type { SaidBy } from './section-reader.js';

/** One change of a field: who made it, where, and what the section said then. */
export interface FieldChange {
  readonly by: SaidBy;
  readonly section: string;
  /** What the section said about the field once this was held; several: a conflict at that point; none: cleared. */
  readonly values: readonly JsonValue[];
  /** False: its content was taken out by a recall, so what it said is not known here any more. */
  readonly kept: boolean;
}

export interface FieldHistory {
  /** The newest first, at most `limit`. */
  readonly changes: readonly FieldChange[];
  /** Older changes there are beside these, and edits of long ago that were not looked through for this field. */
  readonly older: number;
}

/** Edits of one section that are played one by one, the newest; those before them are taken as one. */
const EDITS_PLAYED_MAX = 300;

/**
 * The history of one field of a record, in all sections: each edit that counts and changed what its section says about the
 * field, in the order held here, which is a causal one. Throws what `findRecord` throws.
 */
export function fieldHistory(
  context: ReplicaContext,
  input: { readonly record: string; readonly space?: SpaceId; readonly field: string; readonly limit: number },
): FieldHistory {
  const found = findRecord(context, input.record, input.space);
  const attributions = new Attributions(context);
  const times = new ProvenTimes(context, found.space.id);
  const sections = context.store.sections.sectionsOf(found.record.row).filter(({ kind }) => kind === found.kind);
  const played = sections.map((section) => playSection(context, section, input.field));
  const changes = played.flatMap((one) => one.changes).sort((a, b) => b.row - a.row);
  const shown = changes.slice(0, input.limit).map(({ row, ...change }) => {
    const entry = context.store.entries.byRow(context.store.operations.entryOf(row)) as EntryRow;
    const log = context.store.logs.byRow(entry.log) as LogRow;
    return { by: { ...attributions.of(entry, log), bounds: times.of(entry, log) }, ...change };
  });
  const notPlayed = played.reduce((sum, one) => sum + one.notPlayed, 0);
  return { changes: shown, older: changes.length - shown.length + notPlayed };
}

type FoundChange = Omit<FieldChange, 'by'> & { readonly row: number };

function playSection(
  context: ReplicaContext,
  section: SectionRow,
  field: string,
): { changes: FoundChange[]; notPlayed: number } {
  const all = context.store.operations.ofSection(section.row).filter((one) => operationCounts(context, one));
  const notPlayed = Math.max(0, all.length - EDITS_PLAYED_MAX);
  const contentOf = ({ row }: SectionOperation) => contentOfBody(context.store.operations.body(row));
  const document = SectionDocument.fromUpdates(all.slice(0, notPlayed).map(contentOf));
  try {
    const changes: FoundChange[] = [];
    let before = valuesOf(document, field);
    for (const operation of all.slice(notPlayed)) {
      if (!document.apply(contentOf(operation))) continue;
      const values = valuesOf(document, field);
      const purged = context.store.operations.isPurged(operation.row);
      const isChange = canonicalJson(values) !== canonicalJson(before) || (purged && wrote(document, operation, field));
      if (isChange) changes.push({ row: operation.row, section: section.name, values, kept: !purged });
      before = values;
    }
    return { changes, notPlayed };
  } finally {
    document.close();
  }
}

function valuesOf(document: SectionDocument, field: string): JsonValue[] {
  const { fields, texts } = document.view();
  const text = texts[field];
  return text === undefined ? [...(fields[field] ?? [])] : [text];
}

const wrote = (document: SectionDocument, operation: SectionOperation, field: string): boolean =>
  document.namesWritten({ client: operation.client, from: operation.clockFrom, to: operation.clockTo }).includes(field);
