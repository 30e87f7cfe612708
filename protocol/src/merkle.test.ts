import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex, sha256 } from './hash.js';
import { merkleRoot, operationLeaf } from './merkle.js';

const leaves = (count: number) => Array.from({ length: count }, (_unused, i) => sha256(String(i)));

test('MRK-3: one leaf is its own root, two are hashed under the node prefix, none is 32 zeros', () => {
  const [a, b] = leaves(2) as [Uint8Array, Uint8Array];
  expect(hex(merkleRoot([a]))).toBe(hex(a));
  expect(hex(merkleRoot([a, b]))).toBe(hex(sha256(Uint8Array.of(1), a, b)));
  expect(hex(merkleRoot([]))).toBe('0'.repeat(64));
});

test('MRK-3: another leaf, another order or another number of leaves gives another root', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), (count, at) => {
      const all = leaves(count);
      const root = hex(merkleRoot(all));
      const i = at % (count - 1);
      const swapped = [...all];
      [swapped[i], swapped[i + 1]] = [all[i + 1] as Uint8Array, all[i] as Uint8Array];
      expect(hex(merkleRoot(swapped))).not.toBe(root);
      expect(hex(merkleRoot(all.slice(0, -1)))).not.toBe(root);
    }),
  );
});

test('MRK-2: a leaf depends on body digest and skeleton, and cannot be taken for an inner node', () => {
  const digest = sha256('body');
  const skeleton = new TextEncoder().encode('null');
  const leaf = operationLeaf(digest, skeleton);
  expect(hex(leaf)).not.toBe(hex(operationLeaf(sha256('other'), skeleton)));
  expect(hex(leaf)).not.toBe(hex(merkleRoot([digest, sha256(skeleton)])));
});
