import { signPin } from '@liaison/identity';
import { buildEntry, type DraftOperation, type OpenedEntry } from '@liaison/ledger';
import {
  canonicalJson,
  type EditHeader,
  type EntryId,
  encodePage,
  FORM,
  type JsonValue,
  type Lane,
  type MemberCode,
  type OperationHeader,
  type PinClaims,
  type RecordId,
  type SpaceId,
  sortTips,
  type Tip,
  type WireEntry,
  type WriterId,
} from '@liaison/protocol';
import { createSectionUpdate, type SectionChange, skeletonOf } from '@liaison/records';
import { databaseImage, type EntryRow, openMemoryDatabase, type SpaceRow } from '@liaison/store';
import { createSpace } from '../commands/create-space.js';
import { newRecord } from '../commands/write-record.js';
import type { MemoryFederation, MemoryHome } from '../testing/memory-federation.js';
import { claimedTime } from './clock.js';
import { projectSections } from './derived/project-section.js';
import { spaceDigest } from './derived/state-digest.js';
import { TouchedSections } from './derived/touched-sections.js';
import { wireOf } from './outgoing/select-entries.js';
import { type Author, writeEntry } from './write-entry.js';

/** A case of this home's member, shared with these members. */
export const sharedCase = (home: MemoryHome, ...audience: string[]): SpaceId =>
  createSpace(home.replica, home.officer, { kind: 'case', title: 'Pattaya', audience: audience as MemberCode[] }).space;

export const seizure = (home: MemoryHome, space: SpaceId, place: string, author = home.officer) =>
  newRecord(home.replica, author, { space, kind: 'seizure', change: { fields: { place } } });

export const spaceRow = (home: MemoryHome, space: SpaceId): SpaceRow => {
  const row = home.replica.context.store.spaces.byId(space);
  if (row === undefined) throw new Error('the home does not hold the space');
  return row;
};

export const tipsAt = (home: MemoryHome, space: SpaceId): Tip[] =>
  sortTips(home.replica.context.standings.of(spaceRow(home, space).row).tips);

export const digestAt = (home: MemoryHome, space: SpaceId): string =>
  Buffer.from(spaceDigest(home.replica.context, spaceRow(home, space).row)).toString('hex');

/** Every entry a home holds of a space, in the order in which it was held. */
export const wiresAt = (home: MemoryHome, space: SpaceId): WireEntry[] => {
  const { context } = home.replica;
  return context.store.entries.ofSpace(spaceRow(home, space).row, 0, 100_000).map((row) => wireOf(context, row));
};

/** The last entry of a writer's first log row in a lane. */
export const lastOf = (home: MemoryHome, space: SpaceId, lane: Lane, author: Author): EntryRow | undefined => {
  const { entries, logs } = home.replica.context.store;
  const [log] = logs.ofWriter(spaceRow(home, space).row, lane, author.certificate.claims.writer);
  return log && entries.byRow(log.tipEntry);
};

export interface RawDraft {
  readonly space: SpaceId;
  readonly operations: readonly DraftOperation[];
  readonly lane?: Lane;
  /** What it follows; null begins a log. Left out: the author's last entry at that home. */
  readonly after?: { readonly id: EntryId; readonly seq: number } | null;
  readonly heads?: readonly EntryId[];
}

/** Signs an entry without any of the checks that a command makes, and holds it nowhere. */
export function rawEntry(
  home: MemoryHome,
  author: Author,
  { space, operations, lane = 'record', after, heads = [] }: RawDraft,
): { wire: WireEntry; opened: OpenedEntry; next: { id: EntryId; seq: number } } {
  const { context } = home.replica;
  const held = context.store.spaces.byId(space) === undefined ? undefined : lastOf(home, space, lane, author);
  const previous = after === undefined ? held : after;
  const { writer } = author.certificate.claims;
  const seq = (previous?.seq ?? 0) + 1;
  const at = claimedTime(context.clock);
  const draft = { space, lane, writer, seq, prev: previous?.id ?? null, heads, at, operations };
  const built = buildEntry(draft, author.key, context.random, skeletonOf);
  return { ...built, next: { id: built.opened.id, seq } };
}

/** The control entries that a record entry names so that its author has a right to it. */
export const controlHeads = (home: MemoryHome, space: SpaceId): EntryId[] =>
  tipsAt(home, space)
    .filter(({ lane }) => lane === 'control')
    .map(({ id }) => id);

export const jsonOperation = (header: OperationHeader, content: JsonValue): DraftOperation => ({
  form: FORM.json,
  header,
  content: Buffer.from(canonicalJson(content)),
});

export const editOperation = (
  author: Author,
  record: RecordId,
  content: Uint8Array | SectionChange,
  header: Partial<EditHeader> = {},
): DraftOperation => {
  const { member } = author.certificate.claims;
  const update = content instanceof Uint8Array ? content : createSectionUpdate(author.certificate.clientId, content);
  if (update === null) throw new Error('the change says nothing');
  const own = { op: 'edit' as const, kind: 'seizure', record, section: member };
  return { form: FORM.update, header: { ...own, ...header }, content: update };
};

export const deliver = (to: MemoryHome, from: MemoryHome, wires: readonly WireEntry[]) =>
  to.replica.ingest(from.service.writer, encodePage(wires));

/** The same machine twice: what a copied disk or a restored backup makes of a home. */
export function cloneHome(federation: MemoryFederation, home: MemoryHome): MemoryHome {
  const clone = { ...home, name: `${home.name}-clone` };
  federation.reopen(clone, openMemoryDatabase(databaseImage(home.database)));
  return clone;
}

/** Writes an entry of a home as its commands do. */
export const writeAt = (home: MemoryHome, space: SpaceId, lane: Lane, operations: readonly DraftOperation[]): EntryId =>
  home.replica.transaction(() => {
    const touched = new TouchedSections();
    const id = writeEntry(home.replica.context, home.officer, { space, lane }, operations, touched);
    projectSections(home.replica.context, touched);
    return id;
  });

export const audienceOperation = (...members: string[]): DraftOperation =>
  jsonOperation({ op: 'audience' }, { cuts: [], members });

export const audienceAt = (home: MemoryHome, space: SpaceId): string[] =>
  [...home.replica.context.standings.of(spaceRow(home, space).row).audience].sort();

export interface PinDraft {
  readonly space: SpaceId;
  readonly writer: WriterId;
  readonly member: string;
  readonly control: PinClaims['control'];
  readonly record: PinClaims['record'];
  readonly replaces?: PinClaims['replaces'];
}

/** A pin signed with the directory key of its member, as an operation that any entry may carry. */
export function pinOperation(
  federation: MemoryFederation,
  draft: PinDraft,
  key = federation.directoryKey(draft.member),
) {
  const { member, replaces = [], ...rest } = draft;
  const at = claimedTime(federation.home(member).clock);
  const { id, token } = signPin({ v: 1, ...rest, member: member as MemberCode, replaces, at }, key);
  return { id, operation: jsonOperation({ op: 'pin' }, federation.pinContent(member, token)) };
}
