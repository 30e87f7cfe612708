import { scopeCovers } from '@liaison/identity';
import { isPast, type LogPosition, wasAdmitted } from '@liaison/ledger';
import type { MemberCode, WriterId } from '@liaison/protocol';
import type { ReplicaContext } from '../replica-context.js';
import type { ComparedPart } from './space-standings.js';

/** What a home may receive of a space: all of it, what says who is in it, or nothing. */
export type Entitlement = 'all' | 'farewell' | 'nothing';

/**
 * What a home may receive of a space as it stands: all of it where its member is the owner or in the audience; of a space
 * that its member was in once, what says that it is not any more (SPC-6, SPC-15). The scope of its service writer must
 * cover the space; what one of the home's own writers founded is always covered (CRT-4).
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
  return wasAdmitted(context.standings.statements.deciding(space), member) ? 'farewell' : 'nothing';
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
  if (!context.standings.of(space).logs.some(({ heldBackTo }) => heldBackTo !== null)) return false;
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
  const entitlements = [context.home, peer].map((home) => entitlementOf(context, home, space));
  if (entitlements.includes('nothing')) return undefined;
  if (!entitlements.includes('farewell')) return context.standings.of(space);
  const theirs = context.authority.certificate(peer)?.claims.member as MemberCode;
  const members = [context.member, theirs];
  const farewell = context.standings.farewellBetween(members, space);
  // who was admitted after the removal of the other is nobody to it, which cannot know of it
  return members.every((code) => wasAdmitted(farewell.statements, code)) ? farewell : undefined;
}

/** Whether an entry that was taken is one that a home may hold of a space that its member is in no more (SPC-16). */
export function isForRemoved(context: ReplicaContext, home: WriterId, space: number): (taken: LogPosition) => boolean {
  const member = context.authority.certificate(home)?.claims.member;
  const { cuts } = context.standings.farewellBetween(member === undefined ? [] : [member], space);
  const { logs } = context.standings.of(space);
  const control = new Map(logs.flatMap(({ row, lane, writer }) => (lane === 'control' ? [[row, writer]] : [])));
  return ({ row, seq }) => {
    const entry = context.store.entries.at(row, seq);
    const writer = control.get(row);
    if (entry === undefined || writer === undefined) return false;
    if (context.authority.certificate(writer)?.claims.member === member) return true;
    return !isPast(cuts, { row, seq, past: context.store.pasts.get(entry.past) });
  };
}
