import type { Directory } from '@liaison/identity';
import type { ReplicaContext } from './replica-context.js';

/**
 * A writer marked revoked counts as far as it is held; what comes later waits in quarantine until a pin decides
 * (DIR-6). Local by nature: each home learns of it at another moment, and the pin makes all of them equal.
 */
export function holdRevoked(context: ReplicaContext, directory: Directory): void {
  for (const writer of directory.revoked) {
    for (const log of context.store.logs.everywhereOf(writer)) {
      const pinned = context.store.control.pins(log.space, writer).length > 0;
      if (pinned || log.heldTo !== null) continue;
      context.store.logs.setLimits(log.row, log.pinnedTo, log.tipSeq);
      context.standings.forget(log.space);
    }
  }
}
