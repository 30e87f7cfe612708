import { headsOfReceipt, type SpaceId, type Tip, type WriterId } from '@liaison/protocol';
import { fingerprintOf } from '../compared-view.js';
import type { SpaceMarks, SyncReplica } from '../sync-replica.js';

/** What several homes may hold together, and what only some of them may. */
export interface SharedSpaces {
  readonly shared: readonly SpaceMarks[];
  readonly leftOut: readonly SpaceId[];
}

/**
 * Every named home can read all of a bundle, so it holds only what each of them may receive, judged as in a sync with
 * that home: equal parts of equal spaces (BDL-7).
 */
export function sharedSpaces(replica: SyncReplica, recipients: readonly WriterId[]): SharedSpaces {
  const lists = recipients.map((recipient) => new Map(replica.spacesFor(recipient).map((one) => [one.space, one])));
  const [first = new Map<SpaceId, SpaceMarks>(), ...others] = lists;
  const all = new Set(lists.flatMap((list) => [...list.keys()]));
  const shared = [...first.values()].filter((marks) =>
    others.every((list) => {
      const other = list.get(marks.space);
      return other !== undefined && fingerprintOf(other) === fingerprintOf(marks);
    }),
  );
  const kept = new Set(shared.map(({ space }) => space));
  // who was removed is given no receipts (SPC-16)
  const given = shared.map((marks) => ({
    ...marks,
    receipts: marks.receipts.filter(({ id }) =>
      others.every((list) => list.get(marks.space)?.receipts.some((other) => other.id === id)),
    ),
  }));
  return { shared: given, leftOut: [...all].filter((space) => !kept.has(space)) };
}

/**
 * Heads of a space that all these homes are known to hold, by their latest receipts here: of each log the lowest, none
 * where one home has receipted nothing of it or where branches make two heads of one log hard to compare.
 */
export function commonHeads(replica: SyncReplica, recipients: readonly WriterId[], space: SpaceId): Tip[] {
  const [first = new Map<string, Tip | 'forked'>(), ...others] = recipients.map((recipient) =>
    headsByLog(replica, recipient, space),
  );
  const common: Tip[] = [];
  for (const [log, tip] of first) {
    const tips = [tip, ...others.map((heads) => heads.get(log))];
    const plain = tips.filter((one) => one !== undefined && one !== 'forked');
    if (plain.length < tips.length) continue;
    common.push(plain.reduce((lowest, one) => (one.seq < lowest.seq ? one : lowest)));
  }
  return common;
}

function headsByLog(replica: SyncReplica, holder: WriterId, space: SpaceId): Map<string, Tip | 'forked'> {
  const byLog = new Map<string, Tip | 'forked'>();
  for (const tip of headsOfReceipt(replica.receiptToken(holder, space) ?? '')) {
    const log = `${tip.lane} ${tip.writer}`;
    // what this home does not hold it cannot start from
    if (replica.holds(tip.id)) byLog.set(log, byLog.has(log) ? 'forked' : tip);
  }
  return byLog;
}
