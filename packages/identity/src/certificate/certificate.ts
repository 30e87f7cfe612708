import {
  type CertificateClaims,
  certificateClaimsSchema,
  type Power,
  type Result,
  type SpaceId,
  success,
} from '@liaison/protocol';
import { checkPublicKey } from '../keys/public-key-check.js';
import type { SigningKey } from '../keys/signing-key.js';
import { writerIdOf } from '../keys/writer-id.js';
import { IDENTITY_LIMITS } from '../limits.js';
import { openDocument } from '../token/open-document.js';
import { ascending, isAscending } from '../token/order.js';
import { type DocumentForm, type SignedDocument, signDocument } from '../token/signed-document.js';
import { clientIdOf } from './client-id.js';

/** A certificate that a directory key signed: what one writer is and may do (CRT-1 to CRT-5). */
export interface Certificate extends SignedDocument<CertificateClaims> {
  /** The writer's Yjs clientID. */
  readonly clientId: number;
}

/** How certificates are written and read, for whoever signs or opens them. */
export const certificateForm: DocumentForm<CertificateClaims> = {
  type: 'liaison-certificate',
  schema: certificateClaimsSchema,
  code: 'certificate-malformed',
  fault: certificateFault,
};

function certificateFault(claims: CertificateClaims): string | undefined {
  if (!isAscending(claims.powers)) return 'its powers are not sorted and distinct';
  if (claims.scope !== '*' && !isAscending(claims.scope)) return 'its scope is not sorted and distinct';
  if (writerIdOf(claims.member, claims.signingKey) !== claims.writer)
    return 'its writer is not the one of its signing key';
  if (!checkPublicKey('signing', claims.signingKey).ok) return 'its signing key is unsafe';
  if (!checkPublicKey('agreement', claims.agreementKey).ok) return 'its agreement key is unsafe';
  const ownHome = claims.home === claims.writer;
  if (ownHome !== (claims.role === 'service')) return 'its home does not fit its role';
  return undefined;
}

/**
 * Certifies a writer. Powers and scope are sorted for the caller; everything else must already be right. Throws
 * `certificate-malformed`.
 */
export function signCertificate(
  claims: CertificateClaims,
  directoryKey: SigningKey,
): SignedDocument<CertificateClaims> {
  const scope = claims.scope === '*' ? claims.scope : ascending(claims.scope);
  return signDocument(certificateForm, { ...claims, powers: ascending(claims.powers), scope }, directoryKey);
}

/**
 * Opens a certificate: claims, safe keys, signature, a writer id that belongs to the key. The member's number comes
 * from the roster, because the clientID is made of it. Dates are not judged here.
 * Fails with `token-malformed`, `signature-wrong` or `certificate-malformed`.
 */
export function openCertificate(token: unknown, directoryPublicKey: string, memberNumber: number): Result<Certificate> {
  const opened = openDocument(certificateForm, token, directoryPublicKey, IDENTITY_LIMITS.certificateCharsMax);
  if (!opened.ok) return opened;
  return success({ ...opened.value, clientId: clientIdOf(memberNumber, opened.value.claims.serial) });
}

/** Whether the certificate gives its writer this power (CRT-3). */
export const permits = (certificate: Certificate, power: Power): boolean => certificate.claims.powers.includes(power);

/** Whether the writer may carry this space; `signedGenesis`: it founded the space itself, which always suffices (CRT-4). */
export const scopeCovers = (certificate: Certificate, space: SpaceId, signedGenesis: boolean): boolean =>
  signedGenesis || certificate.claims.scope === '*' || certificate.claims.scope.includes(space);
