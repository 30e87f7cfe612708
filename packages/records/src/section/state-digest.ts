import type { SectionName } from '@liaison/protocol';
import { compareText, merkleRoot, sha256 } from '@liaison/protocol';

const LEAF = Uint8Array.of(0);
/** Hexadecimal digits of a record's id that name its bucket: 4,096 of them, so one change reads a small part again. */
const BUCKET_DIGITS = 3;

/** The name of a section inside a space (VIEW-3). */
export const sectionKey = (record: string, kind: string, section: SectionName): string =>
  `${record}/${kind}/${section}`;

/** A section that says something, by its key. */
export interface KeyedDigest {
  readonly key: string;
  readonly digest: Uint8Array;
}

/**
 * The digest of the sections of one bucket (VIEW-4): a Merkle root over them sorted by key, leaf = H(0x00 ‖ key ‖ view
 * digest). Keys are ASCII and the digest has a fixed length, so a leaf reads one way.
 */
export function bucketDigest(sections: readonly KeyedDigest[]): Uint8Array {
  const sorted = sections.toSorted((a, b) => compareText(a.key, b.key));
  return merkleRoot(sorted.map(({ key, digest }) => sha256(LEAF, key, digest)));
}

/** The digest of a space from those of its buckets that say something (VIEW-4), by their digits. */
export const stateDigestOf = (buckets: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  bucketDigest([...buckets].map(([key, digest]) => ({ key, digest })));

/** The digest of everything that a space's documents say (VIEW-4). */
export function stateDigest(sections: Iterable<KeyedDigest>): Uint8Array {
  const buckets = new Map<string, KeyedDigest[]>();
  for (const section of sections) {
    const digits = section.key.slice(0, BUCKET_DIGITS);
    const members = buckets.get(digits);
    if (members === undefined) buckets.set(digits, [section]);
    else members.push(section);
  }
  return stateDigestOf(new Map([...buckets].map(([digits, members]) => [digits, bucketDigest(members)])));
}
