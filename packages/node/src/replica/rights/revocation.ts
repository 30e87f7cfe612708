import type { WriterId } from '@liaison/protocol';
import type { LogRow } from '@liaison/store';
import { isDecided } from '../applying/apply-control.js';
import { projectSections } from '../derived/project-section.js';
import { TouchedSections } from '../derived/touched-sections.js';
import type { ReplicaContext } from '../replica-context.js';

/**
 * Brings the holds of all logs to what directories and rosters say now. A writer that was reported, or whose member has
 * left, counts as far as it is held; what comes later waits in quarantine until a pin decides (DIR-7, ROS-9). Local by nature:
 * each home learns of it at another moment, and the pin makes all of them equal. A hold whose reason is gone is lifted.
 */
export function settleHolds(context: ReplicaContext): void {
  const touched = new TouchedSections();
  for (const writer of context.authority.certificates().keys()) {
    const isRevoked = context.authority.isRevoked(writer);
    for (const log of context.store.logs.everywhereOf(writer)) {
      if (isRevoked) holdLog(context, writer, log);
      else if (log.heldBackTo !== null) releaseLog(context, log, touched);
    }
  }
  projectSections(context, touched);
}

function holdLog(context: ReplicaContext, writer: WriterId, log: LogRow): void {
  if (log.heldBackTo !== null || isDecided(context, log.space, writer)) return;
  context.store.logs.setLimits(log.row, log.pinnedTo, log.tipSeq);
  context.standings.forget(log.space);
}

function releaseLog(context: ReplicaContext, log: LogRow, touched: TouchedSections): void {
  context.store.logs.setLimits(log.row, log.pinnedTo, null);
  for (const section of context.store.operations.sectionsTouchedAfter(log.row, log.heldBackTo ?? 0))
    touched.rebuild(section);
  context.standings.forget(log.space);
}
