import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './hash.js';

const size = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(8_192, 16_383, 16_384, 16_385, 40_000));
const bytes = size.map((length) => new Uint8Array(length).map((_byte, index) => (index * 31 + length) % 256));
const part = fc.oneof(bytes, fc.string({ unit: 'grapheme' }));

test('a hash is that of its parts in a row, however they are handed over', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const whole = Buffer.concat(parts.map((one) => Buffer.from(one as Uint8Array)));
      expect(sha256(...parts)).toEqual(new Uint8Array(createHash('sha256').update(whole).digest()));
    }),
  );
});
