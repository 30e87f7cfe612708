import { signRoster } from '@liaison/identity';
import type { Roster } from '@liaison/protocol';
import type { NewMember } from './create-member.js';

/** Version 1 of a roster, signed by every root; later versions need more than half of them. */
export function signFirstRoster(community: string, members: readonly NewMember[], at: string): Roster {
  const claims = {
    v: 1 as const,
    community,
    version: 1,
    previous: null,
    settles: [],
    threshold: Math.floor(members.length / 2) + 1,
    members: members.map((member) => member.rosterMember),
    former: [],
    at,
  };
  return signRoster(
    claims,
    members.map(({ rootKey }) => rootKey),
  );
}
