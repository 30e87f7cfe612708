import { noteAskedChange } from './asked-change.js';
import { forgetComputed } from './derived/computed-buckets.js';
import type { ReplicaContext } from './replica-context.js';

/**
 * Runs changes in one transaction of the store, and with it everything that is remembered beside it: what others have
 * committed is taken into account first, and what was cached about a change that was undone is forgotten. Every change of
 * a replica goes through here.
 */
export function inReplicaTransaction<T>(context: ReplicaContext, change: () => T): T {
  const { authority, commits, standings, store } = context;
  try {
    const result = store.transaction(() => {
      catchUp(context);
      commits.undo(); // to catch up is no change of this transaction
      const changed = change();
      noteAskedChange(context);
      if (authority.isChanged) commits.changesEverything();
      commits.note();
      return changed;
    });
    authority.settle();
    commits.settle();
    return result;
  } catch (error) {
    standings.forgetAll();
    authority.undo();
    commits.undo();
    throw error;
  }
}

/**
 * Runs reads that belong to one answer on one state of the home, with nothing remembered that another connection has
 * changed since. Synchronous; may be nested, and stands inside a transaction as well.
 */
export function readTogether<T>(context: ReplicaContext, read: () => T): T {
  const { store } = context;
  if (store.database.inTransaction) return read();
  return store.reading(() => {
    catchUp(context);
    return read();
  });
}

/** Forgets what others have changed. Inside the snapshot whose reads are to be remembered. */
function catchUp({ authority, commits, standings, store }: ReplicaContext): void {
  const news = commits.news();
  if (news === undefined) return;
  if (!news.everything) {
    for (const space of news.spaces) standings.forgetStatements(space);
    return;
  }
  store.pasts.forgetCache();
  forgetComputed(store);
  authority.reload();
  standings.forgetAll();
}
