import { createHash, hash as hashOnce } from 'node:crypto';
import { encodeBase64url } from './base64url.js';

export const HASH_BYTES = 32;

/** Parts up to this size are copied together: one call costs half of what a hash that is fed in steps does. */
const JOINED_BYTES_MAX = 16_384;
const joined = Buffer.alloc(JOINED_BYTES_MAX);

/** SHA-256 (FIPS 180-4) over the concatenation of the parts. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return new Uint8Array(hashOnce('sha256', only, 'buffer'));
  let length = 0;
  for (const part of parts) {
    if (typeof part === 'string' || length + part.length > JOINED_BYTES_MAX) return sha256InSteps(parts);
    joined.set(part, length);
    length += part.length;
  }
  return new Uint8Array(hashOnce('sha256', joined.subarray(0, length), 'buffer'));
}

function sha256InSteps(parts: readonly (Uint8Array | string)[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** SHA-256 as 43 characters of base64url, the form of every id in signed data. */
export const sha256Text = (...parts: readonly (Uint8Array | string)[]): string => encodeBase64url(sha256(...parts));

export const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

/** Byte order of two byte strings: negative, zero or positive. The order of every sorted list in a digest (ENC-6). */
export const compareBytes = (a: Uint8Array, b: Uint8Array): number => Buffer.compare(a, b);

/** Order of two ASCII or UTF-16 strings by code unit, for `sort`; locale never enters signed data. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
