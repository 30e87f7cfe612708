import { type Result, success } from '@liaison/protocol';
import { refuse } from '../errors.js';
import type { Directory } from './directory.js';

/** What a candidate is to the directory already held. */
export type DirectoryStanding = 'newer' | 'same' | 'older';

/**
 * Judges a directory against the one held of the same member; both must have been opened. `newer` replaces it, `same`
 * and `older` are ignored. Versions may jump: a laptop that was away sees the fifth after the second.
 *
 * Fails with `directory-equivocation` (one version, two ids: `data.tokens` holds both, the proof against the member),
 * `directory-broken-chain` (neighbouring versions that do not name each other), `directory-delegation-older` (a former
 * directory key still signs) or `certificate-changed` (certificates are only added, revocations never withdrawn).
 */
export function admitDirectory(current: Directory | undefined, candidate: Directory): Result<DirectoryStanding> {
  if (current === undefined) return success('newer');
  if (current.member !== candidate.member)
    return refuse('directory-malformed', `it is of ${candidate.member}, not of ${current.member}`);
  if (candidate.version === current.version) return sameVersion(current, candidate);
  const isNewer = candidate.version > current.version;
  const [older, newer] = isNewer ? [current, candidate] : [candidate, current];
  if (newer.version === older.version + 1 && newer.claims.previous !== older.id)
    return refuse('directory-broken-chain', place(newer), proof(current, candidate));
  if (!isNewer) return success('older');
  return growthFault(current, candidate) ?? success('newer');
}

function sameVersion(current: Directory, candidate: Directory): Result<DirectoryStanding> {
  if (candidate.id === current.id) return success('same');
  return refuse('directory-equivocation', place(candidate), proof(current, candidate));
}

function growthFault(current: Directory, candidate: Directory) {
  const before = current.delegation;
  const after = candidate.delegation;
  if (
    after.claims.version < before.claims.version ||
    (after.claims.version === before.claims.version && after.id !== before.id)
  )
    return refuse('directory-delegation-older', place(candidate), proof(current, candidate));
  for (const [writer, certificate] of current.certificatesByWriter) {
    const kept = candidate.certificatesByWriter.get(writer);
    if (kept === undefined) return changed(current, candidate, `the certificate of ${writer} is gone`);
    // the id leaves the signature out: a new directory key signs the same claims again
    if (kept.id !== certificate.id) return changed(current, candidate, `the certificate of ${writer} is another one`);
    if (current.revoked.has(writer) && !candidate.revoked.has(writer))
      return changed(current, candidate, `the revocation of ${writer} is withdrawn`);
  }
  return undefined;
}

const changed = (current: Directory, candidate: Directory, why: string) =>
  refuse('certificate-changed', why, proof(current, candidate));

const place = (directory: Directory): string => `${directory.member}, version ${directory.version}`;

const proof = (current: Directory, candidate: Directory) => ({ tokens: [current.token, candidate.token] });
