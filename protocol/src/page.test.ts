import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from './limits.js';
import { SALT_BYTES } from './operation.js';
import { decodePage, encodePage, type WireEntry } from './page.js';

const bytes = (constraints: fc.IntArrayConstraints) => fc.uint8Array(constraints);
const operation = fc.oneof(
  fc.record({ salt: bytes({ minLength: SALT_BYTES, maxLength: SALT_BYTES }), body: bytes({ maxLength: 300 }) }),
  fc.record({ bodyDigest: bytes({ minLength: 32, maxLength: 32 }), skeleton: bytes({ maxLength: 300 }) }),
);
const token = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.'), maxLength: 200 });
const entries: fc.Arbitrary<WireEntry[]> = fc.array(
  fc.record({ token, operations: fc.array(operation, { maxLength: 4 }) }),
  { maxLength: 5 },
);

test('PAG-1, PAG-2: a page reads back, and has one spelling', () => {
  fc.assert(
    fc.property(entries, (given) => {
      const page = Uint8Array.from(encodePage(given));
      const decoded = decodePage(page);
      if (!decoded.ok) throw decoded.error;
      expect(decoded.value).toEqual(given);
      expect(Buffer.from(encodePage(decoded.value))).toEqual(Buffer.from(page));
    }),
  );
});

test('PAG-4: part of a page is refused, unless it ends where an entry ends', () => {
  fc.assert(
    fc.property(entries, fc.nat(), (given, at) => {
      const page = Uint8Array.from(encodePage(given));
      const decoded = decodePage(page.subarray(0, at % page.length));
      if (!decoded.ok) expect(decoded.error.code).toBe('page-malformed');
      else expect(decoded.value).toEqual(given.slice(0, decoded.value.length));
    }),
  );
});

test('PAG-4: no bytes throw', () => {
  const page = bytes({ maxLength: 400 }).map((rest) => Uint8Array.of(0x4c, 0x50, 1, ...rest));
  fc.assert(
    fc.property(page, (given) => {
      const decoded = decodePage(given);
      // what is accepted is exactly what an encoder would write
      if (decoded.ok) expect(Buffer.from(encodePage(decoded.value))).toEqual(Buffer.from(given));
    }),
  );
});

test('PAG-4: a page over its limit is refused unread', () => {
  expect(decodePage(new Uint8Array(LIMITS.pageBytesMax + 1))).toMatchObject({ ok: false });
});
