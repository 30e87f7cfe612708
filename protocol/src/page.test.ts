import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from './limits.js';
import { decodePage, encodePage, type WireEntry, type WireOperation } from './page.js';

const bytes = (min: number, max: number) => fc.uint8Array({ minLength: min, maxLength: max });
const operation: fc.Arbitrary<WireOperation> = fc.oneof(
  fc.record({ salt: bytes(16, 16), body: bytes(0, 300) }),
  fc.record({ bodyDigest: bytes(32, 32), skeleton: bytes(0, 300) }),
);
const entry: fc.Arbitrary<WireEntry> = fc.record({
  token: fc.stringMatching(/^[A-Za-z0-9._-]{0,200}$/),
  operations: fc.array(operation, { maxLength: 5 }),
});

const plain = (entries: readonly WireEntry[]) =>
  entries.map(({ token, operations }) => ({
    token,
    operations: operations.map((part) => Object.values(part).map((value) => Buffer.from(value).toString('hex'))),
  }));

describe('pages', () => {
  test('PAG-1: what was encoded is decoded', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        const decoded = decodePage(encodePage(entries));
        expect(decoded.ok && plain(decoded.value)).toEqual(plain(entries));
      }),
    );
  });

  test('PAG-4: no bytes make the reader throw, and every cut-off page is refused', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 3 }), fc.nat(), (entries, cut) => {
        const page = encodePage(entries);
        const end = cut % page.length;
        const decoded = decodePage(page.subarray(0, end));
        // a cut between two entries leaves a shorter page that is whole
        if (decoded.ok) expect(decoded.value.length).toBeLessThan(entries.length);
        else expect(decoded.error.code).toBe('page-malformed');
      }),
    );
    fc.assert(fc.property(bytes(0, 400), (noise) => typeof decodePage(noise).ok === 'boolean'));
  });

  test.each([
    ['a length in a longer form than needed', Uint8Array.of(0x4c, 0x50, 1, 0x81, 0x00)],
    ['a token longer than allowed', Uint8Array.of(0x4c, 0x50, 1, 0xff, 0xff, 0x7f)],
    ['an operation of an unknown form', Uint8Array.of(0x4c, 0x50, 1, 0, 1, 2)],
    ['another beginning', Uint8Array.of(0x4c, 0x51, 1)],
    ['more bytes than a page may have', new Uint8Array(LIMITS.pageBytesMax + 1)],
  ])('PAG-2: refuses %s', (_what, page) => {
    expect(decodePage(page)).toMatchObject({ ok: false, error: { code: 'page-malformed' } });
  });
});
