import type { Certificate } from '@liaison/identity';
import type { OpenedOperation } from '@liaison/ledger';
import type { EditHeader, RecordId } from '@liaison/protocol';
import {
  inspectUpdate,
  judgeUpdate,
  kindSpec,
  numberedRecordId,
  parseRecordNumber,
  scatteredStructs,
  type UpdateShape,
} from '@liaison/records';
import type { SpaceRow } from '@liaison/store';
import type { Made } from '../derived/touched-sections.js';
import type { ReplicaContext } from '../replica-context.js';
import { isInPast } from './judge-entry.js';
import type { Place } from './place-entry.js';

/** An edit after judgement: `valid`, `unread`, or the reason for which it is void on every node (VAL-1 to VAL-9). */
export interface JudgedEdit {
  readonly verdict: string;
  readonly section: number | null;
  readonly client: number | null;
  readonly clockFrom: number | null;
  readonly clockTo: number | null;
  readonly scattered: number;
  /** What had to be made in the store for it. */
  readonly made: Made | null;
}

/** What a section holds in an entry's causal past, raised by the entry's own earlier operations. */
interface SectionPast {
  readonly clocks: Map<number, number>;
  /** Scattered structs of the author (LIM-13). */
  scattered: number;
}

/** Pasts by section, read once per entry: an entry may edit one long section a thousand times. */
export type SectionPasts = Map<number, SectionPast>;

/** What an edit is judged by beside its own bytes. */
export interface EditJudging {
  readonly author: Certificate;
  readonly place: Place;
  readonly space: SpaceRow;
  readonly pasts: SectionPasts;
}

/** An operation that says nothing to any section. */
export const withoutSection = (verdict: string): JudgedEdit => ({
  verdict,
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
  judging: EditJudging,
): JudgedEdit {
  const { author, space } = judging;
  const refusal = headerFault(header, author, space);
  if (refusal !== null) return withoutSection(refusal);
  const shape = inspectUpdate(operation.content);
  if (!shape.ok) return withoutSection('void-malformed'); // the strict opening has already refused this
  const section = findOrMakeSection(context, header, space);
  const past = sectionPast(context, section, judging);
  const reason = judgeUpdate(shape.value, { client: author.clientId, ...past });
  if (reason !== null) return { ...withoutSection(reason), section: section.row };
  return valid(shape.value, section, author.clientId, past);
}

function valid(shape: UpdateShape, section: FoundSection, client: number, past: SectionPast): JudgedEdit {
  const clockFrom = past.clocks.get(client) ?? 0;
  const clockTo = shape.structs.length === 0 ? clockFrom : shape.to;
  const scattered = scatteredStructs(shape);
  past.clocks.set(client, clockTo);
  past.scattered += scattered;
  return { verdict: 'valid', section: section.row, client, clockFrom, clockTo, scattered, made: section.made };
}

function headerFault(header: EditHeader, author: Certificate, space: SpaceRow): string | null {
  const kind = kindSpec(header.kind);
  if (kind === undefined) return 'unread';
  if (header.section === 'joint' ? !kind.joint : header.section !== author.claims.member) return 'void-foreign-section';
  return header.number === undefined || isOwnNumber(header.number, header.record, author, space)
    ? null
    : 'void-foreign-number';
}

/** A number is its writer's, and the id of the record derives from it: nobody can give a record another number. */
function isOwnNumber(text: string, record: RecordId, author: Certificate, space: SpaceRow): boolean {
  const number = parseRecordNumber(text);
  const { member, serial } = author.claims;
  const isOwn = number.ok && number.value.member === member && number.value.serial === serial;
  return isOwn && numberedRecordId(space.id, text) === record;
}

interface FoundSection {
  readonly row: number;
  readonly made: Made | null;
}

function findOrMakeSection(context: ReplicaContext, header: EditHeader, space: SpaceRow): FoundSection {
  const { sections } = context.store;
  const record = sections.makeRecord(space.row, header.record);
  const found = record.isNew ? undefined : sections.section(record.row, header.kind, header.section);
  if (found !== undefined) return { row: found.row, made: null };
  const row = sections.insertSection({ record: record.row, kind: header.kind, name: header.section });
  return { row, made: record.isNew ? 'record' : 'section' };
}

function sectionPast(
  context: ReplicaContext,
  section: FoundSection,
  { author, place, pasts }: EditJudging,
): SectionPast {
  const known = pasts.get(section.row);
  if (known !== undefined) return known;
  const past: SectionPast = { clocks: new Map(), scattered: 0 };
  const earlier = section.made === null ? context.store.operations.ofSection(section.row) : [];
  for (const operation of earlier) {
    if (!isInPast(place, { row: operation.log, seq: operation.seq })) continue;
    past.clocks.set(operation.client, Math.max(past.clocks.get(operation.client) ?? 0, operation.clockTo));
    if (operation.client === author.clientId) past.scattered += operation.scattered;
  }
  pasts.set(section.row, past);
  return past;
}
