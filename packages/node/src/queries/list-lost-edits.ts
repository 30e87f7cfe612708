import { covers } from '@liaison/ledger';
import {
  contentOfBody,
  type EntryId,
  type RecordId,
  type SectionName,
  type SpaceId,
  type WriterId,
} from '@liaison/protocol';
import { type SaidAnew, SectionDocument, saidAnew } from '@liaison/records';
import type { EntryRow, LogRow, RecordRow, SectionOperation, SectionRow, SpaceRow } from '@liaison/store';
import { openSection } from '../replica/derived/project-section.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { isOwnWriter } from '../replica/rights/own-writers.js';
import { stopReason } from './list-set-aside.js';

/** Something that an officer of this home wrote and that no document shows any more. */
export interface LostEdit {
  readonly entry: EntryId;
  /** Its place in the entry. */
  readonly index: number;
  readonly space: SpaceId;
  readonly record: RecordId;
  readonly number: string | null;
  readonly kind: string;
  readonly section: SectionName;
  readonly writer: WriterId;
  readonly at: string;
  /** `built-on-fork`: it counts, but was typed into what a fork took out; else why its own log stops before it. */
  readonly reason: string;
  /** What it said: values by field, and the words that were typed by text. */
  readonly said: SaidAnew;
}

/**
 * Own edits that a fork, pin or removal took out of the documents, and that nobody has written again or let go: the node of
 * their author offers them (SEC-6). Oldest first.
 */
export function listLostEdits(context: ReplicaContext): LostEdit[] {
  return context.store.spaces.all().flatMap((space) => lostInSpace(context, space));
}

function lostInSpace(context: ReplicaContext, space: SpaceRow): LostEdit[] {
  const { limits } = context.standings.of(space.row);
  const sections = new Set<number>();
  for (const [log, limit] of limits) {
    for (const section of context.store.operations.sectionsTouchedAfter(log, limit)) sections.add(section);
  }
  return [...sections].sort((a, b) => a - b).flatMap((row) => lostInSection(context, space, row));
}

/** What is known of one section while it is looked through. */
interface Examined {
  readonly space: SpaceRow;
  readonly section: SectionRow;
  readonly record: RecordRow;
  readonly operations: readonly SectionOperation[];
}

function lostInSection(context: ReplicaContext, space: SpaceRow, row: number): LostEdit[] {
  const { sections, operations } = context.store;
  const section = sections.sectionByRow(row);
  const record = section && sections.recordByRow(section.record);
  if (section === undefined || record === undefined) return [];
  const examined = { space, section, record, operations: operations.ofSection(row) };
  const document = openSection(context, section);
  try {
    return examined.operations.flatMap((operation) => lostEdit(context, examined, document, operation));
  } finally {
    document.close();
  }
}

function lostEdit(
  context: ReplicaContext,
  examined: Examined,
  document: SectionDocument,
  operation: SectionOperation,
): LostEdit[] {
  const log = context.store.logs.byRow(operation.log) as LogRow;
  if (!isOwnWriter(context, log.writer)) return [];
  const standing = context.standings.of(examined.space.row);
  const isStopped = operation.seq > (standing.limits.get(log.row) ?? operation.seq);
  if (!isStopped && !document.isReduced(operation.client, operation.clockFrom, operation.clockTo)) return [];
  const entry = context.store.entries.at(log.row, operation.seq) as EntryRow;
  if (context.store.settledLosses.isSettled(entry.id, operation.index)) return [];
  const said = whatItSaid(context, examined, operation, entry);
  if (Object.keys(said.fields).length + Object.keys(said.texts).length === 0) return [];
  const { space, section, record } = examined;
  return [
    {
      entry: entry.id,
      index: operation.index,
      space: space.id,
      record: record.id,
      number: record.number,
      kind: section.kind,
      section: section.name as SectionName,
      writer: log.writer,
      at: entry.at,
      reason: isStopped ? stopReason(standing, log, operation.seq) : 'built-on-fork',
      said,
    },
  ];
}

/** Compares the section as its author saw it with what the author made of it. */
function whatItSaid(
  context: ReplicaContext,
  { operations }: Examined,
  operation: SectionOperation,
  entry: EntryRow,
): SaidAnew {
  const past = context.store.pasts.get(entry.past);
  const isBefore = (other: SectionOperation) =>
    covers(past, { row: other.log, seq: other.seq }) || (other.log === operation.log && other.row < operation.row);
  const before = operations.filter(isBefore).map((other) => contentOf(context, other));
  return saidAnew(viewOfUpdates(before), viewOfUpdates([...before, contentOf(context, operation)]));
}

const contentOf = (context: ReplicaContext, operation: SectionOperation) =>
  contentOfBody(context.store.operations.body(operation.row));

function viewOfUpdates(updates: readonly Uint8Array[]) {
  const document = SectionDocument.fromUpdates(updates);
  try {
    return document.view();
  } finally {
    document.close();
  }
}
