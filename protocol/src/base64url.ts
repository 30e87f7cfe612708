import { failure, type Result, success } from './errors.js';

const ALPHABET = /^[A-Za-z0-9_-]*$/;

export const encodeBase64url = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');

/** Strict base64url (ENC-1): no padding, no stray characters, no unused bits. Fails with `encoding-base64url`. */
export function decodeBase64url(text: string): Result<Uint8Array> {
  if (ALPHABET.test(text)) {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.toString('base64url') === text) return success(new Uint8Array(bytes));
  }
  return failure(
    'encoding-base64url',
    'A base64url text is not in its one canonical form.',
    'Ask the sender to encode it again without padding or line breaks.',
  );
}
