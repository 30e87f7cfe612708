import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type Result, success } from '@liaison/protocol';
import { refuse } from '../errors.js';

const CIPHER = 'aes-256-gcm';

/** Bytes of the tag behind every part. Node takes shorter ones unless it is told the length. */
export const BUNDLE_TAG_BYTES = 16;

/**
 * Encrypts the part at this place of a bundle: AES-256-GCM (NIST SP 800-38D), the place from 0 as a nonce of 12 bytes, so
 * that under the one key of a bundle no nonce comes twice and no part stands in for another; the tag follows (BDL-4).
 */
export function sealBundlePart(key: Uint8Array, place: number, bytes: Uint8Array): Uint8Array {
  const cipher = createCipheriv(CIPHER, key, nonceOf(place), { authTagLength: BUNDLE_TAG_BYTES });
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts the part at this place. Fails with `bundle-damaged`. */
export function openBundlePart(key: Uint8Array, place: number, sealed: Uint8Array): Result<Uint8Array> {
  if (sealed.length < BUNDLE_TAG_BYTES) return refuse('bundle-damaged', `part ${place} is cut off`, { place });
  const end = sealed.length - BUNDLE_TAG_BYTES;
  const cipher = createDecipheriv(CIPHER, key, nonceOf(place), { authTagLength: BUNDLE_TAG_BYTES });
  cipher.setAuthTag(sealed.subarray(end));
  try {
    return success(Buffer.concat([cipher.update(sealed.subarray(0, end)), cipher.final()]));
  } catch {
    return refuse('bundle-damaged', `part ${place} was altered`, { place });
  }
}

function nonceOf(place: number): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(place, 6, 6);
  return nonce;
}
