import { type EntryId, FORM, LiaisonError, type RecordId, type SectionName, type SpaceId } from '@liaison/protocol';
import {
  createSectionUpdate,
  formatRecordNumber,
  type KindSpec,
  kindSpec,
  numberedRecordId,
  type SectionChange,
} from '@liaison/records';
import type { SectionRow, SpaceRow } from '@liaison/store';
import { type FoundRecord, findRecord, findSpace } from '../queries/find-record.js';
import { claimedTime } from '../replica/clock.js';
import { openSection, projectSections } from '../replica/derived/project-section.js';
import { TouchedSections } from '../replica/derived/touched-sections.js';
import type { Replica } from '../replica/replica.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { type Author, writeEntry } from '../replica/write-entry.js';

export interface NewRecordInput {
  readonly space: SpaceId;
  readonly kind: string;
  readonly change: SectionChange;
}

/** Makes a record in the own member's section, with a number that needs no coordination. */
export function newRecord(
  replica: Replica,
  author: Author,
  input: NewRecordInput,
): { record: RecordId; number: string; entry: EntryId } {
  const { context } = replica;
  if (writableKind(input.kind).internal === true) throw unknownKind(input.kind);
  findSpace(context, input.space);
  return replica.transaction(() => {
    const touched = new TouchedSections();
    const number = nextNumber(replica, author);
    const record = numberedRecordId(input.space, number);
    const header = { op: 'edit' as const, kind: input.kind, record, section: context.member, number };
    const content = createSectionUpdate(author.certificate.clientId, input.change);
    if (content === null) throw nothingSaid();
    const operations = [{ form: FORM.update, header, content }];
    const entry = writeEntry(context, author, { space: input.space, lane: 'record' }, operations, touched);
    projectSections(context, touched);
    return { record, number, entry };
  });
}

/**
 * The writer's own counter lives in its home: a writer is never copied, so no two numbers can meet. A restored home's
 * counter has gone back; the numbers that came home from others since are passed over.
 */
function nextNumber(replica: Replica, author: Author): string {
  const { member, serial, writer } = author.certificate.claims;
  const { authority, sections } = replica.context.store;
  const name = `record-counter:${writer}`;
  const year = Number(claimedTime(replica.context.clock).slice(0, 4));
  for (let counter = Number(authority.setting(name) ?? '0') + 1; ; counter++) {
    const number = formatRecordNumber({ member, year, serial, counter });
    if (sections.recordsByNumber(number).length > 0) continue;
    authority.putSetting(name, String(counter));
    return number;
  }
}

export interface EditRecordInput {
  readonly record: string;
  readonly change: SectionChange;
  readonly joint: boolean;
  readonly space?: SpaceId;
}

/** Edits the own member's section of a record, or its joint section. A change that says nothing new writes nothing. */
export function editRecord(
  replica: Replica,
  author: Author,
  input: EditRecordInput,
): { record: RecordId; entry: EntryId | null } {
  return replica.transaction(() => editWithin(replica, author, input));
}

/** The same as a part of a larger command: inside its transaction. */
export function editWithin(
  replica: Replica,
  author: Author,
  input: EditRecordInput,
): { record: RecordId; entry: EntryId | null } {
  const { context } = replica;
  const { record, space, kind } = findRecord(context, input.record, input.space);
  const section = sectionToEdit(replica, kind, space, input.joint);
  return { record: record.id, entry: changeSection(replica, author, { record, space, kind, section }, input.change) };
}

/** One section of a record, as it is written to. */
export interface WrittenSection extends Pick<FoundRecord, 'record' | 'space' | 'kind'> {
  readonly section: SectionName;
}

/** Writes one section of a record and shows it, inside a transaction. Null, and nothing is written, where it says so already. */
export function changeSection(
  { context }: Replica,
  author: Author,
  { record, space, kind, section }: WrittenSection,
  change: SectionChange,
): EntryId | null {
  const row = context.store.sections.section(record.row, kind, section);
  const content = updateOf(context, author, row, change);
  if (content === null) return null;
  const touched = new TouchedSections();
  const header = { op: 'edit' as const, kind, record: record.id, section };
  const operations = [{ form: FORM.update, header, content }];
  const entry = writeEntry(context, author, { space: space.id, lane: 'record' }, operations, touched);
  projectSections(context, touched);
  return entry;
}

function updateOf(
  context: ReplicaContext,
  { certificate: { clientId } }: Author,
  section: SectionRow | undefined,
  change: SectionChange,
): Uint8Array | null {
  if (section === undefined) return createSectionUpdate(clientId, change);
  const document = openSection(context, section);
  try {
    return document.edit(clientId, change);
  } finally {
    document.close();
  }
}

function sectionToEdit(replica: Replica, kindName: string, space: SpaceRow, joint: boolean): SectionName {
  if (!joint) return replica.context.member;
  const kind = writableKind(kindName);
  if (!kind.joint) throw noJoint(`A ${kindName} has no joint section.`);
  if (replica.context.standings.of(space.row).audience.size === 0)
    throw noJoint('The space is not shared with anyone.');
  return 'joint';
}

function writableKind(name: string): KindSpec {
  const kind = kindSpec(name);
  if (kind !== undefined) return kind;
  throw unknownKind(name);
}

const unknownKind = (name: string) =>
  new LiaisonError('kind-unknown', `There is no kind of record called ${name}.`, 'Use seizure, case or statistic.');

const nothingSaid = () =>
  new LiaisonError('record-empty', 'The new record would say nothing.', 'Give at least one --set field=value.');

const noJoint = (why: string) =>
  new LiaisonError('no-joint-section', `${why}`, 'Edit your own section instead: leave out --joint.');
