import type { MemberCode } from '@liaison/protocol';
import type { OpenRoster } from './roster.js';

/**
 * The version since which a member has this root on the way to a roster; without a root, since which the member is gone.
 * It orders what was signed under roots that followed each other (PIN-4).
 */
export function rootSince(roster: OpenRoster, member: MemberCode, rootKey: string | undefined): number {
  let since = roster;
  while (since.previous !== undefined && since.previous.membersByCode.get(member)?.rootKey === rootKey)
    since = since.previous;
  return since.claims.version;
}
