import type { Certificate } from '@liaison/identity';
import { foundedGenesis, type NoRight, type OpenedEntry } from '@liaison/ledger';
import type { Lane, WriterId } from '@liaison/protocol';
import type { LogRow, SpaceRow } from '@liaison/store';
import { applyPin, applyStatement, pinnedLimit } from './apply-control.js';
import { type EntryClocks, type JudgedEdit, judgeEdit } from './apply-edit.js';
import { judgeEntry } from './judge-entry.js';
import type { Place } from './place-entry.js';
import type { ReplicaContext } from './replica-context.js';
import type { TouchedSections } from './touched-sections.js';

export interface HeldEntry {
  readonly row: number;
  readonly space: SpaceRow;
  readonly noRight: NoRight | null;
  /** False for an entry past a pin, a fork or a revocation, or without right. */
  readonly counts: boolean;
  /** Why operations of it are void; a receiver holds such an entry, a writer must not sign it. */
  readonly voids: readonly string[];
}

/** Holds a placed entry and everything it does. Runs inside the transaction of its page or command. */
export function holdEntry(
  context: ReplicaContext,
  entry: OpenedEntry,
  author: Certificate,
  place: Place,
  known: SpaceRow | undefined,
  signatureChecked: boolean,
  touched: TouchedSections,
): HeldEntry | undefined {
  const noRight = judgeEntry(context, entry, author, place, known);
  // without right it founds nothing: else anybody could put spaces under another member's name
  const space = known ?? (noRight === null ? foundSpace(context, entry) : undefined);
  if (space === undefined) return undefined;
  const log = place.log ?? openLog(context, entry, place, space);
  const { claims } = entry;
  const row = context.store.entries.insert({
    id: entry.id,
    space: space.row,
    log: log.row,
    seq: claims.seq,
    past: place.pastRow ?? context.store.pasts.insert(place.past),
    token: entry.signed.token,
    at: claims.at,
    noRight,
    signatureChecked,
  });
  context.store.logs.setTip(log.row, claims.seq, row);
  context.standings.forget(space.row);
  if (place.forks) rebuildForked(context, space, claims.lane, claims.writer, claims.seq, touched);
  const standings = applyOperations(
    context,
    entry,
    author,
    { ...place, log: { ...log, tipSeq: claims.seq - 1 } },
    space,
    row,
    noRight,
    touched,
  );
  const counts = noRight === null && isWithinLimits(context, space.row, log.row, claims.seq);
  const voids = standings.filter((reason) => reason.startsWith('void-'));
  return { row, space, noRight, counts, voids };
}

function foundSpace(context: ReplicaContext, entry: OpenedEntry): SpaceRow | undefined {
  const genesis = foundedGenesis(entry);
  if (genesis === undefined) return undefined;
  const { kind, owner, rule } = genesis;
  const id = entry.claims.space;
  return { row: context.store.spaces.insert({ id, kind, owner, rule }), id, kind, owner, rule };
}

/** A new log row; a branch begins where it leaves the row of its previous entry. Its real tip is set with its entry. */
function openLog(context: ReplicaContext, entry: OpenedEntry, place: Place, space: SpaceRow): LogRow {
  const { lane, writer, seq } = entry.claims;
  const [firstRow] = context.store.logs.ofWriter(space.row, lane, writer);
  const revoked = context.authority.isRevoked(writer);
  const pinned = pinnedLimit(context, space.row, writer, lane);
  const log = {
    space: space.row,
    lane,
    writer,
    base: place.forks ? (place.previous?.log ?? firstRow?.row ?? null) : null,
    baseSeq: place.forks ? seq - 1 : 0,
    tipSeq: seq - 1,
    tipEntry: 0,
    pinnedTo: pinned ?? null,
    heldTo: revoked && pinned === undefined ? 0 : null,
  };
  return { row: context.store.logs.insert(log), ...log };
}

/** From the lowest forked place on, neither branch is in any document. */
function rebuildForked(
  context: ReplicaContext,
  space: SpaceRow,
  lane: Lane,
  writer: WriterId,
  seq: number,
  touched: TouchedSections,
): void {
  for (const log of context.store.logs.ofWriter(space.row, lane, writer)) {
    for (const section of context.store.operations.sectionsTouchedAfter(log.row, seq - 1)) touched.rebuild(section);
  }
}

function applyOperations(
  context: ReplicaContext,
  entry: OpenedEntry,
  author: Certificate,
  place: Place,
  space: SpaceRow,
  row: number,
  noRight: NoRight | null,
  touched: TouchedSections,
): string[] {
  const own: EntryClocks = new Map();
  const counts = isWithinLimits(context, space.row, place.log?.row ?? 0, entry.claims.seq);
  return entry.operations.map((operation, index) => {
    const judged = judgeOperation(context, { entry, author, place, space, row, noRight, touched, own }, index);
    const { salt, body } = operation;
    context.store.operations.insert({ entry: row, index, salt, body, ...judged });
    if (judged.standing !== 'valid' || judged.section === null) return judged.standing;
    if (counts) touched.add(judged.section, operation.content, judged.made);
    else touched.rebuild(judged.section);
    return judged.standing;
  });
}

/** Whether no pin, fork or revocation stops a log row before this place, as far as is known now. */
const isWithinLimits = (context: ReplicaContext, space: number, log: number, seq: number): boolean =>
  seq <= (context.standings.limitsOf(space).get(log) ?? seq);

interface Judging {
  readonly entry: OpenedEntry;
  readonly author: Certificate;
  readonly place: Place;
  readonly space: SpaceRow;
  readonly row: number;
  readonly noRight: NoRight | null;
  readonly touched: TouchedSections;
  readonly own: EntryClocks;
}

const standing = (text: string): JudgedEdit => ({
  standing: text,
  section: null,
  client: null,
  clockFrom: null,
  clockTo: null,
  scattered: 0,
  made: null,
});

function judgeOperation(context: ReplicaContext, judging: Judging, index: number): JudgedEdit {
  const { entry, author, place, space, row, noRight, touched, own } = judging;
  const operation = entry.operations[index] as OpenedEntry['operations'][number];
  const { header } = operation;
  if (header === undefined || entry.claims.v !== 1) return standing('unread');
  if ((header.op === 'edit') !== (entry.claims.lane === 'record')) return standing('void-wrong-lane');
  if (header.op === 'pin') return standing(applyPin(context, operation, row, space, touched));
  if (noRight !== null) return standing('no-right');
  if (header.op !== 'edit') return standing(applyStatement(context, header.op, operation, row, space));
  const judged = judgeEdit(context, operation, header, author, place, space, own);
  if (judged.standing === 'valid' && header.number !== undefined) numberRecord(context, judged.section, header.number);
  return judged;
}

/** Two numbers for one record can only come from two writers at once; the lower text is the one every node shows. */
function numberRecord(context: ReplicaContext, section: number | null, number: string): void {
  const { sections } = context.store;
  const record = section === null ? undefined : sections.sectionByRow(section)?.record;
  const current = record === undefined ? undefined : sections.recordByRow(record);
  if (current !== undefined && (current.number === null || number < current.number)) {
    sections.setNumber(current.row, number);
  }
}
