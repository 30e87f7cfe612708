import {
  canonicalJson,
  comparedRoot,
  documentsDigest,
  encodeBase64url,
  type RadixTree,
  radixDigest,
  radixTree,
  receiptsDigest,
  type SpaceLeaf,
  sha256Text,
  spaceFingerprint,
  type Tip,
  type WriterId,
} from '@liaison/protocol';
import type { Standing } from './messages.js';
import type { DocumentMarks, SpaceMarks, SyncReplica } from './sync-replica.js';

/**
 * What one replica compares with one peer, taken at one moment (REC-5). A replica that returns the same list, marks or
 * tips as long as nothing changed there pays for hashing once; so it must never change one that it gave out.
 */
export interface ComparedView {
  readonly documents: DocumentMarks;
  readonly marksBySpace: ReadonlyMap<string, SpaceMarks>;
  readonly tree: RadixTree;
  readonly standing: Standing;
}

interface HashedSpaces {
  readonly marksBySpace: ReadonlyMap<string, SpaceMarks>;
  readonly tree: RadixTree;
  readonly root: Uint8Array;
}

const fingerprintsByTips = new WeakMap<readonly Tip[], Uint8Array>();
const leavesByMarks = new WeakMap<SpaceMarks, SpaceLeaf>();
const hashedByList = new WeakMap<readonly SpaceMarks[], HashedSpaces>();

function leafOf(marks: SpaceMarks): SpaceLeaf {
  const known = leavesByMarks.get(marks);
  if (known !== undefined) return known;
  const fingerprint = fingerprintsByTips.get(marks.tips) ?? spaceFingerprint(marks.tips);
  fingerprintsByTips.set(marks.tips, fingerprint);
  const leaf = { space: marks.space, fingerprint, receipts: receiptsDigest(marks.receipts) };
  leavesByMarks.set(marks, leaf);
  return leaf;
}

function hashed(list: readonly SpaceMarks[]): HashedSpaces {
  const known = hashedByList.get(list);
  if (known !== undefined) return known;
  const tree = radixTree(list.map(leafOf));
  const marksBySpace = new Map(list.map((marks) => [marks.space as string, marks]));
  const made = { marksBySpace, tree, root: radixDigest(tree, '') };
  hashedByList.set(list, made);
  return made;
}

/** Digest of one space in a leaf list: equal where entries and receipts are (SYN-3). */
export function spaceDigest(marks: SpaceMarks): string {
  const leaf = leafOf(marks);
  return sha256Text(leaf.fingerprint, leaf.receipts);
}

export const fingerprintOf = (marks: SpaceMarks): string => encodeBase64url(leafOf(marks).fingerprint);

export const comparedView = (replica: SyncReplica, peer: WriterId): ComparedView =>
  replica.reading(() => takeView(replica, peer));

function takeView(replica: SyncReplica, peer: WriterId): ComparedView {
  const documents = replica.documents();
  const { marksBySpace, tree, root } = hashed(replica.spacesFor(peer));
  const digest = documentsDigest(documents);
  const standing = {
    documents: encodeBase64url(digest),
    scope: scopeDigest(replica, peer),
    root: encodeBase64url(comparedRoot(digest, root)),
  };
  return { documents, marksBySpace, tree, standing };
}

/**
 * Scopes stand in certificates and these in directories, so two homes that hold the same directories agree about both
 * scopes; each then gives at most what both may carry (SYN-5). The digest names the two certificates.
 */
function scopeDigest(replica: SyncReplica, peer: WriterId): string {
  const certificates = [replica.home, peer]
    .sort()
    .map((writer) => [writer as string, replica.certificate(writer)?.id ?? null] as const);
  return sha256Text('liaison-scope-v1', canonicalJson(certificates));
}

export const sameStanding = (a: Standing, b: Standing): boolean =>
  a.documents === b.documents && a.scope === b.scope && a.root === b.root;
