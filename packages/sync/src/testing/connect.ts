import { callerClient } from '../client/caller-client.js';
import type { PeerClient } from '../client/peer-client.js';
import type { CallName } from '../messages.js';
import { createPeerRouter } from '../router/peer-router.js';
import type { SyncReplica } from '../sync-replica.js';

const router = createPeerRouter();

export interface WatchedClient extends PeerClient {
  /** Names of all calls made so far. */
  readonly calls: CallName[];
}

/** Calls from one replica to another through the real router; `fault` may throw before a call or change its answer. */
export function connect(
  caller: SyncReplica,
  peer: SyncReplica,
  fault: (name: CallName, answer: () => Promise<unknown>, call: number) => Promise<unknown> = (_name, answer) =>
    answer(),
): WatchedClient {
  const client = callerClient(router.createCaller({ caller: caller.home, replica: peer }), peer.home);
  const calls: CallName[] = [];
  return {
    peer: peer.home,
    calls,
    call(name, input) {
      calls.push(name);
      return fault(name, () => client.call(name, input), calls.length);
    },
  };
}
