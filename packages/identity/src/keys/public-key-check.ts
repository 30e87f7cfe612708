import { decodeBase64url, type Result, success } from '@liaison/protocol';
import { ed25519 } from '@noble/curves/ed25519.js';
import { refuse } from '../errors.js';
import { SEED_BYTES } from './signing-key.js';

/** The prime of Curve25519, 2^255 - 19. */
const PRIME = 2n ** 255n - 19n;

/** u-coordinates of the points of low order, on the curve and its twist; a shared secret with one is all zeros. */
const LOW_ORDER_U = new Set([
  0n,
  1n,
  0xb8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0n,
  0x57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5fn,
  PRIME - 1n,
]);

/**
 * Accepts a public key that is safe to certify and gives it back. Node imports every Ed25519 key of small order and
 * then accepts forgeries under it, so they are refused here, like every second spelling of a point. Keys with a
 * component of small order beside a large one are not refused: a signature is judged without the cofactor
 * (RFC 8032 §5.1.7, first form), as OpenSSL does. Fails with `key-malformed` or `key-unsafe`.
 */
export function checkPublicKey(kind: 'signing' | 'agreement', key: string): Result<string> {
  const decoded = decodeBase64url(key);
  if (!decoded.ok || decoded.value.length !== SEED_BYTES) return refuse('key-malformed', 'it is not 32 bytes');
  const fault = kind === 'signing' ? signingFault(decoded.value) : agreementFault(decoded.value);
  return fault === undefined ? success(key) : refuse('key-unsafe', fault);
}

function signingFault(bytes: Uint8Array): string | undefined {
  try {
    // `false`: decode as RFC 8032 §5.1.3 does, without the second spellings that ZIP 215 lets pass
    return ed25519.Point.fromBytes(bytes, false).isSmallOrder() ? 'it is of small order' : undefined;
  } catch {
    return 'it is no canonical point of Ed25519';
  }
}

function agreementFault(bytes: Uint8Array): string | undefined {
  const u = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  if (u >= PRIME) return 'it is no canonical coordinate of X25519';
  return LOW_ORDER_U.has(u) ? 'it is of low order' : undefined;
}
