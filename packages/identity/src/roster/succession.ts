import type { RosterClaims, RosterMember } from '@liaison/protocol';
import type { OpenRoster } from './roster.js';
import { placeOf } from './roster-form.js';

/** What keeps a roster from following another one, whoever signed it; undefined if nothing does (ROS-5, ROS-6). */
export function successionFault(claims: RosterClaims, previous: OpenRoster | undefined): string | undefined {
  if (previous === undefined) return claims.version === 1 ? undefined : 'the versions before it are missing';
  const before = previous.claims;
  if (claims.version !== before.version + 1 || claims.previous !== previous.id)
    return 'it does not name the version before it';
  if (claims.community !== before.community) return 'it is of another community';
  const kept = new Map(claims.former.map((root) => [placeOf(root), root]));
  if (!before.former.every((root) => JSON.stringify(kept.get(placeOf(root))) === JSON.stringify(root)))
    return 'it forgets or changes a former root';
  const ended = endedRoots(claims, before);
  if (!ended.every((root) => kept.has(placeOf(root)))) return 'a root ends without being listed as a former one';
  if (kept.size !== before.former.length + ended.length) return 'it lists a former root that never was one';
  return settlementFault(claims, previous);
}

/** Roots of the version before that this one does not have any more. */
export function endedRoots(claims: Pick<RosterClaims, 'members'>, before: RosterClaims): RosterMember[] {
  const present = new Set(claims.members.map(placeOf));
  return before.members.filter((root) => !present.has(placeOf(root)));
}

/** What it sets aside must be a sibling of one of its own ancestors, so never an ancestor (ROS-8). */
function settlementFault({ settles }: RosterClaims, previous: OpenRoster): string | undefined {
  for (const { version, id } of settles) {
    const ancestor = ancestorAt(previous, version);
    if (ancestor === undefined) return 'it settles a version that does not lie before it';
    if (ancestor.id === id) return 'it sets aside what it follows';
  }
  return undefined;
}

/** The roster of a version on the way back from this one. */
export function ancestorAt(from: OpenRoster, version: number): OpenRoster | undefined {
  let one: OpenRoster | undefined = from;
  while (one !== undefined && one.claims.version > version) one = one.previous;
  return one?.claims.version === version ? one : undefined;
}

/**
 * Who has still to sign (ROS-4, ROS-5, ROS-8): all, in a first version; else `threshold` members of the version before and
 * as many as the own threshold says, each under its root there, and everybody whose root is new. What settles a fork needs
 * more than half of the members of the version where it began as well.
 */
export function quorumFault(
  claims: RosterClaims,
  signers: ReadonlySet<string>,
  previous: OpenRoster | undefined,
): string | undefined {
  const known = new Set(previous?.claims.members.map(placeOf) ?? []);
  const silent = claims.members.find((root) => !known.has(placeOf(root)) && !signers.has(root.rootKey));
  if (silent !== undefined) return `${silent.code} has not signed with its root key`;
  if (previous === undefined) return undefined;
  return (
    fewerThan(previous.claims.threshold, previous.claims, signers) ??
    fewerThan(claims.threshold, claims, signers) ??
    settlementQuorum(claims, signers, previous)
  );
}

function settlementQuorum({ settles }: RosterClaims, signers: ReadonlySet<string>, previous: OpenRoster) {
  for (const { version } of settles) {
    const origin = ancestorAt(previous, version - 1);
    if (origin === undefined) continue;
    const fault = fewerThan(Math.floor(origin.claims.members.length / 2) + 1, origin.claims, signers);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function fewerThan(needed: number, { version, members }: RosterClaims, signers: ReadonlySet<string>) {
  const signed = members.filter(({ rootKey }) => signers.has(rootKey));
  if (signed.length >= needed) return undefined;
  const rest = members.filter(({ rootKey }) => !signers.has(rootKey)).map(({ code }) => code);
  return `${signed.length} of ${needed} members of version ${version} have signed; still to be asked: ${rest.join(', ')}`;
}
