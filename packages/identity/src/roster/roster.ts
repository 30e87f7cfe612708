import {
  compareText,
  type DocumentId,
  type MemberCode,
  type Result,
  type Roster,
  type RosterClaims,
  type RosterMember,
  success,
} from '@liaison/protocol';
import { refuse } from '../errors.js';
import type { SigningKey } from '../keys/signing-key.js';
import { openJointly, signJointly } from '../token/jointly-signed.js';
import { placeOf, rosterForm } from './roster-form.js';
import { quorumFault, successionFault } from './succession.js';

/** A roster that everybody has signed who must. */
export interface OpenRoster {
  readonly id: DocumentId;
  readonly claims: RosterClaims;
  /** As it travels. */
  readonly document: Roster;
  readonly membersByCode: ReadonlyMap<MemberCode, RosterMember>;
  /** The version before; undefined for the first. */
  readonly previous: OpenRoster | undefined;
  /** The root keys of a member, present and ended. */
  rootsOf(code: MemberCode): readonly RosterMember[];
}

/**
 * Signs a roster with the root keys at hand; members and former roots are sorted for the caller. Roots are kept offline in
 * different countries, so a partial set may be signed and the signatures joined later: `openRoster` asks for all that it
 * needs. Throws `roster-malformed`.
 */
export function signRoster(claims: RosterClaims, keys: readonly SigningKey[]): Roster {
  const members = [...claims.members].sort((a, b) => compareText(a.code, b.code));
  const former = [...claims.former].sort((a, b) => compareText(placeOf(a), placeOf(b)));
  const settles = [...claims.settles].sort((a, b) => compareText(a.id, b.id));
  return signJointly(rosterForm, { ...claims, settles, members, former }, keys);
}

/**
 * Opens a roster (ROS-1 to ROS-8): a first version, or the one after `previous`. Fails with `token-malformed`,
 * `signature-wrong`, `roster-malformed`, `roster-broken-chain` or `roster-signature-missing`; with `partial` it is not asked whether enough
 * have signed, for showing what is being signed.
 */
export function openRoster(
  document: unknown,
  previous?: OpenRoster,
  { partial = false }: { partial?: boolean } = {},
): Result<OpenRoster> {
  const opened = openJointly(rosterForm, document, (claims) => possibleSigners(claims, previous));
  if (!opened.ok) return opened;
  const { claims, signers, ...rest } = opened.value;
  const fault = successionFault(claims, previous);
  if (fault !== undefined) return refuse('roster-broken-chain', fault);
  const missing = partial ? undefined : quorumFault(claims, signers, previous);
  if (missing !== undefined) return refuse('roster-signature-missing', missing);
  const membersByCode = new Map(claims.members.map((member) => [member.code, member]));
  const roots = [...claims.members, ...claims.former];
  const rootsOf = (code: MemberCode) => roots.filter((root) => root.code === code);
  return success({ ...rest, claims, membersByCode, previous, rootsOf });
}

/** Roots of this version and of all before may sign; who must, `quorumFault` says. */
function possibleSigners({ members }: RosterClaims, previous: OpenRoster | undefined): ReadonlySet<string> {
  const keys = new Set(members.map(({ rootKey }) => rootKey));
  for (let one = previous; one !== undefined; one = one.previous) {
    for (const { rootKey } of one.claims.members) keys.add(rootKey);
  }
  return keys;
}
