import { type OpenedEntry, type PlacedEntry, unionOfPasts } from '@liaison/ledger';
import { type EntryId, failure, type Result, success } from '@liaison/protocol';
import type { EntryRow, LogRow, SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica-context.js';

/** Where an entry stands in its log and what its author had seen. */
export interface Place {
  /** The row it is appended to; undefined: a new log, or a branch that leaves `previous.log`. */
  readonly log: LogRow | undefined;
  readonly previous: EntryRow | undefined;
  readonly past: ReadonlyMap<number, number>;
  /** The past's row when it is the previous entry's, unchanged. */
  readonly pastRow: number | undefined;
  readonly forks: boolean;
}

export type Placement = { readonly waitsFor: string } | { readonly place: Place };

/**
 * Finds an entry's place (LOG-1 to LOG-4). It waits for its previous entry and every head it names: for any one of those
 * that are missing, by chance, so that a thousand heads that arrive one by one, in whatever order a peer likes, make it be
 * looked at some seven times only. What it names must be of its own space and fit its lane. Fails with `chain-broken`, which refuses the page.
 */
export function placeEntry(
  context: ReplicaContext,
  entry: OpenedEntry,
  space: SpaceRow | undefined,
): Result<Placement> {
  const { entries, logs } = context.store;
  const named: EntryRow[] = [];
  const missing: EntryId[] = [];
  for (const id of [entry.claims.prev, ...entry.claims.heads]) {
    if (id === null) continue;
    const held = entries.byId(id);
    if (held === undefined) missing.push(id);
    else named.push(held);
  }
  if (missing.length > 0) return success({ waitsFor: anyOf(missing, context) });
  if (space === undefined) return named.length > 0 ? broken(entry, 'it names entries of another space') : firstPlace();
  const fault = namedFault(context, entry, named, space);
  if (fault !== undefined) return broken(entry, fault);
  const previous = entry.claims.prev === null ? undefined : named[0];
  const rows = logs.ofWriter(space.row, entry.claims.lane, entry.claims.writer);
  const log = rows.find((row) => row.tipEntry === previous?.row);
  const forks = log === undefined && rows.length > 0;
  const past = unionOfPasts(named.map((row) => placed(context, row)));
  if (log !== undefined) past.delete(log.row);
  const pastRow = log !== undefined && entry.claims.heads.length === 0 ? previous?.past : undefined;
  return success({ place: { log, previous, past, pastRow, forks } });
}

function anyOf(ids: readonly EntryId[], { random }: ReplicaContext): EntryId {
  const index = ids.length === 1 ? 0 : Buffer.from(random.bytes(4)).readUInt32BE() % ids.length;
  return ids[index] as EntryId;
}

const firstPlace = (): Result<Placement> =>
  success({ place: { log: undefined, previous: undefined, past: new Map(), pastRow: undefined, forks: false } });

/** A held entry with its past, as the ledger's rules take it. */
export const placed = (context: ReplicaContext, entry: EntryRow): PlacedEntry => ({
  row: entry.log,
  seq: entry.seq,
  past: context.store.pasts.get(entry.past),
});

function namedFault(
  context: ReplicaContext,
  { claims }: OpenedEntry,
  named: readonly EntryRow[],
  space: SpaceRow,
): string | undefined {
  for (const [index, row] of named.entries()) {
    const log = context.store.logs.byRow(row.log) as LogRow;
    // by its place: a head that repeats the previous entry is a head of the own log
    const isPrevious = claims.prev !== null && index === 0;
    const sameLog = log.lane === claims.lane && log.writer === claims.writer;
    if (row.space !== space.row) return 'it names an entry of another space';
    if (isPrevious && !(sameLog && row.seq === claims.seq - 1)) return 'its previous entry is not the one before it';
    if (!isPrevious && sameLog) return 'it names its own log as a head';
    if (claims.lane === 'control' && log.lane !== 'control') return 'a control entry names a record entry';
  }
  return undefined;
}

const broken = (entry: OpenedEntry, why: string) =>
  failure('chain-broken', `An entry does not fit its log: ${why}.`, 'Nothing of its page was kept; tell its writer.', {
    id: entry.id,
  });
