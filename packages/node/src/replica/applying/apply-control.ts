import type { Certificate } from '@liaison/identity';
import {
  isJudgedByPast,
  judgeStatement,
  type OpenedEntry,
  type OpenedOperation,
  pinnedTo,
  type Said,
  type Statement,
} from '@liaison/ledger';
import {
  type DocumentId,
  type JsonValue,
  type Lane,
  LIMITS,
  type PinClaims,
  parseCanonicalJson,
  type WriterId,
} from '@liaison/protocol';
import type { SpaceRow } from '@liaison/store';
import type { TouchedSections } from '../derived/touched-sections.js';
import type { ReplicaContext } from '../replica-context.js';
import { type CarriedPin, openCarriedPin, readPin } from './carried-pin.js';
import { statementPast } from './judge-entry.js';
import type { Place } from './place-entry.js';

const contentOf = (operation: OpenedOperation): JsonValue | undefined => {
  const parsed = parseCanonicalJson(operation.content);
  return parsed.ok ? parsed.value : undefined;
};

/** What a control operation is judged by, and where it stands. */
export interface StatementJudging {
  readonly entry: OpenedEntry;
  readonly author: Certificate;
  readonly place: Place;
  readonly space: SpaceRow;
  /** Rows of the entry and of its log. */
  readonly row: number;
  readonly log: number;
  /** What earlier operations of the entry said. */
  readonly stated: Statement[];
}

/** Keeps a statement whose author had the right to it. Returns the operation's verdict. */
export function applyStatement(
  context: ReplicaContext,
  op: Said['op'],
  index: number,
  judging: StatementJudging,
): string {
  const { entry, author, place, space, row, log, stated } = judging;
  const { member, writer } = author.claims;
  const content = contentOf(entry.operations[index] as OpenedOperation);
  if (isOneTooMany(entry, index)) return 'void-limit-statements';
  const past = isJudgedByPast(op) ? statementPast(context, space.row, place, stated) : undefined;
  const said = judgeStatement(op, content, member, past);
  if (said === undefined) return 'void-content';
  context.store.control.insert({ entry: row, index, space: space.row, op, said: JSON.stringify(said) });
  const statement = { id: entry.id, index, row: log, seq: entry.claims.seq, past: place.past, writer, member, said };
  if (said.op !== 'recall' && said.op !== 'reinstate') stated.push(statement);
  context.standings.addStatement(space.row, statement);
  return 'valid';
}

/**
 * Whether an operation about who belongs to the space has too many others before it in its entry (LIM-15): each is judged
 * by all that was said before. Recalls are not: what somebody imported is taken back in bulk.
 */
const isOneTooMany = ({ operations }: OpenedEntry, index: number): boolean =>
  isLimited(operations[index]) && operations.slice(0, index).filter(isLimited).length >= LIMITS.entryStatementsMax;

const LIMITED: ReadonlySet<string> = new Set(['audience', 'request', 'consent', 'transfer', 'accept']);
const isLimited = (operation: OpenedOperation | undefined): boolean => LIMITED.has(operation?.header?.op ?? '');

/**
 * Keeps a pin that its member's directory key or, of a member that has left, the roster's threshold has signed, whatever
 * becomes of the entry that carries it (PIN-2). Returns the operation's verdict; the writer is `pinned` where the pin is new.
 */
export function applyPin(
  context: ReplicaContext,
  operation: OpenedOperation,
  entry: number,
  space: SpaceRow,
  pinned: Set<WriterId>,
): string {
  const read = readPin(operation);
  if (read === undefined) return 'void-content';
  const pin = openCarriedPin(context.authority, read);
  if (pin?.claims.space !== space.id) return 'void-pin-authority';
  const { claims, id, token, authority } = pin;
  const about = { space: space.row, writer: claims.writer, claims: JSON.stringify(claims), token };
  const row = { key: pinKey(pin), id, ...about, ...authority };
  if (context.store.control.insertPin(row, entry)) pinned.add(claims.writer);
  return 'valid';
}

/** One text may be signed by a member and by the threshold; both travel, since they count differently (PIN-4). */
export const pinKey = ({ id, authority: { since, delegation } }: CarriedPin): string => `${id} ${since} ${delegation}`;

/** The pin of this space that an operation carries, if it is one that counts. */
export function validPin(context: ReplicaContext, operation: OpenedOperation, space: SpaceRow) {
  const read = readPin(operation);
  const pin = read && openCarriedPin(context.authority, read);
  return pin?.claims.space === space.id ? pin : undefined;
}

/** Brings the writer's log rows of a space to what its pins say; one that decides ends the wait that a report began. */
export function limitLogs(context: ReplicaContext, space: SpaceRow, writer: WriterId, touched: TouchedSections): void {
  const limits = pinnedLimits(context, space.row, writer);
  const decided = isDecided(context, space.row, writer);
  for (const lane of ['control', 'record'] as const) {
    const limit = limits[lane];
    for (const log of context.store.logs.ofWriter(space.row, lane, writer)) {
      context.store.logs.setLimits(log.row, limit ?? null, decided ? null : log.heldBackTo);
      const from = Math.min(limit ?? log.tipSeq, log.pinnedTo ?? log.tipSeq, log.heldBackTo ?? log.tipSeq);
      for (const section of context.store.operations.sectionsTouchedAfter(log.row, from)) touched.rebuild(section);
    }
  }
  context.standings.forget(space.row);
}

/**
 * Whether a pin says how far a writer that was reported, or whose member has left, counts, so that nothing of it waits
 * (DIR-7, ROS-9). Of a member that has left only one that was signed since is meant: it may have pinned itself before.
 */
export function isDecided({ authority, store }: ReplicaContext, space: number, writer: WriterId): boolean {
  const member = authority.certificate(writer)?.claims.member;
  const left = member === undefined ? undefined : authority.leftSince(member);
  return store.control.pins(space, writer).some(({ since }) => left === undefined || since >= left);
}

/** How far pins let a writer's logs count, for log rows that are being made as well. */
export function pinnedLimits(
  context: ReplicaContext,
  space: number,
  writer: WriterId,
): Readonly<Record<Lane, number | undefined>> {
  const pins = context.store.control.pins(space, writer).map(({ id, claims, since, delegation }) => ({
    id: id as DocumentId,
    claims: JSON.parse(claims) as PinClaims,
    authority: { since, delegation },
  }));
  return { control: pinnedTo(pins, 'control'), record: pinnedTo(pins, 'record') };
}
