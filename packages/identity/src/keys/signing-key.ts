import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { refusal } from '../errors.js';
import type { Random } from '../random.js';

export const SEED_BYTES = 32;

/** What signs with an Ed25519 key (RFC 8032), wherever the key itself is. */
export interface Signer {
  /** Raw 32-byte public key, base64url. */
  readonly publicKey: string;
  /** 64-byte signature over the bytes; the same bytes always give the same signature. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** An Ed25519 key pair. */
export interface SigningKey extends Signer {
  /** The 32-byte private seed: a secret, only ever stored sealed. */
  readonly seed: Uint8Array;
}

/** PKCS #8 head of an Ed25519 private key (RFC 8410 §7); the seed follows. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Makes a signing key from fresh randomness. */
export const createSigningKey = (random: Random): SigningKey => signingKeyFromSeed(random.bytes(SEED_BYTES));

/** The signing key of a stored seed. Throws `key-malformed` unless it is 32 bytes. */
export function signingKeyFromSeed(seed: Uint8Array): SigningKey {
  if (seed.length !== SEED_BYTES) throw refusal('key-malformed', 'a seed is not 32 bytes');
  const kept = Uint8Array.from(seed);
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, kept]), format: 'der', type: 'pkcs8' });
  return {
    publicKey: rawPublicKey(privateKey),
    seed: kept,
    sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  };
}

/** The raw public key, base64url, that belongs to a private key of Curve25519. */
export function rawPublicKey(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (typeof x !== 'string') throw refusal('key-malformed', 'it is no key of Curve25519');
  return x;
}
