import { compareText, type DirectoryClaims, parseToken, type WriterId } from '@liaison/protocol';
import { certificateForm } from '../certificate/certificate.js';
import { refusal } from '../errors.js';
import type { SigningKey } from '../keys/signing-key.js';
import { IDENTITY_LIMITS } from '../limits.js';
import { type SignedDocument, signDocument } from '../token/signed-document.js';
import { directoryForm } from './directory-form.js';

/**
 * Signs a directory; certificates (by serial), nodes and revocations (by writer) are sorted for the caller. Throws
 * `directory-malformed` or what is wrong with a certificate. Whether the roster accepts it, `openDirectory` says.
 */
export function signDirectory(claims: DirectoryClaims, directoryKey: SigningKey): SignedDocument<DirectoryClaims> {
  const certificates = claims.certificates
    .map((token) => ({ token, serial: serialIn(token) }))
    .sort((a, b) => a.serial - b.serial)
    .map(({ token }) => token);
  const sorted = { ...claims, certificates, nodes: byWriter(claims.nodes), revoked: byWriter(claims.revoked) };
  return signDocument(directoryForm, sorted, directoryKey);
}

function serialIn(token: string): number {
  const parsed = parseToken(certificateForm.type, token, IDENTITY_LIMITS.certificateCharsMax);
  if (!parsed.ok) throw parsed.error;
  const claims = certificateForm.schema.safeParse(parsed.value.claims);
  if (!claims.success) throw refusal('directory-malformed', 'a certificate cannot be read');
  return claims.data.serial;
}

const byWriter = <Part extends { readonly writer: WriterId }>(parts: readonly Part[]): Part[] =>
  [...parts].sort((a, b) => compareText(a.writer, b.writer));
