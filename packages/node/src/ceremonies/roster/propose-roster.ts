import { endedRoots, type OpenRoster, signRoster } from '@liaison/identity';
import type { FormerRoot, MemberCode, RosterClaims, RosterMember } from '@liaison/protocol';
import { homeError } from '../../home/home-errors.js';
import { claimedTime } from '../../replica/clock.js';
import type { ReplicaContext } from '../../replica/replica-context.js';
import { communityOf } from './community-file.js';
import { type MemberCard, type RosterProposal, readMemberCard } from './roster-files.js';

export interface RosterChange {
  /** Texts of member cards: a member that joins, or one with its next root key. */
  readonly cards: readonly string[];
  /** Codes of members that leave. */
  readonly remove: readonly string[];
  /** How many members must sign from then on; kept where it is not given, but never more than there are members. */
  readonly threshold?: number;
  /** In a fork: the id of the roster to go on from. The others of its version are set aside. */
  readonly keep?: string;
}

/**
 * Makes the next roster for others to sign (ROS-5, ROS-6); nothing of this home changes. A root that ends is named with the
 * directory that this home holds of it. Throws `roster-member-unknown`, `roster-member-known`, `roster-change-empty`,
 * `roster-forked`, `roster-fork-unknown` and `roster-malformed`.
 */
export function proposeRoster(context: ReplicaContext, change: RosterChange): RosterProposal {
  const { previous, settles } = startOf(context, change.keep);
  const cards = change.cards.map(readMemberCard);
  const members = nextMembers(previous, cards, change.remove);
  const threshold = change.threshold ?? Math.min(previous.claims.threshold, members.length);
  const isEmpty = cards.length + change.remove.length + settles.length === 0 && change.threshold === undefined;
  if (isEmpty) throw homeError('roster-change-empty');
  const claims: RosterClaims = {
    ...previous.claims,
    version: previous.claims.version + 1,
    previous: previous.id,
    settles,
    threshold,
    members,
    former: [...previous.claims.former, ...newlyFormer(context, members, previous)],
    at: claimedTime(context.clock),
  };
  const { rosters, directories } = communityOf(context);
  const brought = cards.flatMap((card) => card.directories);
  return {
    format: 'liaison-roster-proposal/1',
    rosters,
    directories: [...new Set([...directories, ...brought])],
    roster: signRoster(claims, []),
    pins: [],
  };
}

function startOf(
  context: ReplicaContext,
  keep: string | undefined,
): { previous: OpenRoster; settles: RosterClaims['settles'] } {
  const { authority } = context;
  const { fork } = authority;
  if (fork === undefined) {
    if (keep !== undefined) throw homeError('roster-fork-unknown', keep);
    return { previous: authority.roster, settles: [] };
  }
  if (keep === undefined) throw homeError('roster-forked', fork.ids.join(', '), { data: { ...fork } });
  const kept = fork.ids.find((id) => id === keep);
  if (kept === undefined) throw homeError('roster-fork-unknown', keep);
  const settles = fork.ids.filter((id) => id !== kept).map((id) => ({ version: fork.version, id }));
  return { previous: lastOf(authority.rosters(), authority.rosterOf(kept) as OpenRoster), settles };
}

/** The end of a branch, where only one goes on from each. */
function lastOf(all: readonly OpenRoster[], from: OpenRoster): OpenRoster {
  const following = all.filter(({ previous }) => previous?.id === from.id);
  const [only] = following;
  return only !== undefined && following.length === 1 ? lastOf(all, only) : from;
}

function nextMembers(previous: OpenRoster, cards: readonly MemberCard[], remove: readonly string[]): RosterMember[] {
  const members = new Map(previous.membersByCode);
  for (const code of remove) {
    if (!members.delete(code as MemberCode)) throw homeError('roster-member-unknown', code);
  }
  for (const { code, number, rootKey } of cards) {
    if (members.get(code)?.rootKey === rootKey) throw homeError('roster-member-known', code);
    members.set(code, { code, number, rootKey });
  }
  return [...members.values()];
}

const newlyFormer = (context: ReplicaContext, members: RosterMember[], previous: OpenRoster): FormerRoot[] =>
  endedRoots({ members }, previous.claims).map((root) => ({
    ...root,
    directory: context.authority.directory(root.code)?.id ?? null,
  }));
