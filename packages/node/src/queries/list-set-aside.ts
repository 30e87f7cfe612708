import type { SpaceId } from '@liaison/protocol';
import type { EntryRow, LogRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';
import type { SpaceStanding } from '../replica/rights/space-standings.js';

export interface SetAsideEntry {
  readonly entry: string;
  readonly space: SpaceId;
  readonly writer: string;
  readonly member: string;
  readonly lane: string;
  readonly seq: number;
  readonly at: string;
  /** `forked`, `pinned`, `revoked`, `removed` or why its author had no right. */
  readonly reason: string;
  /** Held in full because something that counts was written after having seen it; it says nothing all the same. */
  readonly needed: boolean;
}

export interface SetAside {
  readonly entries: readonly SetAsideEntry[];
  readonly refusals: readonly { at: string; peer: string; code: string; message: string; entry: string | null }[];
}

/** What does not count, with the reason: entries past a pin or fork or without right, and refused pages. */
export function listSetAside(context: ReplicaContext, limit: number): SetAside {
  const entries: SetAsideEntry[] = [];
  for (const space of context.store.spaces.all()) {
    const standing = context.standings.of(space.row);
    for (const log of standing.logs) {
      const to = standing.limits.get(log.row) ?? log.tipSeq;
      for (const entry of context.store.entries.notCounting(log.row, to, limit - entries.length)) {
        entries.push(describe(context, space.id, standing, log, entry));
      }
    }
  }
  const refusals = context.store.setAside
    .refusals(limit)
    .map(({ at, peer, code, message, entry }) => ({ at, peer, code, message, entry }));
  return { entries, refusals };
}

function describe(
  context: ReplicaContext,
  space: SpaceId,
  standing: SpaceStanding,
  log: LogRow,
  { id: entry, seq, at, noRight }: EntryRow,
): SetAsideEntry {
  const { writer, lane } = log;
  const member = context.authority.certificate(writer)?.claims.member ?? '?';
  const bound = standing.limits.get(log.row);
  const reason = bound !== undefined && seq > bound ? stopReason(standing, log, seq) : (noRight ?? 'waits');
  const needed = seq <= (standing.comparedTo.get(log.row) ?? 0);
  return { entry, space, writer, member, lane, seq, at, reason, needed };
}

/** Why an entry beyond the end of what counts of its log does not: `forked`, `pinned`, `revoked` or `removed` (its member was). */
export function stopReason(
  standing: SpaceStanding,
  { lane, writer, pinnedTo, heldBackTo }: LogRow,
  seq: number,
): string {
  const forked = standing.forks.some((fork) => fork.writer === writer && fork.lane === lane && seq >= fork.seq);
  if (forked) return 'forked';
  if (pinnedTo !== null && seq > pinnedTo) return 'pinned';
  return heldBackTo !== null && seq > heldBackTo ? 'revoked' : 'removed';
}
