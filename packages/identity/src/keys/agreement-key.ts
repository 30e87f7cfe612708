import { createPrivateKey } from 'node:crypto';
import { refusal } from '../errors.js';
import type { Random } from '../random.js';
import { rawPublicKey, SEED_BYTES } from './signing-key.js';

/** An X25519 key pair (RFC 7748): what others seal to. */
export interface AgreementKey {
  /** Raw 32-byte public key, base64url. */
  readonly publicKey: string;
  /** The 32-byte private key: a secret, only ever stored sealed or on paper. */
  readonly seed: Uint8Array;
}

/** PKCS #8 head of an X25519 private key (RFC 8410 §7); the private key follows. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Makes an agreement key from fresh randomness. */
export const createAgreementKey = (random: Random): AgreementKey => agreementKeyFromSeed(random.bytes(SEED_BYTES));

/** The agreement key of a stored seed. Throws `key-malformed` unless it is 32 bytes. */
export function agreementKeyFromSeed(seed: Uint8Array): AgreementKey {
  if (seed.length !== SEED_BYTES) throw refusal('key-malformed', 'a seed is not 32 bytes');
  const kept = Uint8Array.from(seed);
  const der = Buffer.concat([PKCS8_HEAD, kept]);
  return { publicKey: rawPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })), seed: kept };
}
