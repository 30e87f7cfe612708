import { type DirectoryClaims, type Result, type RosterMember, success, type WriterId } from '@liaison/protocol';
import { type Certificate, openCertificate } from '../certificate/certificate.js';
import { clientIdOf } from '../certificate/client-id.js';
import { refuse } from '../errors.js';

/** Certificates that were opened before under the same directory key, by their token. */
export type KnownCertificates = ReadonlyMap<string, Certificate>;

/**
 * Opens the certificates of a directory: of this member, sorted by serial, no serial and no writer twice; nodes,
 * revocations and homes name certified writers (DIR-3).
 */
export function openCertificates(
  claims: DirectoryClaims,
  directoryKey: string,
  member: RosterMember,
  known: KnownCertificates,
): Result<Map<WriterId, Certificate>> {
  const byWriter = new Map<WriterId, Certificate>();
  let serial = 0;
  for (const token of claims.certificates) {
    const opened = openOne(token, directoryKey, member, known);
    if (!opened.ok) return opened;
    const certificate = opened.value.claims;
    if (certificate.member !== claims.member) return malformed('a certificate is of another member');
    if (certificate.serial <= serial) return malformed('its certificates are not sorted by serial, each serial once');
    if (byWriter.has(certificate.writer)) return malformed('a writer is certified twice');
    serial = certificate.serial;
    byWriter.set(certificate.writer, opened.value);
  }
  const fault = danglingFault(claims, byWriter);
  return fault === undefined ? success(byWriter) : malformed(fault);
}

function openOne(token: string, directoryKey: string, member: RosterMember, known: KnownCertificates) {
  const before = known.get(token);
  const reusable = before !== undefined && before.clientId === clientIdOf(member.number, before.claims.serial);
  return reusable ? success(before) : openCertificate(token, directoryKey, member.number);
}

function danglingFault(claims: DirectoryClaims, byWriter: ReadonlyMap<WriterId, Certificate>): string | undefined {
  const isService = (writer: WriterId) => byWriter.get(writer)?.claims.role === 'service';
  if (!claims.revoked.every((mark) => byWriter.has(mark.writer))) return 'a revoked writer is not certified';
  if (!claims.nodes.every((node) => isService(node.writer))) return 'a node is no certified service';
  const homeless = [...byWriter.values()].find((certificate) => !isService(certificate.claims.home));
  return homeless === undefined ? undefined : `the home of ${homeless.claims.writer} is no certified service`;
}

const malformed = (why: string) => refuse('directory-malformed', why);
