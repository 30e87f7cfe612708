import { decodeBase64url, encodeBase64url, sha256, type WriterId } from '@liaison/protocol';
import { refusal } from '../errors.js';

/**
 * The writer that signs with this key: 16 bytes of SHA-256 over `liaison-writer-v1` and the raw key (IDN-2). A key is
 * never reused, so nobody can name a writer whose key they do not hold. Throws `key-malformed` for what is no key.
 */
export function writerIdOf(publicKey: string): WriterId {
  const key = decodeBase64url(publicKey);
  if (!key.ok || key.value.length !== 32) throw refusal('key-malformed', 'it is not 32 bytes');
  return encodeBase64url(sha256('liaison-writer-v1', key.value).subarray(0, 16)) as WriterId;
}
