import type { Certificate } from '@liaison/identity';
import { foundedGenesis, type NoRight, type OpenedEntry, type OpenedOperation } from '@liaison/ledger';
import type { WriterId } from '@liaison/protocol';
import type { LogRow, SpaceRow } from '@liaison/store';
import type { TouchedSections } from '../derived/touched-sections.js';
import type { ReplicaContext } from '../replica-context.js';
import {
  applyPin,
  applyStatement,
  isDecided,
  limitLogs,
  pinnedLimits,
  type StatementJudging,
} from './apply-control.js';
import { type EditJudging, type JudgedEdit, judgeEdit, withoutSection } from './apply-edit.js';
import { judgeEntry } from './judge-entry.js';
import type { Place } from './place-entry.js';
import { isCovered, keptContent } from './recall.js';
import { settleRecalls } from './settle-recalls.js';

export interface HeldEntry {
  readonly row: number;
  /** Row of its log. */
  readonly log: number;
  readonly space: SpaceRow;
  readonly noRight: NoRight | null;
  /** False for an entry past a pin, a fork or a revocation, or without right. */
  readonly counts: boolean;
  /** Why operations of it are void; a receiver holds such an entry, a writer must not sign it. */
  readonly voids: readonly string[];
}

/** An entry with its author and place, ready to be held. */
export interface EntryToHold {
  readonly entry: OpenedEntry;
  readonly author: Certificate;
  readonly place: Place;
  /** Undefined: the entry founds it. */
  readonly space: SpaceRow | undefined;
  readonly signatureChecked: boolean;
  /** It was held before: its space stays on this disk, whatever has become of the founder's powers. */
  readonly isOwn?: boolean;
}

/**
 * Holds a placed entry and everything it does. Runs inside the transaction of its page or command. Undefined, and
 * nothing was kept, for an entry of a space that it does not found rightfully itself.
 */
export function holdEntry(context: ReplicaContext, held: EntryToHold, touched: TouchedSections): HeldEntry | undefined {
  const { entry, author, place } = held;
  const noRight = judgeEntry(context, held);
  // without right it founds nothing: else anybody could put spaces under another member's name
  const space = held.space ?? (noRight === null || held.isOwn === true ? foundSpace(context, entry) : undefined);
  if (space === undefined) return undefined;
  const log = place.log ?? openLog(context, entry, place, space);
  const controls = entry.claims.lane === 'control';
  const limitsBefore = controls ? context.standings.limitsOf(space.row) : undefined;
  const recallsBefore = controls ? context.standings.recallsOf(space.row) : undefined;
  const row = insertEntry(context, held, space, log, noRight);
  const { seq } = entry.claims;
  if (place.forks) rebuildForked(context, log, seq, touched);
  const isWithin = isWithinLimits(context, space.row, log.row, seq);
  // judged as it was before this entry: its own operations are no part of its past
  const before = { ...place, log: { ...log, tipSeq: seq - 1 } };
  const pinned = new Set<WriterId>();
  const state = { row, log: log.row, noRight, touched, pasts: new Map(), stated: [], pinned };
  const verdicts = applyOperations(context, { entry, author, place: before, space, ...state }, isWithin);
  for (const writer of pinned) limitLogs(context, space, writer, touched);
  if (limitsBefore !== undefined) rebuildWhereLimitsMoved(context, space.row, limitsBefore, touched);
  if (recallsBefore !== undefined) settleRecalls(context, space, recallsBefore, touched);
  return {
    row,
    log: log.row,
    space,
    noRight,
    counts: noRight === null && isWithin,
    voids: verdicts.filter((reason) => reason.startsWith('void-')),
  };
}

function insertEntry(
  context: ReplicaContext,
  { entry, place, signatureChecked }: EntryToHold,
  space: SpaceRow,
  log: LogRow,
  noRight: NoRight | null,
): number {
  const { claims, id, signed } = entry;
  const row = context.store.entries.insert({
    id,
    space: space.row,
    log: log.row,
    seq: claims.seq,
    past: place.pastRow ?? context.store.pasts.insert(place.past),
    token: signed.token,
    at: claims.at,
    noRight,
    signatureChecked,
  });
  context.store.logs.setTip(log.row, claims.seq, row);
  context.standings.forget(space.row);
  return row;
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
  const pinned = pinnedLimits(context, space.row, writer)[lane];
  const log = {
    space: space.row,
    lane,
    writer,
    base: place.forks ? (place.previous?.log ?? firstRow?.row ?? null) : null,
    baseSeq: place.forks ? seq - 1 : 0,
    tipSeq: seq - 1,
    tipEntry: 0,
    pinnedTo: pinned ?? null,
    heldBackTo: revoked && !isDecided(context, space.row, writer) ? 0 : null,
  };
  return { row: context.store.logs.insert(log), ...log };
}

