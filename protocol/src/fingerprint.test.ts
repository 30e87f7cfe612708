import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase64url } from './base64url.js';
import { radixChildren, radixDigest, radixRange, radixTree, type SpaceLeaf, spaceFingerprint } from './fingerprint.js';
import { hex, sha256 } from './hash.js';
import type { Tip } from './receipt.js';

const id = (text: string) => encodeBase64url(sha256(text));
const tip = (n: number): Tip =>
  ({ lane: n % 2 ? 'control' : 'record', writer: `w${n % 5}`, seq: 1 + (n % 7), id: id(String(n)) }) as unknown as Tip;
const leaf = (n: number): SpaceLeaf => ({
  space: id(`space ${n}`),
  fingerprint: sha256(`f${n}`),
  receipts: sha256(`r${n}`),
});
const someNumbers = fc.uniqueArray(fc.nat(500), { maxLength: 60 });

describe('what two peers compare', () => {
  test('REC-3: the order in which tips are listed changes nothing, any other tip does', () => {
    fc.assert(
      fc.property(someNumbers, fc.nat(), (numbers, at) => {
        const tips = numbers.map(tip);
        const fingerprint = hex(spaceFingerprint(tips));
        expect(hex(spaceFingerprint([...tips].reverse()))).toBe(fingerprint);
        if (tips.length > 0) {
          const without = tips.filter((_tip, i) => i !== at % tips.length);
          expect(hex(spaceFingerprint(without))).not.toBe(fingerprint);
        }
      }),
    );
  });

  test('REC-4: a digest is a function of the set of spaces, and descending its children finds every difference', () => {
    fc.assert(
      fc.property(someNumbers, someNumbers, (mine, theirs) => {
        const [left, right] = [radixTree(mine.map(leaf)), radixTree(theirs.map(leaf))];
        expect(hex(radixDigest(radixTree([...mine].reverse().map(leaf)), ''))).toBe(hex(radixDigest(left, '')));
        const found = new Set<string>();
        const descend = (prefix: string): void => {
          if (hex(radixDigest(left, prefix)) === hex(radixDigest(right, prefix))) return;
          const spaces = [left, right].flatMap((tree) => {
            const { from, to } = radixRange(tree, prefix);
            return tree.leaves.slice(from, to).map((one) => one.space);
          });
          if (spaces.length <= 16) for (const space of spaces) found.add(space);
          else for (const digit of '0123456789abcdef') descend(prefix + digit);
        };
        descend('');
        const differing = [...mine.filter((n) => !theirs.includes(n)), ...theirs.filter((n) => !mine.includes(n))];
        for (const n of differing) expect(found).toContain(leaf(n).space);
      }),
    );
  });

  test('REC-4: an inner node is the hash over its sixteen children', () => {
    const tree = radixTree(Array.from({ length: 40 }, (_unused, n) => leaf(n)));
    expect(hex(radixDigest(tree, ''))).toBe(hex(sha256(Uint8Array.of(1), ...radixChildren(tree, ''))));
    expect(hex(radixDigest(radixTree([]), ''))).toBe('0'.repeat(64));
  });
});
