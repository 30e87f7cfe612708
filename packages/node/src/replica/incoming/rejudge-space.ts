import { openWireEntry } from '@liaison/ledger';
import { orThrow, type WriterId } from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import type { EntryRow, LogRow, SpaceRow } from '@liaison/store';
import { forgetComputed } from '../derived/computed-buckets.js';
import { projectSections } from '../derived/project-section.js';
import { TouchedSections } from '../derived/touched-sections.js';
import { wireOf } from '../outgoing/select-entries.js';
import type { ReplicaContext } from '../replica-context.js';
import { inReplicaTransaction } from '../replica-transaction.js';
import { type ArrivedEntry, PageWork } from './page-work.js';

const ENTRIES_AT_ONCE = 1_000;

/**
 * Judges all spaces again in which one of these writers has a log, because its certificate means something else now: a
 * member contradicts itself, or a fork of rosters was settled (DIR-6). Rare, and the same as if the entries had come now.
 */
export function rejudgeSpaces(context: ReplicaContext, writers: readonly WriterId[]): void {
  const rows = new Set(writers.flatMap((writer) => context.store.logs.everywhereOf(writer).map(({ space }) => space)));
  for (const row of rows) {
    const space = context.store.spaces.byRow(row);
    if (space !== undefined) inReplicaTransaction(context, () => rejudgeSpace(context, space));
  }
}

function rejudgeSpace(context: ReplicaContext, space: SpaceRow): void {
  const entries = [...arrivedEntries(context, space)];
  const isControl = ({ entry }: ArrivedEntry) => entry.claims.lane === 'control';
  const holds = context.store.logs.ofSpace(space.row).filter(({ heldBackTo }) => heldBackTo !== null);
  context.store.removal.run(space.row);
  context.standings.forgetAll();
  forgetComputed(context.store);
  const touched = new TouchedSections();
  const counts = { entries: 0, duplicates: 0, pending: 0, quarantined: 0 };
  const work = new PageWork(context, { peer: context.home, isOwn: true }, counts, touched);
  // as every sync brings them: a skeleton is held only with the recall that covers it
  work.takeAgain(entries.filter(isControl));
  work.takeAgain(entries.filter((arrived) => !isControl(arrived)));
  const again = context.store.spaces.byId(space.id);
  if (again !== undefined) restoreHolds(context, again, holds, touched);
  projectSections(context, touched);
  context.standings.forgetAll();
}

function* arrivedEntries(context: ReplicaContext, space: SpaceRow): Iterable<ArrivedEntry> {
  for (let after = 0; ; ) {
    const rows: readonly EntryRow[] = context.store.entries.ofSpace(space.row, after, ENTRIES_AT_ONCE);
    for (const row of rows) {
      const wire = wireOf(context, row);
      const entry = orThrow(openWireEntry(wire, skeletonOf));
      yield { wire, entry, state: row.signatureChecked ? 'checked' : 'vouched' };
      after = row.row;
    }
    if (rows.length < ENTRIES_AT_ONCE) return;
  }
}

/** Since when a writer is held back is this home's own memory and not in the log. */
function restoreHolds(
  context: ReplicaContext,
  space: SpaceRow,
  holds: readonly LogRow[],
  touched: TouchedSections,
): void {
  for (const { lane, writer, heldBackTo } of holds) {
    for (const log of context.store.logs.ofWriter(space.row, lane, writer)) {
      context.store.logs.setLimits(log.row, log.pinnedTo, heldBackTo);
      for (const section of context.store.operations.sectionsTouchedAfter(log.row, 0)) touched.rebuild(section);
    }
  }
  context.standings.forget(space.row); // what is shown now follows these limits
}
