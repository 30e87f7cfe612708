import type { HeldCut } from '@liaison/ledger';
import type { MemberCode, WriterId } from '@liaison/protocol';
import type { LogRow } from '@liaison/store';

/** Rows of one log, its branches among them, have one key. */
export const logKey = (log: Pick<LogRow, 'lane' | 'writer'>): string => `${log.lane}/${log.writer}`;

/** Lowest forked sequence number of each forked log. */
export function forkedAt(logs: readonly LogRow[]): Map<string, number> {
  const forked = new Map<string, number>();
  for (const log of logs) {
    if (log.base === null) continue;
    const key = logKey(log);
    forked.set(key, Math.min(forked.get(key) ?? Number.POSITIVE_INFINITY, log.baseSeq + 1));
  }
  return forked;
}

/** A fork stops a log before its lowest forked entry; a pin and a local hold stop it where they say. */
export function countLimits(logs: readonly LogRow[]): Map<number, number> {
  const forked = forkedAt(logs);
  const limits = new Map<number, number>();
  for (const log of logs) {
    const bounds = [log.pinnedTo, log.heldBackTo].filter((bound) => bound !== null);
    const fork = forked.get(logKey(log));
    if (fork !== undefined) bounds.push(fork - 1);
    if (bounds.length > 0) limits.set(log.row, Math.min(...bounds));
  }
  return limits;
}

/**
 * The lowest cut that holds stops every record log of a removed member; one that it does not name counts not at all (SPC-9).
 * Control logs go on: what they take away stands, recalls above all, and who has seen the removal has no right there.
 */
export function withCuts(
  limits: ReadonlyMap<number, number>,
  logs: readonly LogRow[],
  cuts: readonly HeldCut[],
  memberOf: (writer: WriterId) => MemberCode | undefined,
): Map<number, number> {
  const all = new Map(limits);
  if (cuts.length === 0) return all;
  for (const log of logs.filter(({ lane }) => lane === 'record')) {
    const member = memberOf(log.writer);
    for (const cut of cuts) {
      if (cut.member !== member) continue;
      const head = cut.heads.find(({ writer, lane }) => writer === log.writer && lane === 'record');
      all.set(log.row, Math.min(all.get(log.row) ?? Number.POSITIVE_INFINITY, head?.seq ?? 0));
    }
  }
  return all;
}
