import type { WriterId } from '@liaison/protocol';
import type { SyncReplica } from '../sync-replica.js';

/** Who calls, proven by the transport, and the replica that answers. */
export interface CallContext {
  readonly caller: WriterId;
  readonly replica: SyncReplica;
  /**
   * Waits until `isNews` or for so many seconds; without it nobody waits, and a watch is answered at once. Throws
   * `watchers-too-many`.
   */
  readonly untilChanged?: ((isNews: () => boolean, seconds: number) => Promise<void>) | undefined;
}
