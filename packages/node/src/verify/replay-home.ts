import { canonicalJson, encodePage, hex, type JsonValue, type Lane, type Tip } from '@liaison/protocol';
import { closeDatabase, openMemoryDatabase, type SpaceRow, Store } from '@liaison/store';
import { spaceDigest } from '../replica/derived/state-digest.js';
import { ingestOwnPage } from '../replica/incoming/ingest-page.js';
import { wireOf } from '../replica/outgoing/select-entries.js';
import { Replica } from '../replica/replica.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { rebuildDerived } from './rebuild-derived.js';
import type { Problem } from './verify-home.js';

const ENTRIES_PER_PAGE = 200;

/**
 * Judges everything again: takes the signed log alone into an empty store in memory, as if it came from a peer, and
 * compares what counts and what is shown. Proves that nothing but the log decides (DESIGN §4.1). Needs memory for a
 * second copy of the home.
 */
export function replayHome(original: Replica): Problem[] {
  const database = openMemoryDatabase();
  try {
    const replica = emptyReplica(original, new Store(database));
    const problems = original.context.store.spaces.all().flatMap((space) => replaySpace(original, replica, space));
    restoreHolds(original.context, replica.context);
    rebuildDerived(replica);
    return [...problems, ...original.context.store.spaces.all().flatMap((space) => compare(original, replica, space))];
  } finally {
    closeDatabase(database);
  }
}

function emptyReplica(original: Replica, store: Store): Replica {
  const { member, home, clock, random, authority } = original.context;
  const replica = new Replica({ store, member, home, serviceKey: original.serviceKey, clock, random });
  const rosters = authority.rosters().map(({ document }) => document);
  const directories = authority.directories().map(({ token }) => token);
  const admitted = replica.admitDocuments(home, { rosters, directories });
  if (!admitted.ok) throw admitted.error;
  return replica;
}

/** Control entries first, as every sync brings them: a skeleton is accepted only with the recall that covers it. */
const replaySpace = (original: Replica, replica: Replica, space: SpaceRow): Problem[] =>
  (['control', 'record'] as const).flatMap((lane) => replayLane(original, replica, space, lane));

function replayLane(original: Replica, replica: Replica, space: SpaceRow, lane: Lane): Problem[] {
  const { entries, logs } = original.context.store;
  const rowsOfLane = new Set(logs.ofSpace(space.row).flatMap((log) => (log.lane === lane ? [log.row] : [])));
  const problems: Problem[] = [];
  for (let after = 0; ; ) {
    const rows = entries.ofSpace(space.row, after, ENTRIES_PER_PAGE);
    if (rows.length === 0) return problems;
    const wires = rows.filter(({ log }) => rowsOfLane.has(log)).map((row) => wireOf(original.context, row));
    const { refused, pending } = ingestOwnPage(replica.context, encodePage(wires));
    if (refused !== undefined) problems.push({ code: refused.code, where: space.id, message: refused.message });
    if (pending > 0)
      problems.push({ code: 'past-missing', where: space.id, message: `${pending} entries lack their past.` });
    after = rows.at(-1)?.row ?? after;
  }
}

/** Until when a revoked writer was held is this home's own memory and not in the log. */
function restoreHolds(original: ReplicaContext, replayed: ReplicaContext): void {
  for (const space of original.store.spaces.all()) {
    const copy = replayed.store.spaces.byId(space.id);
    if (copy === undefined) continue;
    for (const log of original.store.logs.ofSpace(space.row)) {
      const same = replayed.store.logs
        .ofWriter(copy.row, log.lane, log.writer)
        .find((row) => row.baseSeq === log.baseSeq && row.tipSeq === log.tipSeq);
      if (same !== undefined) replayed.store.logs.setLimits(same.row, same.pinnedTo, log.heldTo);
    }
    replayed.standings.forget(copy.row);
  }
}

function compare(original: Replica, replica: Replica, space: SpaceRow): Problem[] {
  const copy = replica.context.store.spaces.byId(space.id);
  const differs = (what: string): Problem[] => [
    { code: 'replay-differs', where: space.id, message: `Judged again from the log alone, ${what} is different.` },
  ];
  if (copy === undefined) return differs('the space');
  const before = original.context.standings.of(space.row);
  const after = replica.context.standings.of(copy.row);
  if (tipsText(before.tips) !== tipsText(after.tips)) return differs('what counts');
  if ([...before.audience].sort().join() !== [...after.audience].sort().join()) return differs('the audience');
  const shown = hex(spaceDigest(original.context, space.row)) === hex(spaceDigest(replica.context, copy.row));
  return shown ? [] : differs('what is shown');
}

const tipsText = (tips: readonly Tip[]): string =>
  canonicalJson(tips.map((tip) => `${tip.lane} ${tip.writer} ${tip.seq} ${tip.id}`).sort() as JsonValue);
