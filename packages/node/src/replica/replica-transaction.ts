import type { ReplicaContext } from './replica-context.js';

/**
 * Runs changes in one transaction of the store, and with it everything that is remembered beside it: what was cached
 * about a change that was undone is forgotten. Every change of a replica goes through here.
 */
export function inReplicaTransaction<T>(context: ReplicaContext, change: () => T): T {
  try {
    const result = context.store.transaction(change);
    context.authority.settle();
    return result;
  } catch (error) {
    context.standings.forgetAll();
    context.authority.undo();
    throw error;
  }
}
