import fc from 'fast-check';
import { expect, test } from 'vitest';
import { radixChildren, radixDigest, radixTree, type SpaceLeaf, spaceFingerprint } from './fingerprint.js';
import { hex, sha256, sha256Text } from './hash.js';
import { type Tip, tipSchema } from './receipt.js';

const tip: fc.Arbitrary<Tip> = fc
  .record({
    lane: fc.constantFrom('control', 'record'),
    writer: fc.nat({ max: 3 }).map((n) => `${'ABCD'[n]}AAAAAAAAAAAAAAAAAAAAA`),
    seq: fc.integer({ min: 1, max: 300 }),
    id: fc.nat({ max: 50 }).map((n) => sha256Text(String(n))),
  })
  .map((one) => tipSchema.parse(one));

test('REC-3: the order of tips plays no part, every part of a tip does', () => {
  fc.assert(
    fc.property(fc.array(tip, { minLength: 1, maxLength: 6 }), fc.nat(), (tips, at) => {
      const print = hex(spaceFingerprint(tips));
      expect(hex(spaceFingerprint([...tips].reverse()))).toBe(print);
      const i = at % tips.length;
      const later = tips.map((one, j) => (j === i ? { ...one, seq: one.seq + 1000 } : one));
      expect(hex(spaceFingerprint(later))).not.toBe(print);
      expect(hex(spaceFingerprint(tips.filter((_, j) => j !== i)))).not.toBe(print);
    }),
  );
});

const leaf = (n: number, changed = false): SpaceLeaf => ({
  space: sha256Text('space', String(n)),
  fingerprint: sha256(changed ? 'changed' : 'entries', String(n)),
  receipts: sha256('receipts', String(n)),
});

test('REC-4: one changed space changes the root and one path below it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), (count, at) => {
      const numbers = Array.from({ length: count }, (_, n) => n);
      const before = radixTree(numbers.map((n) => leaf(n)));
      const after = radixTree(numbers.map((n) => leaf(n, n === at % count)).reverse());
      expect(hex(radixDigest(after, ''))).not.toBe(hex(radixDigest(before, '')));
      const differing = radixChildren(after, '').filter(
        (digest, i) => hex(digest) !== hex(radixChildren(before, '')[i] as Uint8Array),
      );
      expect(differing.length).toBe(1);
    }),
    { numRuns: 40 },
  );
});
