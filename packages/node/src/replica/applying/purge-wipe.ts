import type { ReplicaContext } from '../replica-context.js';

/** That content was taken out and its last traces wait to be wiped from the file. */
const WIPE_OWED = 'purge-wipe-owed';

/** Said in the transaction that takes the content out. It may also be in a page that has come in part: that begins anew. */
export function oweWipe({ store }: ReplicaContext): void {
  store.parts.clear();
  store.authority.putSetting(WIPE_OWED, 'yes');
}

export const isWipeOwed = (context: ReplicaContext): boolean => context.store.authority.setting(WIPE_OWED) === 'yes';

export const wipeDone = (context: ReplicaContext): void => context.store.authority.putSetting(WIPE_OWED, 'no');
