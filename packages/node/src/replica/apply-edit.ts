import type { Certificate } from '@liaison/identity';
import type { OpenedOperation } from '@liaison/ledger';
import type { EditHeader } from '@liaison/protocol';
import {
  inspectUpdate,
  judgeUpdate,
  kindSpec,
  parseRecordNumber,
  scatteredStructs,
  type UpdateShape,
} from '@liaison/records';
import type { SpaceRow } from '@liaison/store';
import { isInPast } from './judge-entry.js';
import type { Place } from './place-entry.js';
import type { ReplicaContext } from './replica-context.js';
import type { Made } from './touched-sections.js';

/** An edit after judgement: `valid`, `unread`, or the reason for which it is void on every node (VAL-1 to VAL-9). */
export interface JudgedEdit {
  readonly standing: string;
  readonly section: number | null;
  readonly client: number | null;
  readonly clockFrom: number | null;
  readonly clockTo: number | null;
  readonly scattered: number;
  /** What had to be made in the store for it. */
  readonly made: Made | null;
}

/** What the author's earlier operations of the same entry have reached, by section. */
export type EntryClocks = Map<number, { clock: number; scattered: number }>;

/** What a section holds in an entry's causal past. */
interface SectionPast {
  readonly clocks: Map<number, number>;
  /** Scattered structs of the author (LIM-13). */
  scattered: number;
}

const without = (standing: string): JudgedEdit => ({
  standing,
  section: null,
  client: null,
  clockFrom: null,
  clockTo: null,
  scattered: 0,
  made: null,
});

/** Judges one edit by its header, its skeleton and the entry's causal past, and by nothing else. */
export function judgeEdit(
  context: ReplicaContext,
  operation: OpenedOperation,
  header: EditHeader,
  author: Certificate,
  place: Place,
  space: SpaceRow,
  own: EntryClocks,
): JudgedEdit {
  const refusal = headerFault(header, author);
  if (refusal !== null) return without(refusal);
  const shape = inspectUpdate(operation.content);
  if (!shape.ok) return without('void-malformed'); // the strict opening has already refused this
  const section = findOrMakeSection(context, header, space);
  const past = sectionPast(context, place, section, author.clientId, own.get(section.row));
  const reason = judgeUpdate(shape.value, { client: author.clientId, ...past });
  if (reason !== null) return { ...without(reason), section: section.row };
  return valid(shape.value, section, author.clientId, past, own);
}

function valid(
  shape: UpdateShape,
  { row: section, made }: FoundSection,
  client: number,
  past: SectionPast,
  own: EntryClocks,
): JudgedEdit {
  const from = past.clocks.get(client) ?? 0;
  const to = shape.structs.length === 0 ? from : shape.to;
  const scattered = scatteredStructs(shape);
  own.set(section, { clock: to, scattered: (own.get(section)?.scattered ?? 0) + scattered });
  return { standing: 'valid', section, client, clockFrom: from, clockTo: to, scattered, made };
}

function headerFault(header: EditHeader, author: Certificate): string | null {
  const kind = kindSpec(header.kind);
  if (kind === undefined) return 'unread';
  if (header.section === 'joint' ? !kind.joint : header.section !== author.claims.member) return 'void-foreign-section';
  if (header.number === undefined) return null;
  const number = parseRecordNumber(header.number);
  const isOwn =
    number.ok && number.value.member === author.claims.member && number.value.serial === author.claims.serial;
  return isOwn ? null : 'void-foreign-number';
}

interface FoundSection {
  readonly row: number;
  readonly made: Made | null;
}

function findOrMakeSection(context: ReplicaContext, header: EditHeader, space: SpaceRow): FoundSection {
  const { sections } = context.store;
  const record = sections.record(space.row, header.record);
  const recordRow = record?.row ?? sections.insertRecord(space.row, header.record, null);
  const found = record && sections.section(recordRow, header.kind, header.section);
  if (found !== undefined) return { row: found.row, made: null };
  const empty = { view: '', digest: new Uint8Array(32), title: '', state: null };
  const row = sections.insertSection({ record: recordRow, kind: header.kind, name: header.section, ...empty });
  return { row, made: record === undefined ? 'record' : 'section' };
}

/** The state vector of a section in an entry's causal past, raised by the entry's own earlier operations. */
function sectionPast(
  context: ReplicaContext,
  place: Place,
  section: FoundSection,
  client: number,
  own: { clock: number; scattered: number } | undefined,
): SectionPast {
  const past: SectionPast = { clocks: new Map(), scattered: own?.scattered ?? 0 };
  const earlier = section.made !== null ? [] : context.store.operations.ofSection(section.row);
  for (const operation of earlier) {
    if (!isInPast(place, { row: operation.log, seq: operation.seq })) continue;
    past.clocks.set(operation.client, Math.max(past.clocks.get(operation.client) ?? 0, operation.clockTo));
    if (operation.client === client) past.scattered += operation.scattered;
  }
  if (own !== undefined) past.clocks.set(client, Math.max(past.clocks.get(client) ?? 0, own.clock));
  return past;
}
