import type { OpenedEntry } from '@liaison/ledger';
import type { LogRow, SpaceRow } from '@liaison/store';
import { pinKey, validPin } from '../applying/apply-control.js';
import { type EntryJudging, judgeEntry } from '../applying/judge-entry.js';
import type { Place } from '../applying/place-entry.js';
import { REPLICA_LIMITS } from '../limits.js';
import type { ReplicaContext } from '../replica-context.js';

/**
 * Whether an entry would only add to what does not count: a further branch of a log that is forked already, or more past
 * a fork or pin than is kept, or, where what does not count has filled its bounds (`isFull`), anything that does not. It is
 * not held. Should something that counts turn out to have seen it, that waits for it, and it is fetched and held then
 * (FRK-5). What brings a pin is never surplus: it is compared (REC-1).
 */
export function isSurplus(
  context: ReplicaContext,
  { entry, author, place }: Omit<EntryJudging, 'space'>,
  space: SpaceRow,
  isFull: boolean,
): boolean {
  const isMore =
    addsNothing(context, entry, place, space) || (isFull && !counts(context, { entry, author, place, space }));
  return isMore && !isPinCarrier(context, entry, space);
}

/** Whether it would count if it were held now: its author has the right, and nothing stops its log before it. */
function counts(context: ReplicaContext, judging: EntryJudging & { space: SpaceRow }): boolean {
  const { entry, place, space } = judging;
  const limit = place.log && context.standings.limitsOf(space.row).get(place.log.row);
  return entry.claims.seq <= (limit ?? entry.claims.seq) && judgeEntry(context, judging) === null;
}

/** Whether an entry may count, as far as is known without its past: what it names is then worth holding. */
export function mayCount(context: ReplicaContext, { claims }: OpenedEntry): boolean {
  const space = context.store.spaces.byId(claims.space);
  const member = context.authority.certificate(claims.writer)?.claims.member;
  if (space === undefined || member === undefined) return true;
  const { owner, audience } = context.standings.of(space.row);
  if (member !== owner && !audience.has(member)) return false;
  const rows = context.store.logs.ofWriter(space.row, claims.lane, claims.writer);
  const limits = context.standings.limitsOf(space.row);
  return rows.every((log) => claims.seq <= (limits.get(log.row) ?? claims.seq));
}

/** Whether it carries a pin that nothing held does, or that the compared set takes from it: from the lowest id. */
function isPinCarrier(context: ReplicaContext, entry: OpenedEntry, space: SpaceRow): boolean {
  return entry.operations.some((operation) => {
    const pin = operation.header?.op === 'pin' ? validPin(context, operation, space) : undefined;
    if (pin === undefined) return false;
    const lowest = context.store.control.pinCarriers(space.row).find((carrier) => carrier.pin === pinKey(pin));
    const held = lowest && context.store.entries.at(lowest.log, lowest.seq);
    return held === undefined || entry.id < held.id;
  });
}

function addsNothing(context: ReplicaContext, entry: OpenedEntry, place: Place, space: SpaceRow): boolean {
  const { lane, writer, seq } = entry.claims;
  const rows = context.store.logs.ofWriter(space.row, lane, writer);
  const forkedAt = Math.min(...rows.filter((row) => row.base !== null).map((row) => row.baseSeq + 1));
  if (seq > forkedAt) return true;
  if (seq === forkedAt) return place.forks && !isProof(context, entry, rows, forkedAt);
  if (place.log === undefined) return false;
  const limit = context.standings.limitsOf(space.row).get(place.log.row);
  return limit !== undefined && seq > limit + REPLICA_LIMITS.surplusPerLogMax;
}

/** One of the two lowest ids at the forked place, which every node keeps as the proof (FRK-3). */
function isProof(context: ReplicaContext, entry: OpenedEntry, rows: readonly LogRow[], seq: number): boolean {
  const ids = rows.flatMap((row) => context.store.entries.at(row.row, seq)?.id ?? []).sort();
  return ids.length < 2 || entry.id < (ids[1] as string);
}
