import { type Result, success } from '@liaison/protocol';
import { type DocumentForm, readClaims, type SignedDocument } from './signed-document.js';
import { openToken } from './token.js';

/** Opens a signed document: token, signature, claims. Fails with `token-malformed`, `signature-wrong` or the form's code. */
export function openDocument<Claims extends object>(
  form: DocumentForm<Claims>,
  token: unknown,
  publicKey: string,
  charsMax: number,
): Result<SignedDocument<Claims>> {
  const opened = openToken(form.type, token, publicKey, charsMax);
  if (!opened.ok) return opened;
  const claims = readClaims(form, opened.value.claims);
  if (!claims.ok) return claims;
  const id = opened.value.id as SignedDocument<Claims>['id'];
  return success({ id, token: opened.value.token, claims: claims.value });
}
