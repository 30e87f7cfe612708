import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EntryClaims, entryClaimsSchema, orderedClaims, parseEntry } from './entry.js';
import { sha256Text } from './hash.js';
import { assembleToken, tokenToSign } from './signed-token.js';

const id = (n: number): string => sha256Text('entry', String(n));

const claims: fc.Arbitrary<EntryClaims> = fc
  .record({
    seq: fc.integer({ min: 1, max: 0xffff_ffff }),
    heads: fc.uniqueArray(fc.nat({ max: 99 }), { maxLength: 8 }),
  })
  .map(({ seq, heads }) =>
    entryClaimsSchema.parse({
      v: 1,
      space: id(1000),
      lane: 'record',
      writer: 'AAAAAAAAAAAAAAAAAAAAAA',
      seq,
      prev: seq === 1 ? null : id(1001),
      heads: heads.map(id),
      at: '2026-11-24T14:05:00.000+07:00',
      ops: 1,
      root: id(1002),
    }),
  );

const tokenOf = (given: EntryClaims): string =>
  assembleToken(tokenToSign('liaison-entry', orderedClaims(given)).signingInput, new Uint8Array(64));

test('ENT-1 to ENT-6: claims read back, and their id is that of what is signed', () => {
  fc.assert(
    fc.property(claims, (given) => {
      const parsed = parseEntry(tokenOf(given));
      if (!parsed.ok) throw parsed.error;
      expect(parsed.value.claims).toEqual(orderedClaims(given));
      expect(parsed.value.id).toBe(tokenToSign('liaison-entry', orderedClaims(given)).id);
    }),
  );
});

test('SIG-4: one changed character is refused, or gives another id, or is the signature', () => {
  fc.assert(
    fc.property(claims, fc.nat(), fc.constantFrom(...'AZaz09-_.='), (given, at, character) => {
      const token = tokenOf(given);
      const i = at % token.length;
      fc.pre(token[i] !== character);
      const [before, after] = [parseEntry(token), parseEntry(token.slice(0, i) + character + token.slice(i + 1))];
      if (!before.ok) throw before.error;
      if (!after.ok) return;
      if (i > token.lastIndexOf('.')) expect(after.value.signed.signature).not.toEqual(before.value.signed.signature);
      else expect(after.value.id).not.toBe(before.value.id);
    }),
    { numRuns: 300 },
  );
});
