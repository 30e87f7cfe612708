import type { Store } from '@liaison/store';
import type { Replica } from '../replica/replica.js';
import { forgetCopy, noticeCopy } from '../replica/rights/copied-home.js';
import type { HomePaths } from './home-paths.js';
import { type HomePlace, isSamePlace, placeOf } from './home-place.js';

const SETTING = 'home-place';

/**
 * Compares the files that are opened with those that the home was made in, before anything can be signed: a copy and a
 * restored backup are others. A home that does not know its place yet takes this one.
 */
export function watchPlace(replica: Replica, paths: HomePaths): void {
  const { context } = replica;
  const known = context.store.authority.setting(SETTING);
  const here = placeOf(paths);
  if (known !== undefined && isSamePlace(JSON.parse(known) as HomePlace, here)) return;
  replica.transaction(() => {
    if (known === undefined) keepPlace(context.store, paths);
    else noticeCopy(context, 'place');
  });
}

/** The home belongs to the files that it is in now. Inside the caller's transaction. */
export function keepPlace(store: Store, paths: HomePaths): void {
  store.authority.putSetting(SETTING, JSON.stringify(placeOf(paths)));
}

/**
 * The officer says that the home was moved and that this is its only copy: it is written here from now on. Throws
 * `home-copy-proven` where peers have shown that another copy wrote, or that something was lost.
 */
export function acceptPlace(replica: Replica, paths: HomePaths): void {
  replica.transaction(() => {
    forgetCopy(replica.context);
    keepPlace(replica.context.store, paths);
  });
}
