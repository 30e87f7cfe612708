import { LiaisonError } from '@liaison/protocol';
import { searchableText } from '@liaison/records';
import { compactWal } from '@liaison/store';
import { isWipeOwed, wipeDone } from '../applying/purge-wipe.js';
import type { ReplicaContext } from '../replica-context.js';
import { inReplicaTransaction } from '../replica-transaction.js';
import { viewOf } from './project-section.js';
import { settleStates } from './state-digest.js';

/** What search looks in, as the section stands; empty for one that says nothing. */
export function sectionText(context: ReplicaContext, row: number): string {
  const section = context.store.sections.sectionByRow(row);
  return section?.speaks === true ? searchableText(viewOf(context, section)) : '';
}

/**
 * Brings the index up to date with at most `limit` changed sections, the newest first, in one transaction. Returns
 * whether any are left. Until then search reads those sections themselves.
 */
function indexOwedSections(context: ReplicaContext, limit: number): boolean {
  const { search } = context.store;
  const owed = search.owed(limit);
  if (owed.length === 0) return false;
  inReplicaTransaction(context, () => {
    for (const section of owed) search.put(section, sectionText(context, section));
  });
  return owed.length === limit;
}

/**
 * One step of what follows changes in bulk, at most `atOnce` of it. States go first: they are soon done, and every overview
 * would compute them. Returns whether more is left.
 */
export function keepUp(context: ReplicaContext, atOnce: number): boolean {
  if (settleStates(context, atOnce) || indexOwedSections(context, atOnce)) return true;
  wipePurged(context);
  return false;
}

/** How many are done in one transaction where nobody waits. */
const AT_ONCE = 1_000;

/** Brings everything up to date that follows changes in its own time: before a home is closed. */
export function settleDerived(context: ReplicaContext): void {
  while (indexOwedSections(context, AT_ONCE));
  while (settleStates(context, AT_ONCE));
  wipePurged(context);
}

/**
 * Wipes the last traces of what a recall took out: its grams in the index and its bytes in the write-ahead log. Until it is
 * done it stays owed; another connection that reads at the moment makes it wait. Returns whether it is done.
 */
export function wipePurged(context: ReplicaContext): boolean {
  if (!isWipeOwed(context)) return true;
  const { database, search } = context.store;
  try {
    inReplicaTransaction(context, () => search.forgetRemoved());
    compactWal(database);
    inReplicaTransaction(context, () => wipeDone(context));
    compactWal(database);
    return true;
  } catch (error) {
    if (error instanceof LiaisonError && error.code === 'database-busy') return false;
    throw error;
  }
}
