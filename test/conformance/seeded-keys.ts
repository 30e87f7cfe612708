import { type Random, type SigningKey, signingKeyFromSeed } from '@liaison/identity';
import { encodeBase64url, headerSegment, sha256, type TokenType } from '@liaison/protocol';

/** Keys whose seeds everybody can compute: SHA-256 of a label and a name. They guard nothing. */
export const seedOf = (name: string): Uint8Array => sha256('liaison-vectors-key', name);

const madeKeys = new Map<string, SigningKey>();

export function vectorKey(name: string): SigningKey {
  const key = signingKeyFromSeed(seedOf(name));
  madeKeys.set(key.publicKey, key);
  return key;
}

/** Every key that the vectors made so far were signed with. */
export const keysOfVectors = (): readonly SigningKey[] => [...madeKeys.values()];

/** Bytes that look random and are always the same: SHA-256 over a name and a counter. */
export function seededRandom(name: string): Random {
  let count = 0;
  return {
    bytes(length) {
      const parts: Uint8Array[] = [];
      for (let made = 0; made < length; made += 32) parts.push(sha256('liaison-vectors-random', name, String(count++)));
      return Uint8Array.from(Buffer.concat(parts).subarray(0, length));
    },
  };
}

const segmentOf = (part: string | Uint8Array): string =>
  encodeBase64url(typeof part === 'string' ? Buffer.from(part, 'utf8') : part);

/** A token whose parts are written as given and whose signature is right, so that only the parts can be at fault. */
export function signedParts(header: string | Uint8Array, payload: string | Uint8Array, key: SigningKey): string {
  return signedSegments(segmentOf(header), segmentOf(payload), key);
}

export function signedSegments(header: string, payload: string, key: SigningKey): string {
  const input = `${header}.${payload}`;
  return `${input}.${encodeBase64url(key.sign(Buffer.from(input, 'latin1')))}`;
}

/** A token of this type over claims that nobody checked. */
export const signedClaims = (type: TokenType, claims: object, key: SigningKey): string =>
  signedSegments(headerSegment(type), segmentOf(JSON.stringify(claims)), key);
