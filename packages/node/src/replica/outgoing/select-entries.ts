import { LIMITS, type Tip, type WireEntry, type WriterId } from '@liaison/protocol';
import type { EntryRow, LogRow, SpaceRow } from '@liaison/store';
import type { LogName, Selection, Want } from '@liaison/sync';
import { auditEntry } from '../incoming/signature-repair.js';
import type { ReplicaContext } from '../replica-context.js';
import { comparedWith } from '../rights/entitlement.js';
import { PageFill } from './page-fill.js';

/**
 * Picks what a peer lacks, page by page (SYN-8). Space after space, each in the order in which it was held, which is a
 * causal order. What is missing of a space's control lane is never parted by the border of a page while a page can hold
 * it: a receiver judges its own entitlement at the end of each page, and it may be the last statement that admits it.
 */
export function selectEntries(
  context: ReplicaContext,
  peer: WriterId,
  wants: readonly Want[],
  bytesTarget: number,
): Selection {
  const page = new PageFill(bytesTarget);
  const diverged: LogName[] = [];
  for (const want of wants) {
    const space = context.store.spaces.byId(want.space);
    const part = space && comparedWith(context, peer, space.row);
    if (space === undefined || part === undefined) continue;
    const missing = missingRows(context, { space, comparedTo: part.comparedTo, want }, diverged);
    const added = want.lane === 'control' ? page.addWhole : page.addSome;
    if (!added.call(page, missing, (row) => wireOf(context, row)))
      return { entries: page.entries, more: true, diverged };
  }
  return { entries: page.entries, more: false, diverged };
}

/** A want, and what of its space the peer may be given. */
interface Asked {
  readonly space: SpaceRow;
  readonly comparedTo: ReadonlyMap<number, number>;
  readonly want: Want;
}

/** Entry rows of one space and lane that `have` does not imply, in the order in which they were held. */
function missingRows(context: ReplicaContext, { space, comparedTo, want }: Asked, diverged: LogName[]): EntryRow[] {
  const { logs } = context.standings.of(space.row);
  const rows = logs.filter((log) => log.lane === want.lane);
  const had = coveredBy(context, rows, want.have);
  const found: EntryRow[] = [];
  for (const log of rows) {
    const to = comparedTo.get(log.row) ?? 0;
    const from = Math.max(log.baseSeq, had.get(log.row) ?? 0);
    if (from >= to) continue;
    const names = want.have.filter((tip) => tip.writer === log.writer);
    if (names.length > 0 && from === 0 && log.base === null) {
      diverged.push({ space: space.id, lane: want.lane, writer: log.writer });
    }
    found.push(...soundPart(context, context.store.entries.range(log.row, from, to, LIMITS.pageEntriesMax + 1)));
  }
  return found.sort((a, b) => a.row - b.row);
}

/** Nothing goes out under a signature that was not found right here: a relay's damage would become ours (LOG-6). */
function soundPart(context: ReplicaContext, rows: readonly EntryRow[]): readonly EntryRow[] {
  const damaged = rows.findIndex((row) => !row.signatureChecked && !auditEntry(context, row));
  return damaged === -1 ? rows : rows.slice(0, damaged);
}

/** How far each log row is implied by what the peer has; a branch implies the row it left up to where it left it. */
function coveredBy(context: ReplicaContext, rows: readonly LogRow[], have: readonly Tip[]): Map<number, number> {
  const byRow = new Map(rows.map((log) => [log.row, log]));
  const had = new Map<number, number>();
  for (const tip of have) {
    const entry = context.store.entries.byId(tip.id);
    let log = entry && byRow.get(entry.log);
    let seq = entry?.seq ?? 0;
    while (log !== undefined) {
      had.set(log.row, Math.max(had.get(log.row) ?? 0, seq));
      seq = log.baseSeq;
      log = log.base === null ? undefined : byRow.get(log.base);
    }
  }
  return had;
}

export function wireOf(context: ReplicaContext, entry: EntryRow): WireEntry {
  const operations = context.store.operations
    .ofEntry(entry.row)
    .map(({ salt, body, purged }) => (purged ? { bodyDigest: salt, skeleton: body } : { salt, body }));
  return { token: entry.token, operations };
}

/** Ids of a log at distances 0, 1, 2, 4 … from its tips, highest first (SYN-9). */
export function ancestorsOf(context: ReplicaContext, name: LogName): Tip[] {
  const space = context.store.spaces.byId(name.space);
  if (space === undefined) return [];
  const { comparedTo } = context.standings.of(space.row);
  const tips: Tip[] = [];
  for (const log of context.store.logs.ofWriter(space.row, name.lane, name.writer)) {
    const top = comparedTo.get(log.row) ?? 0;
    for (let distance = 0; top - distance > log.baseSeq; distance = distance === 0 ? 1 : distance * 2) {
      const entry = context.store.entries.at(log.row, top - distance);
      if (entry !== undefined) tips.push({ lane: name.lane, writer: name.writer, seq: entry.seq, id: entry.id });
    }
  }
  return tips.sort((a, b) => b.seq - a.seq);
}
