import {
  type DirectoryClaims,
  LIMITS,
  type MemberCode,
  parseToken,
  type Result,
  type RosterMember,
  success,
  type WriterId,
} from '@liaison/protocol';
import type { Certificate } from '../certificate/certificate.js';
import { refuse } from '../errors.js';
import { verifySignature } from '../keys/signature.js';
import type { OpenRoster } from '../roster/roster.js';
import { readClaims, type SignedDocument } from '../token/signed-document.js';
import { type Delegation, openDelegation } from './delegation.js';
import { openCertificates } from './directory-certificates.js';
import { directoryForm } from './directory-form.js';

/** A member's signed list of its writers and nodes, opened against a roster. */
export interface Directory extends SignedDocument<DirectoryClaims> {
  readonly member: MemberCode;
  readonly version: number;
  readonly certificatesByWriter: ReadonlyMap<WriterId, Certificate>;
  readonly revoked: ReadonlySet<WriterId>;
  /** Public key that signs this directory, its certificates and the member's pins. */
  readonly directoryKey: string;
  readonly delegation: Delegation;
}

/**
 * Opens a directory (DIR-1 to DIR-3): delegation under the member's root key, its own signature, every certificate.
 * `known`, an earlier directory of the member, spares the certificates that stand in it unchanged under the same key.
 * Dates are not judged here. Fails with `directory-malformed`, `directory-member-unknown`, `delegation-malformed`,
 * `certificate-malformed`, `token-malformed` or `signature-wrong`.
 */
export function openDirectory(token: unknown, roster: OpenRoster, known?: Directory): Result<Directory> {
  const parsed = parseToken(directoryForm.type, token, LIMITS.documentCharsMax);
  if (!parsed.ok) return parsed;
  const claims = readClaims(directoryForm, parsed.value.claims);
  if (!claims.ok) return claims;
  const member = roster.membersByCode.get(claims.value.member);
  if (member === undefined)
    return refuse('directory-member-unknown', `the roster does not know ${claims.value.member}`);
  const delegation = openOwnDelegation(claims.value, member);
  if (!delegation.ok) return delegation;
  const { directoryKey } = delegation.value.claims;
  if (!verifySignature(directoryKey, parsed.value.signingInput, parsed.value.signature))
    return refuse('signature-wrong', `of ${member.code} under its directory`);
  const certificates = openCertificates(claims.value, directoryKey, member, knownTokens(directoryKey, known));
  if (!certificates.ok) return certificates;
  return success({
    id: parsed.value.id as Directory['id'],
    token: parsed.value.token,
    claims: claims.value,
    member: member.code,
    version: claims.value.version,
    certificatesByWriter: certificates.value,
    revoked: new Set(claims.value.revoked.map((mark) => mark.writer)),
    directoryKey,
    delegation: delegation.value,
  });
}

function openOwnDelegation(claims: DirectoryClaims, member: RosterMember): Result<Delegation> {
  const delegation = openDelegation(claims.delegation, member.rootKey);
  if (!delegation.ok || delegation.value.claims.member === member.code) return delegation;
  return refuse('delegation-malformed', 'it is of another member');
}

/** The token carries its signature, so equal tokens under one key need no second verification. */
function knownTokens(directoryKey: string, known: Directory | undefined): Map<string, Certificate> {
  if (known === undefined || known.directoryKey !== directoryKey) return new Map();
  return new Map([...known.certificatesByWriter.values()].map((certificate) => [certificate.token, certificate]));
}
