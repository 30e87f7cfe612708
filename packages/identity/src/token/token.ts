import {
  assembleToken,
  type DocumentId,
  parseToken,
  type Result,
  type SignedToken,
  type TokenType,
  tokenToSign,
} from '@liaison/protocol';
import { refuse } from '../errors.js';
import { verifySignature } from '../keys/signature.js';
import type { SigningKey } from '../keys/signing-key.js';

/** Signs claims, written with their keys in the order given; `id` does not depend on the signature (SIG-4). */
export function signToken(type: TokenType, claims: object, key: SigningKey): { token: string; id: DocumentId } {
  const { signingInput, id } = tokenToSign(type, claims);
  return { token: assembleToken(signingInput, key.sign(signingInput)), id: id as DocumentId };
}

/**
 * Takes a token apart and verifies its signature; the claims are the caller's to check.
 * Fails with `token-malformed` or `signature-wrong`.
 */
export function openToken(type: TokenType, token: unknown, publicKey: string, charsMax: number): Result<SignedToken> {
  const parsed = parseToken(type, token, charsMax);
  if (!parsed.ok) return parsed;
  const { signingInput, signature } = parsed.value;
  return verifySignature(publicKey, signingInput, signature) ? parsed : refuse('signature-wrong', `of a ${type} token`);
}
