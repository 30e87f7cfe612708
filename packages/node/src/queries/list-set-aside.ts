import type { SpaceId } from '@liaison/protocol';
import type { ReplicaContext } from '../replica/replica-context.js';

export interface SetAsideEntry {
  readonly entry: string;
  readonly space: SpaceId;
  readonly writer: string;
  readonly member: string;
  readonly lane: string;
  readonly seq: number;
  readonly at: string;
  /** `forked`, `pinned`, `revoked` or why its author had no right. */
  readonly reason: string;
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
      const after = Math.max(standing.held.get(log.row) ?? 0, log.baseSeq);
      const bound = standing.limits.get(log.row);
      for (const entry of context.store.entries.range(log.row, after, log.tipSeq, limit - entries.length)) {
        const stopped = bound !== undefined && entry.seq > bound;
        const forked = standing.forks.some((fork) => fork.writer === log.writer && fork.lane === log.lane && entry.seq >= fork.seq);
        const why = forked ? 'forked' : log.pinnedTo === null ? 'revoked' : 'pinned';
        entries.push({
          entry: entry.id,
          space: space.id,
          writer: log.writer,
          member: context.authority.certificate(log.writer)?.claims.member ?? '?',
          lane: log.lane,
          seq: entry.seq,
          at: entry.at,
          reason: stopped ? why : (entry.noRight ?? 'waits'),
        });
      }
    }
  }
  const refusals = context.store.setAside
    .refusals(limit)
    .map(({ at, peer, code, message, entry }) => ({ at, peer, code, message, entry }));
  return { entries, refusals };
}
