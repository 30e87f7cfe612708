import type { SigningKey } from '@liaison/identity';
import { homeError } from '../../home/home-errors.js';
import type { ReplicaContext } from '../../replica/replica-context.js';
import { type MemberCard, rosterFileText } from '../roster/roster-files.js';

/** What the other members need in order to name this one in a roster; with another root key, for its rotation. */
export function memberCard({ authority, member }: ReplicaContext, rootKey?: string): MemberCard {
  const root = authority.roster.membersByCode.get(member) ?? authority.roster.rootsOf(member)[0];
  if (root === undefined) throw homeError('roster-not-named', member);
  return {
    format: 'liaison-member/1',
    code: member,
    number: root.number,
    rootKey: rootKey ?? root.rootKey,
    directories: authority.held(member).map(({ token }) => token),
  };
}

/** The text of a card. */
export const memberCardText = (context: ReplicaContext, rootKey?: SigningKey['publicKey']): string =>
  rosterFileText(memberCard(context, rootKey));
