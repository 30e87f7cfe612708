import { kindSpec, sectionKey, stateDigest } from '@liaison/records';
import type { ReplicaContext } from './replica-context.js';
import type { SpaceStanding } from './space-standings.js';

/** What a space's documents come to. */
export interface SpaceState {
  /** The same on every node that holds the same entries (VIEW-4). */
  readonly digest: Uint8Array;
  /** Distinct records with a current value, the system's own left out. */
  readonly records: number;
}

/** A standing is another object as soon as anything changed in its space, and so is what follows from it. */
const stateByStanding = new WeakMap<SpaceStanding, SpaceState>();

/** State of a space; reading every section of a large one takes long, so it is kept until the space changes. */
export function spaceState(context: ReplicaContext, space: number): SpaceState {
  const standing = context.standings.of(space);
  const known = stateByStanding.get(standing);
  if (known !== undefined) return known;
  const records = new Set<number>();
  const sections: { key: string; digest: Uint8Array }[] = [];
  for (const section of context.store.sections.speakingSections(space)) {
    sections.push({ key: sectionKey(section.recordId, section.kind, section.name), digest: section.digest });
    if (kindSpec(section.kind)?.internal !== true) records.add(section.record);
  }
  const state = { digest: stateDigest(sections), records: records.size };
  stateByStanding.set(standing, state);
  return state;
}

export const spaceDigest = (context: ReplicaContext, space: number): Uint8Array => spaceState(context, space).digest;
