import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex, sha256 } from './hash.js';
import { merkleRoot } from './merkle.js';

const leaves = (count: number): Uint8Array[] => Array.from({ length: count }, (_, i) => sha256(String(i)));

test('MRK-3: leaves may be neither exchanged, nor left out, nor repeated', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(), (count, a, b) => {
      const [i, j] = [a % count, b % count];
      const list = leaves(count);
      const root = hex(merkleRoot(list));
      const without = list.filter((_, at) => at !== i);
      const swapped = list.map((leaf, at) => (at === i ? list[j] : at === j ? list[i] : leaf) as Uint8Array);
      expect(hex(merkleRoot(without))).not.toBe(root);
      expect(hex(merkleRoot([...list, list[i] as Uint8Array]))).not.toBe(root);
      expect(hex(merkleRoot(swapped)) === root).toBe(i === j);
    }),
  );
});

test('MRK-3: the trees of RFC 6962 for seven leaves', () => {
  const node = (left: Uint8Array, right: Uint8Array) => sha256(Uint8Array.of(1), left, right);
  const [a, b, c, d, e, f, g] = leaves(7) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const expected = node(node(node(a, b), node(c, d)), node(node(e, f), g));
  expect(hex(merkleRoot([a, b, c, d, e, f, g]))).toBe(hex(expected));
});
