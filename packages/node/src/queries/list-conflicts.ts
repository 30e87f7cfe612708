import type { JsonValue, RecordId, SectionName, SpaceId } from '@liaison/protocol';
import type { ConflictRow, RecordRow, SectionRow, SpaceRow } from '@liaison/store';
import { openSection } from '../replica/derived/project-section.js';
import type { ReplicaContext } from '../replica/replica-context.js';

/** One value and who stands behind it. */
export interface SaidValue {
  readonly value: JsonValue;
  readonly writer: string;
  readonly member: string;
  readonly at: string;
  readonly section: SectionName;
}

export interface ListedConflict {
  readonly record: RecordId;
  readonly number: string | null;
  readonly space: SpaceId;
  readonly kind: string;
  readonly field: string;
  /** The section with several values; null for a disagreement, which lies between sections. */
  readonly section: SectionName | null;
  readonly type: 'conflict' | 'disagreement';
  readonly values: readonly SaidValue[];
}

/** Every conflict and disagreement this home can see, with who said what and when. */
export function listConflicts(context: ReplicaContext, space?: SpaceId): ListedConflict[] {
  const listed: ListedConflict[] = [];
  for (const row of context.store.conflicts.all()) {
    const record = context.store.sections.recordByRow(row.record) as RecordRow;
    const held = context.store.spaces.byRow(record.space) as SpaceRow;
    if (space === undefined || held.id === space) listed.push(describe(context, row, record, held));
  }
  return listed;
}

function describe(context: ReplicaContext, row: ConflictRow, record: RecordRow, space: SpaceRow): ListedConflict {
  const all = context.store.sections.sectionsOf(record.row).filter(({ kind, speaks }) => kind === row.kind && speaks);
  const sections = row.section === null ? all : all.filter((section) => section.row === row.section);
  return {
    record: record.id,
    number: record.number,
    space: space.id,
    kind: row.kind,
    field: row.field,
    section: row.section === null ? null : (sections[0]?.name ?? null),
    type: row.type,
    values: sections.flatMap((section) => saidValues(context, section, row.field)),
  };
}

function saidValues(context: ReplicaContext, section: SectionRow, field: string): SaidValue[] {
  const document = openSection(context, section);
  try {
    return document.provenance(field).flatMap(({ value, client, clock }) => {
      if (value === undefined) return [];
      const author = context.store.operations.authorOf(section.row, client, clock);
      const member = context.authority.writerOfClient(client)?.claims.member ?? '?';
      return [{ value, writer: author?.writer ?? '?', member, at: author?.at ?? '?', section: section.name }];
    });
  } finally {
    document.close();
  }
}
