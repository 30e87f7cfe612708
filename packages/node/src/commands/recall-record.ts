import {
  type EntryId,
  type JsonValue,
  LiaisonError,
  type RecordId,
  type SectionName,
  type SpaceId,
} from '@liaison/protocol';
import type { SectionView } from '@liaison/records';
import { type FoundRecord, findRecord } from '../queries/find-record.js';
import { controlOperation } from '../replica/control-operation.js';
import { projectSections, viewOf } from '../replica/derived/project-section.js';
import { TouchedSections } from '../replica/derived/touched-sections.js';
import type { Replica } from '../replica/replica.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { type Author, writeEntry } from '../replica/write-entry.js';
import { changeSection } from './write-record.js';

export interface RecallInput {
  readonly record: string;
  readonly space?: SpaceId;
  /** The own member's part of the joint section instead of its own section. */
  readonly joint: boolean;
  readonly reason: string;
  /** Take back one field or text only: the rest is said anew. */
  readonly field?: string;
}

export interface RecallPlan {
  readonly record: RecordId;
  readonly space: SpaceId;
  readonly section: SectionName;
  readonly reason: string;
  /** Fields and texts that are taken back, and those that are said anew. */
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  /** The entry that recalls, and the one that says the rest anew; null where there is none. */
  readonly entry: EntryId | null;
  readonly reissued: EntryId | null;
}

/** Says what a recall would take back, without doing it. Throws as `recallRecord` does. */
export function planRecall(context: ReplicaContext, input: RecallInput): RecallPlan {
  const found = findRecord(context, input.record, input.space);
  const section = input.joint ? ('joint' as const) : context.member;
  const names = namesOf(found, section, context);
  if (input.field !== undefined && !names.includes(input.field)) throw fieldMissing(input.field);
  const removed = input.field === undefined ? names : [input.field];
  return {
    record: found.record.id,
    space: found.space.id,
    section,
    reason: input.reason,
    removed,
    kept: names.filter((name) => !removed.includes(name)),
    entry: null,
    reissued: null,
  };
}

/**
 * Takes back what the own member said in a section of a record (RCL-1 to RCL-4): every holder keeps its proof and no
 * content. One field is taken back by recall, reinstatement and the rest said anew, in one transaction. Throws
 * `record-unknown`, `field-missing`, `field-in-conflict`, `no-right`.
 */
export function recallRecord(replica: Replica, author: Author, input: RecallInput): RecallPlan {
  const { context } = replica;
  const plan = planRecall(context, input);
  const found = findRecord(context, input.record, input.space);
  const rest = input.field === undefined ? undefined : restOf(context, found, plan);
  const named = { record: plan.record, section: plan.section };
  return replica.transaction(() => {
    const operations = [controlOperation('recall', { ...named, reason: input.reason })];
    if (rest !== undefined) operations.push(controlOperation('reinstate', named));
    const entry = write(replica, author, plan.space, operations);
    return {
      ...plan,
      entry,
      reissued: rest === undefined ? null : changeSection(replica, author, { ...found, section: plan.section }, rest),
    };
  });
}

/** Lets a recalled section be written again; what was taken back stays gone (RCL-2). */
export function reinstateRecord(
  replica: Replica,
  author: Author,
  input: Pick<RecallInput, 'record' | 'space' | 'joint'>,
): { record: RecordId; section: SectionName; entry: EntryId } {
  const { context } = replica;
  const found = findRecord(context, input.record, input.space);
  const section = input.joint ? ('joint' as const) : context.member;
  const named = { record: found.record.id, section };
  return replica.transaction(() => {
    const entry = write(replica, author, found.space.id, [controlOperation('reinstate', named)]);
    return { ...named, entry };
  });
}

function write(
  replica: Replica,
  author: Author,
  space: SpaceId,
  operations: Parameters<typeof writeEntry>[3],
): EntryId {
  const touched = new TouchedSections();
  const entry = writeEntry(replica.context, author, { space, lane: 'control' }, operations, touched);
  projectSections(replica.context, touched);
  return entry;
}

const sectionRow = ({ context }: Pick<Replica, 'context'>, { record, kind }: FoundRecord, name: SectionName) =>
  context.store.sections.section(record.row, kind, name);

function namesOf(found: FoundRecord, section: SectionName, context: ReplicaContext): string[] {
  const row = sectionRow({ context }, found, section);
  if (row === undefined) return [];
  const view = viewOf(context, row);
  return [...Object.keys(view.fields), ...Object.keys(view.texts), ...Object.keys(view.unreadable)].sort();
}

interface Rest {
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly texts: SectionView['texts'];
}

/** What is said anew. Several current values are nobody's word alone: they are settled first. */
function restOf(context: ReplicaContext, found: FoundRecord, { section, removed }: RecallPlan): Rest {
  const row = sectionRow({ context }, found, section);
  const { fields, texts } = row === undefined ? { fields: {}, texts: {} } : viewOf(context, row);
  const kept: Record<string, JsonValue> = {};
  for (const [name, values] of Object.entries(fields)) {
    if (removed.includes(name)) continue;
    if (values.length > 1) throw inConflict(name);
    kept[name] = values[0] as JsonValue;
  }
  return { fields: kept, texts: Object.fromEntries(Object.entries(texts).filter(([name]) => !removed.includes(name))) };
}

const fieldMissing = (name: string) =>
  new LiaisonError(
    'field-missing',
    `Your member says nothing in ${name}.`,
    'See what it says with `liaison record show`.',
  );

const inConflict = (name: string) =>
  new LiaisonError(
    'field-in-conflict',
    `${name} has several values, so nobody can say it anew for all.`,
    'Settle it first with `liaison record edit`, then recall.',
  );
