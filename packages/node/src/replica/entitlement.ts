import { scopeCovers } from '@liaison/identity';
import type { MemberCode, WriterId } from '@liaison/protocol';
import type { ReplicaContext } from './replica-context.js';
import type { ComparedPart } from './space-standings.js';

/** What a home may receive of a space: all of it, the control lane up to its member's removal, or nothing. */
export type Entitlement = 'all' | 'farewell' | 'nothing';

/**
 * What a home may receive of a space as it stands: all of it where its member is the owner or in the audience; of a space
 * that its member was removed from, what says so (SPC-6, SPC-10). The scope of its service writer must cover the space;
 * what one of the home's own writers founded is always covered (CRT-4).
 */
export function entitlementOf(context: ReplicaContext, home: WriterId, space: number): Entitlement {
  const certificate = context.authority.certificate(home);
  const row = context.store.spaces.byRow(space);
  if (certificate === undefined || row === undefined) return 'nothing';
  const standing = context.standings.of(space);
  const foundedHere = [...standing.founders].some(
    (founder) => context.authority.certificate(founder)?.claims.home === home,
  );
  if (!scopeCovers(certificate, row.id, foundedHere)) return 'nothing';
  const { member } = certificate.claims;
  if (member === standing.owner || standing.audience.has(member)) return 'all';
  return context.standings.farewellTo(member, space) === undefined ? 'nothing' : 'farewell';
}

/** Whether a home may hold all of a space as it stands. */
export const mayHold = (context: ReplicaContext, home: WriterId, space: number): boolean =>
  entitlementOf(context, home, space) === 'all';

/**
 * Whether a home may bring entries of a space: where it may hold all of it, and where a report holds the space back here
 * (DIR-7) while the statements that it holds back name its member. Nobody could tell the owner of a space else that a lost
 * laptop founded.
 */
export function mayBring(context: ReplicaContext, home: WriterId, space: number): boolean {
  if (mayHold(context, home, space)) return true;
  if (!context.standings.of(space).logs.some(({ heldTo }) => heldTo !== null)) return false;
  const certificate = context.authority.certificate(home);
  const id = context.store.spaces.byRow(space)?.id;
  if (certificate === undefined || id === undefined || !scopeCovers(certificate, id, false)) return false;
  const { member } = certificate.claims;
  return context.standings.statements
    .of(space)
    .some(({ said }) => said.op === 'audience' && said.full.includes(member));
}

/** What this home compares and exchanges of a space with a peer: at most what both may receive (SYN-5). */
export function comparedWith(context: ReplicaContext, peer: WriterId, space: number): ComparedPart | undefined {
  const removed = new Set<MemberCode>();
  const present = new Set<MemberCode>();
  for (const home of [context.home, peer]) {
    const entitlement = entitlementOf(context, home, space);
    const member = context.authority.certificate(home)?.claims.member;
    if (entitlement === 'nothing' || member === undefined) return undefined;
    (entitlement === 'farewell' ? removed : present).add(member);
  }
  const [member, another] = removed;
  if (member === undefined) return context.standings.of(space);
  const farewell = another === undefined ? context.standings.farewellTo(member, space) : undefined;
  // who was admitted after the removal is nobody to the removed member, which cannot know of it
  return farewell !== undefined && [...present].every((code) => farewell.audience.has(code)) ? farewell : undefined;
}
