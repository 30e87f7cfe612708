import { assembleToken, type DocumentId, type TokenType, tokenToSign } from '@liaison/protocol';
import type { Signer } from '../keys/signing-key.js';

/** Signs claims, written with their keys in the order given; `id` does not depend on the signature (SIG-4). */
export function signToken(type: TokenType, claims: object, key: Signer): { token: string; id: DocumentId } {
  const { signingInput, id } = tokenToSign(type, claims);
  return { token: assembleToken(signingInput, key.sign(signingInput)), id: id as DocumentId };
}
