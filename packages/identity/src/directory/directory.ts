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
import type { KnownRoots } from '../roster/root-authority.js';
import { readClaims, type SignedDocument } from '../token/signed-document.js';
import { type Delegation, openDelegation } from './delegation.js';
import { openCertificates } from './directory-certificates.js';
import { directoryForm } from './directory-form.js';

/** A member's signed list of its writers and nodes, opened against the roots that rosters name. */
export interface Directory extends SignedDocument<DirectoryClaims> {
  readonly member: MemberCode;
  readonly version: number;
  readonly certificatesByWriter: ReadonlyMap<WriterId, Certificate>;
  readonly revoked: ReadonlySet<WriterId>;
  /** Public key that signs this directory, its certificates and the member's pins. */
  readonly directoryKey: string;
  readonly delegation: Delegation;
  /** The root key of the member that delegated: its present one or an ended one. */
  readonly rootKey: string;
}

/**
 * Opens a directory (DIR-1 to DIR-3): delegation under the member's root key, its own signature, every certificate.
 * `before`, an earlier directory of the member, spares the certificates that stand in it unchanged under the same key.
 * Dates are not judged here. Fails with `directory-malformed`, `directory-member-unknown`, `delegation-malformed`,
 * `certificate-malformed`, `token-malformed` or `signature-wrong`.
 */
export function openDirectory(token: unknown, known: KnownRoots, before?: Directory): Result<Directory> {
  const parsed = parseToken(directoryForm.type, token, LIMITS.documentCharsMax);
  if (!parsed.ok) return parsed;
  const claims = readClaims(directoryForm, parsed.value.claims);
  if (!claims.ok) return claims;
  const roots = known.rootsOf(claims.value.member);
  if (roots.length === 0) return refuse('directory-member-unknown', `the roster does not know ${claims.value.member}`);
  const found = openOwnDelegation(claims.value, roots);
  if (!found.ok) return found;
  const { delegation, member } = found.value;
  const { directoryKey } = delegation.claims;
  if (!verifySignature(directoryKey, parsed.value.signingInput, parsed.value.signature))
    return refuse('signature-wrong', `of ${member.code} under its directory`);
  const certificates = openCertificates(claims.value, directoryKey, member, knownTokens(directoryKey, before));
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
    delegation,
    rootKey: member.rootKey,
  });
}

/** Under the present root of the member or one that has ended: what that gives its writers is asked later (DIR-5). */
function openOwnDelegation(
  claims: DirectoryClaims,
  roots: readonly RosterMember[],
): Result<{ delegation: Delegation; member: RosterMember }> {
  let refused: Result<never> | undefined;
  for (const member of roots) {
    const delegation = openDelegation(claims.delegation, member.rootKey);
    if (!delegation.ok) refused ??= delegation;
    else if (delegation.value.claims.member !== member.code)
      return refuse('delegation-malformed', 'it is of another member');
    else return success({ delegation: delegation.value, member });
  }
  return refused ?? refuse('directory-member-unknown');
}

/** The token carries its signature, so equal tokens under one key need no second verification. */
function knownTokens(directoryKey: string, before: Directory | undefined): Map<string, Certificate> {
  if (before === undefined || before.directoryKey !== directoryKey) return new Map();
  return new Map([...before.certificatesByWriter.values()].map((certificate) => [certificate.token, certificate]));
}
