import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { SIGNATURE_BYTES } from '@liaison/protocol';
import { IDENTITY_LIMITS } from '../limits.js';
import { checkPublicKey } from './public-key-check.js';

/** Least recently used last out: importing and checking a key costs more than one verification. */
const readyKeys = new Map<string, KeyObject>();

/**
 * Whether the signature is by this Ed25519 public key (raw, base64url) over these bytes. Never throws; an unsafe or
 * unreadable key verifies nothing. Costs about 100 µs once the key is in the cache.
 */
export function verifySignature(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const key = verificationKey(publicKey);
  return key !== undefined && verify(null, bytes, key, signature);
}

/** The key ready for use, checked and kept; undefined if it is unsafe or unreadable. */
export function verificationKey(publicKey: string): KeyObject | undefined {
  const known = readyKeys.get(publicKey);
  if (known !== undefined) {
    readyKeys.delete(publicKey);
    readyKeys.set(publicKey, known);
    return known;
  }
  if (!checkPublicKey('signing', publicKey).ok) return undefined;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  readyKeys.set(publicKey, key);
  if (readyKeys.size > IDENTITY_LIMITS.keyCacheMax) readyKeys.delete(readyKeys.keys().next().value as string);
  return key;
}
