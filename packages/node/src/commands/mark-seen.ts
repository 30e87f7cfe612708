import type { WriterId } from '@liaison/protocol';
import { findRecord } from '../queries/find-record.js';
import { lookedThrough, putLookedThrough } from '../queries/reading-officer.js';
import { claimedTime } from '../replica/clock.js';
import type { Replica } from '../replica/replica.js';

/** An officer has seen a record as it stood at a change. Kept in this home and never sent. Throws what `findRecord` throws. */
export function markRecordSeen(
  replica: Replica,
  officer: WriterId,
  input: { readonly record: string; readonly change: number },
): void {
  const { context } = replica;
  const { record, kind } = findRecord(context, input.record);
  replica.transaction(() => {
    const row = context.store.listed.ofRecord(record.row).find((listed) => listed.kind === kind);
    if (row === undefined || context.store.seen.of(officer, row.row) >= input.change) return;
    context.store.seen.put(officer, row.row, Math.min(input.change, row.change));
  });
}

/** An officer has looked through everything up to a change; never back. Returns how far that is. */
export function markAllSeen(replica: Replica, officer: WriterId, change: number): { change: number; at: string } {
  const { context } = replica;
  const at = claimedTime(context.clock);
  return replica.transaction(() => {
    const upTo = Math.min(change, context.store.listed.lastChange());
    const looked = { change: Math.max(upTo, lookedThrough(context, officer).change), at };
    putLookedThrough(context, officer, looked);
    return looked;
  });
}
