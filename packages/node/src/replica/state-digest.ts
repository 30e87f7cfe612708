import { sectionKey, stateDigest } from '@liaison/records';
import type { ReplicaContext } from './replica-context.js';

/** Digest of what a space's documents say, the same on every node that holds the same entries (VIEW-4). */
export function spaceDigest(context: ReplicaContext, space: number): Uint8Array {
  const sections = [...context.store.sections.speakingSections(space)].map((section) => ({
    key: sectionKey(section.recordId, section.kind, section.name),
    digest: section.digest,
  }));
  return stateDigest(sections);
}
