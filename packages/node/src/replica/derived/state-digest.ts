import { bucketDigest, kindSpec, sectionKey, stateDigestOf } from '@liaison/records';
import type { StateBucket, Store } from '@liaison/store';
import type { ReplicaContext } from '../replica-context.js';
import { inReplicaTransaction } from '../replica-transaction.js';
import type { SpaceStanding } from '../rights/space-standings.js';
import { computedBuckets } from './computed-buckets.js';

/** What a space's documents come to. */
export interface SpaceState {
  /** The same on every node that holds the same entries (VIEW-4). */
  readonly digest: Uint8Array;
  /** Distinct records with a current value, the system's own left out. */
  readonly records: number;
}

/** A standing is another object as soon as anything changed in its space, and so is what follows from it. */
const stateByStanding = new WeakMap<SpaceStanding, SpaceState>();

/** State of a space; only the buckets that changed since they were last computed are read. */
export function spaceState(context: ReplicaContext, space: number): SpaceState {
  const standing = context.standings.of(space);
  const known = stateByStanding.get(standing);
  if (known !== undefined) return known;
  const buckets = new Map<string, Uint8Array>();
  let records = 0;
  for (const bucket of context.store.state.ofSpace(space)) {
    const computed = bucket.digest === null ? compute(context.store, space, bucket) : bucket;
    if (computed.digest === null || computed.digest.length === 0) continue;
    buckets.set(bucket.bucket, computed.digest);
    records += computed.records;
  }
  const state = { digest: stateDigestOf(buckets), records };
  stateByStanding.set(standing, state);
  return state;
}

export const spaceDigest = (context: ReplicaContext, space: number): Uint8Array => spaceState(context, space).digest;

/** Computes and keeps at most `limit` buckets that changed, in one transaction; queries only compute. True: some are left. */
export function settleStates(context: ReplicaContext, limit: number): boolean {
  const { store } = context;
  const changed = store.state.changed(limit);
  if (changed.length === 0) return false;
  inReplicaTransaction(context, () => {
    for (const { space, ...bucket } of changed) store.state.put(space, compute(store, space, bucket));
  });
  return changed.length === limit;
}

function compute(store: Store, space: number, { bucket, version }: StateBucket): StateBucket {
  const known = computedBefore(store, space, bucket, version);
  if (known !== undefined) return known;
  const sections = [...store.sections.speakingSections(space, bucket)];
  const keyed = sections.map(({ recordId, kind, name, digest }) => ({ key: sectionKey(recordId, kind, name), digest }));
  const records = new Set(sections.filter(({ kind }) => kindSpec(kind)?.internal !== true).map(({ record }) => record));
  const digest = keyed.length === 0 ? new Uint8Array() : bucketDigest(keyed);
  const computed = { bucket, version, digest, records: records.size };
  if (!store.isChanging) computedBuckets(store).set(`${space}/${bucket}`, computed);
  return computed;
}

function computedBefore(store: Store, space: number, bucket: string, version: number): StateBucket | undefined {
  const known = computedBuckets(store).get(`${space}/${bucket}`);
  return known?.version === version && !store.isChanging ? known : undefined;
}
