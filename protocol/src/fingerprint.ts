import { canonicalJson } from './canonical-json.js';
import { compareText, sha256 } from './hash.js';
import { idBytes } from './identifiers.js';
import type { Tip } from './receipt.js';

const EMPTY = new Uint8Array(32);
const LEAVES = Uint8Array.of(0);
const CHILDREN = Uint8Array.of(1);
const DIGITS = '0123456789abcdef';

/** A radix node with at most this many spaces is a leaf list (REC-4). */
export const RADIX_LEAF_MAX = 8;

/** Tips in their canonical order: lane, writer, seq, id (REC-2). */
export const sortTips = (tips: readonly Tip[]): Tip[] =>
  [...tips].sort(
    (a, b) =>
      compareText(a.lane, b.lane) || compareText(a.writer, b.writer) || a.seq - b.seq || compareText(a.id, b.id),
  );

/**
 * Fingerprint of a space (REC-3): logs are hash-linked, so the sorted tips say exactly which entries are held; SHA-256
 * over their canonical JSON is sound where an XOR of leaf hashes is not.
 */
export const spaceFingerprint = (tips: readonly Tip[]): Uint8Array =>
  sha256('liaison-space-tips-v1', canonicalJson(sortTips(tips).map((tip) => [tip.lane, tip.writer, tip.seq, tip.id])));

/** The highest receipt of one holder for one space, by number and id. */
export interface ReceiptMark {
  readonly holder: string;
  readonly number: number;
  readonly id: string;
}

export const receiptsDigest = (marks: readonly ReceiptMark[]): Uint8Array =>
  sha256(
    'liaison-receipts-v1',
    canonicalJson(
      [...marks].sort((a, b) => compareText(a.holder, b.holder)).map((mark) => [mark.holder, mark.number, mark.id]),
    ),
  );

/** What one space adds to the compared root. */
export interface SpaceLeaf {
  readonly space: string;
  readonly fingerprint: Uint8Array;
  readonly receipts: Uint8Array;
}

/** Spaces by the hexadecimal of their id, sorted; build once per (member, scope) and ask `radixDigest` per prefix. */
export interface RadixTree {
  readonly keys: readonly string[];
  readonly leaves: readonly SpaceLeaf[];
}

export function radixTree(leaves: readonly SpaceLeaf[]): RadixTree {
  const keyed = leaves.map((leaf) => ({ key: Buffer.from(idBytes(leaf.space)).toString('hex'), leaf }));
  keyed.sort((a, b) => compareText(a.key, b.key));
  return { keys: keyed.map((k) => k.key), leaves: keyed.map((k) => k.leaf) };
}

/** The spaces below a prefix as a half-open range of the tree's arrays. */
export function radixRange(tree: RadixTree, prefix: string): { from: number; to: number } {
  const lowerBound = (text: string): number => {
    let low = 0;
    let high = tree.keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tree.keys[middle] as string) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { from: lowerBound(prefix), to: lowerBound(`${prefix}g`) };
}

/** Digest of all spaces below a prefix (REC-4): zeros for none, a leaf list up to 8, else its 16 children. */
export function radixDigest(tree: RadixTree, prefix: string): Uint8Array {
  const { from, to } = radixRange(tree, prefix);
  if (from === to) return EMPTY;
  if (to - from <= RADIX_LEAF_MAX) {
    const parts = tree.leaves.slice(from, to).flatMap((leaf) => [idBytes(leaf.space), leaf.fingerprint, leaf.receipts]);
    return sha256(LEAVES, ...parts);
  }
  return sha256(CHILDREN, ...radixChildren(tree, prefix));
}

export const radixChildren = (tree: RadixTree, prefix: string): Uint8Array[] =>
  [...DIGITS].map((digit) => radixDigest(tree, prefix + digit));

/** Rosters and directories as they are compared: ids of rosters, member and id of directories (SYN-1). */
export interface DocumentIds {
  readonly rosters: readonly string[];
  readonly directories: readonly { readonly member: string; readonly id: string }[];
}

/** Digest of the rosters and directories held, in whatever order they are given (SYN-1). */
export function documentsDigest({ rosters, directories }: DocumentIds): Uint8Array {
  const named = directories.map(({ member, id }) => [member, id] as const);
  named.sort(([a, first], [b, second]) => compareText(a, b) || compareText(first, second));
  return sha256('liaison-documents-v1', canonicalJson([[...rosters].sort(compareText), named]));
}

/** The root that two peers compare (REC-5): roster, directories and spaces. */
export const comparedRoot = (documents: Uint8Array, spaces: Uint8Array): Uint8Array =>
  sha256('liaison-root-v1', documents, spaces);
