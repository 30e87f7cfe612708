import type { OpenedEntry } from '@liaison/ledger';
import type { LogRow, SpaceRow } from '@liaison/store';
import { REPLICA_LIMITS } from './limits.js';
import type { Place } from './place-entry.js';
import type { ReplicaContext } from './replica-context.js';

/**
 * Whether an entry would only add to what does not count: a further branch of a log that is forked already, or more past
 * a fork or pin than is kept. It is not held. Should something that counts turn out to have seen it, it waits for it,
 * and the entry is fetched and held then (FRK-5).
 */
export function isSurplus(context: ReplicaContext, entry: OpenedEntry, place: Place, space: SpaceRow): boolean {
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
