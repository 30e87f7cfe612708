import { sha256 } from './hash.js';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256 over salt and body: what stays of a body after a purge (MRK-1). */
export const bodyDigest = (salt: Uint8Array, body: Uint8Array): Uint8Array => sha256(salt, body);

/** leaf = H(0x00 ‖ H(salt ‖ body) ‖ H(skeleton)) (MRK-2). */
export const operationLeaf = (digestOfBody: Uint8Array, skeleton: Uint8Array): Uint8Array =>
  sha256(LEAF, digestOfBody, sha256(skeleton));

/** Root over leaves in order; node = H(0x01 ‖ left ‖ right), split as in RFC 6962 §2.1 (MRK-3). No leaves: 32 zeros. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return new Uint8Array(32);
  return rootOf(leaves, 0, leaves.length);
}

function rootOf(leaves: readonly Uint8Array[], from: number, to: number): Uint8Array {
  const count = to - from;
  if (count === 1) return leaves[from] as Uint8Array;
  let left = 1;
  while (left * 2 < count) left *= 2;
  return sha256(NODE, rootOf(leaves, from, from + left), rootOf(leaves, from + left, to));
}
