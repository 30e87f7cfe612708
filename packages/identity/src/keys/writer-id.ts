import { decodeBase64url, encodeBase64url, sha256, type WriterId } from '@liaison/protocol';
import { refusal } from '../errors.js';

/**
 * The writer of a member that signs with this key: 16 bytes of SHA-256 over `liaison-writer-v1`, the member's code and the
 * raw key (IDN-2). The code is part of it, so that no other member can certify the key as its own writer and speak for
 * what was written. Throws `key-malformed` for what is no key.
 */
export function writerIdOf(member: string, publicKey: string): WriterId {
  const key = decodeBase64url(publicKey);
  if (!key.ok || key.value.length !== 32) throw refusal('key-malformed', 'it is not 32 bytes');
  return encodeBase64url(sha256('liaison-writer-v1', member, key.value).subarray(0, 16)) as WriterId;
}
