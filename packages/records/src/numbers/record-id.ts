import { canonicalJson, hex, type RecordId, recordIdSchema, sha256 } from '@liaison/protocol';

/**
 * The id of an imported record (NUM-3): UUIDv8 (RFC 9562 §5.8) from SHA-256 over space, source and key, so that two
 * offices that import one file get one record.
 */
export const derivedRecordId = (space: string, source: string, key: string): RecordId =>
  uuid(sha256('liaison-record-v1', canonicalJson([space, source, key])).slice(0, 16), 8);

/**
 * The id of a record that was made under a number (NUM-4): UUIDv8 from SHA-256 over space and number, so that the one
 * proves the other and nobody can give a record a second number.
 */
export const numberedRecordId = (space: string, number: string): RecordId =>
  uuid(sha256('liaison-numbered-v1', canonicalJson([space, number])).slice(0, 16), 8);

/** The id of a new record: UUIDv7 (RFC 9562 §5.7) from 16 random bytes and the time in milliseconds since 1970. */
export function randomRecordId(bytes16: Uint8Array, unixMs: number): RecordId {
  const bytes = Uint8Array.from(bytes16);
  let rest = unixMs;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return uuid(bytes, 7);
}

function uuid(bytes: Uint8Array, version: number): RecordId {
  bytes[6] = ((bytes[6] as number) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const text = hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return recordIdSchema.parse(text);
}