/** From the lowest forked place on, neither branch is in any document. */
function rebuildForked(context: ReplicaContext, branch: LogRow, seq: number, touched: TouchedSections): void {
  for (const log of context.store.logs.ofWriter(branch.space, branch.lane, branch.writer)) {
    for (const section of context.store.operations.sectionsTouchedAfter(log.row, seq - 1)) touched.rebuild(section);
  }
}

/** A statement may stop the logs of a member that was removed, or let them count again. */
function rebuildWhereLimitsMoved(
  context: ReplicaContext,
  space: number,
  before: ReadonlyMap<number, number>,
  touched: TouchedSections,
): void {
  const after = context.standings.limitsOf(space);
  for (const log of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before, after].map((limits) => limits.get(log) ?? Number.POSITIVE_INFINITY) as [number, number];
    if (was === is) continue;
    for (const section of context.store.operations.sectionsTouchedAfter(log, Math.min(was, is)))
      touched.rebuild(section);
  }
}

function applyOperations(context: ReplicaContext, judging: Judging, shown: boolean): string[] {
  return judging.entry.operations.map((operation, index) => {
    const judged = judgeOperation(context, operation, index, judging);
    const kept = keptContent(operation, isRecalled(context, operation, judging));
    const row = context.store.operations.insert({ entry: judging.row, index, ...kept, ...judged });
    if (judged.verdict !== 'valid' || judged.section === null) return judged.verdict;
    const update = { row, content: operation.content, client: judging.author.clientId };
    if (shown && !kept.purged) judging.touched.add(judged.section, update, judged.made);
    else judging.touched.rebuild(judged.section);
    return judged.verdict;
  });
}

function isRecalled(context: ReplicaContext, { header }: OpenedOperation, { place, entry, author, space }: Judging) {
  if (header?.op !== 'edit') return false;
  return isCovered(context, space.row, header, { place, seq: entry.claims.seq, member: author.claims.member });
}

/** Whether no pin, fork or revocation stops a log row before this place, as far as is known now. */
const isWithinLimits = (context: ReplicaContext, space: number, log: number, seq: number): boolean =>
  seq <= (context.standings.limitsOf(space).get(log) ?? seq);

interface Judging extends EditJudging, StatementJudging {
  readonly noRight: NoRight | null;
  readonly touched: TouchedSections;
  /** Writers of whom the entry has brought pins; what they stop is looked at once it is whole. */
  readonly pinned: Set<WriterId>;
}

function judgeOperation(
  context: ReplicaContext,
  operation: OpenedOperation,
  index: number,
  judging: Judging,
): JudgedEdit {
  const { entry, space, row, noRight, pinned } = judging;
  const { header } = operation;
  if (header === undefined || entry.claims.v !== 1) return withoutSection('unread');
  if ((header.op === 'edit') !== (entry.claims.lane === 'record')) return withoutSection('void-wrong-lane');
  if (header.op === 'pin') return withoutSection(applyPin(context, operation, row, space, pinned));
  if (noRight !== null) return withoutSection('no-right');
  if (header.op !== 'edit') return withoutSection(applyStatement(context, header.op, index, judging));
  const judged = judgeEdit(context, operation, header, judging);
  if (judged.verdict === 'valid' && header.number !== undefined) numberRecord(context, judged.section, header.number);
  return judged;
}

/** The id of a record derives from its number, so there is never a second one to choose from. */
function numberRecord(context: ReplicaContext, section: number | null, number: string): void {
  const { listed, sections } = context.store;
  const record = section === null ? undefined : sections.sectionByRow(section)?.record;
  if (record === undefined) return;
  sections.setNumber(record, number);
  listed.setNumber(record, number);
}
