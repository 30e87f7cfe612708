import { parseToken, type Result, success } from '@liaison/protocol';
import { refuse } from '../errors.js';
import { verifySignature } from '../keys/signature.js';
import { type DocumentForm, readClaims, type SignedDocument } from './signed-document.js';

/**
 * Opens a signed document: parts, claims and then the signature, so that strangers cost little (SIG-8). Fails with
 * `token-malformed`, the form's code or `signature-wrong`.
 */
export function openDocument<Claims extends object>(
  form: DocumentForm<Claims>,
  token: unknown,
  publicKey: string,
  charsMax: number,
): Result<SignedDocument<Claims>> {
  const parsed = parseToken(form.type, token, charsMax);
  if (!parsed.ok) return parsed;
  const claims = readClaims(form, parsed.value.claims);
  if (!claims.ok) return claims;
  const { id, signingInput, signature } = parsed.value;
  if (!verifySignature(publicKey, signingInput, signature)) return refuse('signature-wrong', `of a ${form.type} token`);
  return success({ id: id as SignedDocument<Claims>['id'], token: parsed.value.token, claims: claims.value });
}
