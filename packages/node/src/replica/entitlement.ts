import { scopeCovers } from '@liaison/identity';
import type { WriterId } from '@liaison/protocol';
import type { ReplicaContext } from './replica-context.js';

/**
 * Whether a home may hold a space as it stands: its member is the owner or in the audience, and the scope of its
 * service writer covers the space; what one of the home's own writers founded is always covered (SPC-6, CRT-4).
 */
export function mayHold(context: ReplicaContext, home: WriterId, space: number): boolean {
  const certificate = context.authority.certificate(home);
  const row = context.store.spaces.byRow(space);
  if (certificate === undefined || row === undefined) return false;
  const standing = context.standings.of(space);
  const { member } = certificate.claims;
  if (member !== standing.owner && !standing.audience.has(member)) return false;
  const foundedHere = [...standing.founders].some(
    (founder) => context.authority.certificate(founder)?.claims.home === home,
  );
  return scopeCovers(certificate, row.id, foundedHere);
}
