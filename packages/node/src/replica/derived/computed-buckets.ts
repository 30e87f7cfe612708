import type { StateBucket, Store } from '@liaison/store';

const bucketsByStore = new WeakMap<Store, Map<string, StateBucket>>();

/** What was computed by queries and is not kept in the store yet; nothing from inside a transaction that may be undone. */
export function computedBuckets(store: Store): Map<string, StateBucket> {
  const known = bucketsByStore.get(store);
  if (known !== undefined) return known;
  const made = new Map<string, StateBucket>();
  bucketsByStore.set(store, made);
  return made;
}

/** Versions of buckets begin anew where a space is taken out and judged again. */
export const forgetComputed = (store: Store): void => computedBuckets(store).clear();
