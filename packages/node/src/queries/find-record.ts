import { LiaisonError, type RecordId, recordIdSchema, type SpaceId } from '@liaison/protocol';
import type { RecordRow, SectionRow, SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';

export interface FoundRecord {
  readonly record: RecordRow;
  readonly space: SpaceRow;
  readonly kind: string;
  /** Sections of that kind that say something. */
  readonly sections: readonly SectionRow[];
}

/** Finds a record by id or number. Throws `record-unknown`, or `record-ambiguous` when several spaces hold it. */
export function findRecord(context: ReplicaContext, text: string, space?: SpaceId): FoundRecord {
  const found = candidates(context, text).filter(({ space: row }) => space === undefined || row.id === space);
  const [first, second] = found;
  if (first === undefined) throw unknownRecord(text);
  if (second !== undefined) throw ambiguous(text, found);
  return first;
}

function candidates(context: ReplicaContext, text: string): FoundRecord[] {
  const { sections, spaces } = context.store;
  const id = recordIdSchema.safeParse(text.toLowerCase());
  const rows = id.success ? sections.recordsById(id.data as RecordId) : sections.recordsByNumber(text.toUpperCase());
  return rows.flatMap((record) => {
    const space = spaces.byRow(record.space) as SpaceRow;
    const all = sections.sectionsOf(record.row);
    const speaking = all.filter((section) => section.speaks);
    const found = speaking.length > 0 || !isRecalled(context, record) ? speaking : all;
    const kinds = [...new Set(found.map((section) => section.kind))];
    return kinds.map((kind) => ({
      record,
      space,
      kind,
      sections: speaking.filter((section) => section.kind === kind),
    }));
  });
}

/** Whether any of its sections was ever recalled: then it is a record, though nothing may be left to read. */
const isRecalled = (context: ReplicaContext, { space, id }: RecordRow): boolean =>
  context.standings.statements.of(space).some(({ said }) => said.op === 'recall' && said.record === id);

/**
 * Finds a space this home holds by its id or its first letters, six at least. Throws `space-unknown`, and
 * `space-ambiguous` where several begin so: a member can look for an id that begins like another one's.
 */
export function findSpace(context: ReplicaContext, id: string): SpaceRow {
  const spaces = context.store.spaces.all().filter((row) => row.id === id || (id.length >= 6 && row.id.startsWith(id)));
  const [space, second] = spaces;
  if (second !== undefined) throw ambiguousSpace(id, spaces);
  if (space !== undefined) return space;
  throw new LiaisonError(
    'space-unknown',
    `This home holds no space ${id}.`,
    'List them with `liaison space list`, or sync with a home that holds it.',
  );
}

const ambiguousSpace = (id: string, found: readonly SpaceRow[]) =>
  new LiaisonError('space-ambiguous', `${found.length} spaces begin with ${id}.`, 'Give the whole id.', {
    data: { spaces: found.map((space) => space.id) },
  });

const unknownRecord = (text: string) =>
  new LiaisonError(
    'record-unknown',
    `This home holds no record ${text}.`,
    'Give its number or its UUID; find it with `liaison search`, or sync first.',
  );

const ambiguous = (text: string, found: readonly FoundRecord[]) =>
  new LiaisonError(
    'record-ambiguous',
    `${found.length} spaces or kinds hold a record ${text}.`,
    'Say which with --space.',
    { data: { spaces: found.map(({ space }) => space.id) } },
  );
