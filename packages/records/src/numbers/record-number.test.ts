import { recordNumberSchema } from '@liaison/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCharacter } from './check-character.js';
import { derivedRecordId, randomRecordId } from './record-id.js';
import { formatRecordNumber, parseRecordNumber } from './record-number.js';

const parts = fc.record({
  member: fc.constantFrom('KR', 'TH', 'VN', 'UNODC'),
  year: fc.integer({ min: 2000, max: 2099 }),
  serial: fc.integer({ min: 1, max: 0xf_ffff }),
  counter: fc.integer({ min: 1, max: 9_999_999_999 }),
});

test('NUM-2: the check character of the GRid example A1-2425G-ABC1234002-M', () => {
  expect(checkCharacter('A12425GABC1234002')).toBe('M');
});

test('NUM-1: a number reads back, in small letters as well', () => {
  expect(formatRecordNumber({ member: 'KR', year: 2026, serial: 143, counter: 123 })).toMatch(
    /^KR-2026-4F-123-[0-9A-Z]$/,
  );
  fc.assert(
    fc.property(parts, (given) => {
      const number = formatRecordNumber(given);
      expect(recordNumberSchema.safeParse(number).success).toBe(true);
      expect(parseRecordNumber(` ${number.toLowerCase()} `)).toEqual({ ok: true, value: given });
    }),
  );
});

test('NUM-2: one wrong character is always found', () => {
  fc.assert(
    fc.property(parts, fc.nat(), fc.constantFrom(...'0123456789ABCDEFGHJK'), (given, at, character) => {
      const number = formatRecordNumber(given);
      const index = at % number.length;
      if (number[index] === '-' || number[index] === character) return;
      expect(parseRecordNumber(number.slice(0, index) + character + number.slice(index + 1)).ok).toBe(false);
    }),
  );
});

test.each([
  { member: 'KR', year: 2026, serial: 2 ** 20, counter: 1 },
  { member: 'KR', year: 2026, serial: 1, counter: 0 },
  { member: 'kr', year: 2026, serial: 1, counter: 1 },
  { member: 'KR', year: 20_260, serial: 1, counter: 1 },
])('NUM-1: refuses to write %o', (given) => {
  expect(() => formatRecordNumber(given)).toThrow(expect.objectContaining({ code: 'record-number-parts' }));
});

test('NUM-3: ids are UUIDs of version 8 and 7, and every part of an import counts', () => {
  const id = derivedRecordId('space', 'source', 'key');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(derivedRecordId('space', 'source', 'key')).toBe(id);
  const others = [
    derivedRecordId('spaces', 'ource', 'key'),
    derivedRecordId('space', 'sourcek', 'ey'),
    derivedRecordId('s', 'source', 'key'),
  ];
  expect(new Set([id, ...others]).size).toBe(4);
  expect(randomRecordId(new Uint8Array(16).fill(0xff), 0x0192_3456_789a)).toBe('01923456-789a-7fff-bfff-ffffffffffff');
});
