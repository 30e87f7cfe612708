import type { EntryId, JsonValue, RecordId, SpaceId, WriterId } from '@liaison/protocol';
import type { LogRow } from '@liaison/store';
import { viewOf } from '../replica/derived/project-section.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { findRecord } from './find-record.js';
import { recallsOfRecord, type ShownRecall } from './list-recalls.js';
import { stopReason } from './list-set-aside.js';

export interface ShownRecord {
  readonly record: RecordId;
  readonly number: string | null;
  readonly kind: string;
  readonly space: SpaceId;
  /** Section name to field to its current values; a text is one value. */
  readonly sections: Record<string, Record<string, readonly JsonValue[]>>;
  /** Section name to field to how many contents are kept but cannot be shown; absent when there are none. */
  readonly unreadable?: Record<string, Readonly<Record<string, number>>>;
  /** What of it was recalled, by whom and why; absent where nothing was. */
  readonly recalls?: readonly ShownRecall[];
}

/** A record as its sections stand, side by side. */
export function showRecord(context: ReplicaContext, text: string, space?: SpaceId): ShownRecord {
  const found = findRecord(context, text, space);
  const sections: ShownRecord['sections'] = {};
  const unreadable: NonNullable<ShownRecord['unreadable']> = {};
  for (const section of found.sections) {
    const view = viewOf(context, section);
    const texts = Object.entries(view.texts).map(([name, value]) => [name, [value]] as const);
    sections[section.name] = { ...view.fields, ...Object.fromEntries(texts) };
    if (Object.keys(view.unreadable).length > 0) unreadable[section.name] = view.unreadable;
  }
  const shown = {
    record: found.record.id,
    number: found.record.number,
    kind: found.kind,
    space: found.space.id,
    sections,
  };
  const recalls = recallsOfRecord(context, found.space, found.record.id);
  return {
    ...shown,
    ...(Object.keys(unreadable).length > 0 ? { unreadable } : {}),
    ...(recalls.length > 0 ? { recalls } : {}),
  };
}

export interface HistoryItem {
  readonly entry: EntryId;
  readonly at: string;
  readonly writer: WriterId;
  readonly member: string;
  readonly section: string;
  readonly seq: number;
  /** `counts`, or why it does not: `pinned`, `forked`, `revoked`, `void-…`, `no-right`. */
  readonly standing: string;
}

/** Who changed a record, when they say so, and whether it counts; in causal order. */
export function recordHistory(
  context: ReplicaContext,
  text: string,
  space?: SpaceId,
): { record: RecordId; history: HistoryItem[] } {
  const found = findRecord(context, text, space);
  const { entries, logs, operations, sections } = context.store;
  const items: (HistoryItem & { row: number })[] = [];
  for (const section of sections.sectionsOf(found.record.row).filter(({ kind }) => kind === found.kind)) {
    for (const operation of operations.allOfSection(section.row)) {
      const entry = entries.byRow(operation.entry);
      const log = entry && logs.byRow(entry.log);
      if (entry === undefined || log === undefined) continue;
      items.push({
        row: operation.row,
        entry: entry.id,
        at: entry.at,
        writer: log.writer,
        member: context.authority.certificate(log.writer)?.claims.member ?? '?',
        section: section.name,
        seq: entry.seq,
        standing: operation.verdict === 'valid' ? countingOf(context, log, entry.seq) : operation.verdict,
      });
    }
  }
  items.sort((a, b) => a.row - b.row);
  return { record: found.record.id, history: items.map(({ row: _row, ...item }) => item) };
}

function countingOf(context: ReplicaContext, log: LogRow, seq: number): string {
  const standing = context.standings.of(log.space);
  const limit = standing.limits.get(log.row);
  return limit === undefined || seq <= limit ? 'counts' : stopReason(standing, log, seq);
}
