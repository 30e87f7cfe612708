import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type JsonValue, parseCanonicalJson, parseExactJson } from './canonical-json.js';

const json = fc.jsonValue({ noUnicodeString: false } as never) as fc.Arbitrary<JsonValue>;

test('ENC-2: canonical JSON has one spelling per value and reads back', () => {
  fc.assert(
    fc.property(json, (value) => {
      let text: string;
      try {
        text = canonicalJson(value);
      } catch {
        return; // -0 and lone surrogates have no canonical form
      }
      const parsed = parseCanonicalJson(Buffer.from(text));
      expect(parsed.ok && canonicalJson(parsed.value)).toBe(text);
    }),
  );
});

test.each([
  ['white space', '{ "a":1}'],
  ['key order', '{"b":1,"a":2}'],
  ['duplicate key', '{"a":1,"a":2}'],
  ['number spelling', '{"a":1.0}'],
  ['needless escape', '{"a":"\\u0078"}'],
  ['lone surrogate', '{"a":"\\ud800"}'],
  ['byte order mark', '\ufeff{"a":1}'],
])('ENC-2: refuses %s', (_why, text) => {
  expect(parseCanonicalJson(Buffer.from(text)).ok).toBe(false);
});

test('ENC-3: exact JSON keeps the key order but nothing else may vary', () => {
  expect(parseExactJson(Buffer.from('{"b":1,"a":2}')).ok).toBe(true);
  expect(parseExactJson(Buffer.from('{"b":1, "a":2}')).ok).toBe(false);
  expect(parseExactJson(Uint8Array.of(0x22, 0xff, 0x22)).ok).toBe(false);
});
