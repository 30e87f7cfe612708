import { failure, LiaisonError, type Result, success } from '@liaison/protocol';
import { checkCharacter } from './check-character.js';

/** What a record number such as `KR-2026-4F-123-7` says (NUM-1). It is a label for people; the id is the UUID. */
export interface RecordNumberParts {
  readonly member: string;
  /** The claimed year, a label only. */
  readonly year: number;
  /** The writer's serial in its member's directory. */
  readonly serial: number;
  /** The writer's own count. */
  readonly counter: number;
}

/** Crockford's base 32: no I, L, O or U, so that nothing is misread on the telephone. */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const NUMBER = /^([A-Z][A-Z0-9]{1,11})-(\d{4})-([0-9A-HJKMNP-TV-Z]{1,4})-([1-9]\d{0,9})-([0-9A-Z])$/;

/** Writes a record number with its check character. Throws `record-number-parts` for parts that no number can hold. */
export function formatRecordNumber({ member, year, serial, counter }: RecordNumberParts): string {
  const body = `${member}-${String(year).padStart(4, '0')}-${toBase32(serial)}-${counter}`;
  const number = `${body}-${checkCharacter(body.replaceAll('-', ''))}`;
  if (parseRecordNumber(number).ok) return number;
  throw new LiaisonError(
    'record-number-parts',
    'A record number cannot be made of these parts.',
    'The year has four digits, the serial is below 2^20, the counter from 1 to 9999999999.',
  );
}

/** Reads a record number as people write it. Fails with `record-number-malformed` or `record-number-check`. */
export function parseRecordNumber(text: string): Result<RecordNumberParts> {
  const match = NUMBER.exec(text.trim().toUpperCase());
  if (match === null) {
    return failure(
      'record-number-malformed',
      `${JSON.stringify(text)} is no record number.`,
      'Write it like KR-2026-4F-123-7.',
    );
  }
  const [member, year, serial, counter, check] = match.slice(1) as [string, string, string, string, string];
  const parts = { member, year: Number(year), serial: fromBase32(serial), counter: Number(counter) };
  const isCanonical = toBase32(parts.serial) === serial;
  if (isCanonical && checkCharacter(member + year + serial + counter) === check) return success(parts);
  return failure(
    'record-number-check',
    `The record number ${text.trim()} holds a mistake.`,
    'Compare it with the source, character by character.',
  );
}

function toBase32(value: number): string {
  let digits = '';
  let rest = value;
  do {
    digits = (BASE32[rest % 32] ?? '') + digits;
    rest = Math.floor(rest / 32);
  } while (rest > 0);
  return digits;
}

const fromBase32 = (digits: string): number => [...digits].reduce((sum, digit) => sum * 32 + BASE32.indexOf(digit), 0);
