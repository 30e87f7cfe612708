import type { WriterId } from '@liaison/protocol';
import type { SyncReplica } from '../sync-replica.js';

/** Who calls, proven by the transport, and the replica that answers. */
export interface CallContext {
  readonly caller: WriterId;
  readonly replica: SyncReplica;
}
