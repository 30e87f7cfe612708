import type { SectionName } from '@liaison/protocol';
import { compareText, merkleRoot, sha256 } from '@liaison/protocol';

const LEAF = Uint8Array.of(0);

/** The name of a section inside a space (VIEW-3). */
export const sectionKey = (record: string, kind: string, section: SectionName): string =>
  `${record}/${kind}/${section}`;

/**
 * The digest of everything that a space's documents say (VIEW-4): a Merkle root over its non-empty sections sorted by
 * key, leaf = H(0x00 ‖ key ‖ view digest). Keys are ASCII and the digest has a fixed length, so a leaf reads one way.
 */
export function stateDigest(sections: Iterable<{ readonly key: string; readonly digest: Uint8Array }>): Uint8Array {
  const sorted = [...sections].sort((a, b) => compareText(a.key, b.key));
  return merkleRoot(sorted.map(({ key, digest }) => sha256(LEAF, key, digest)));
}
