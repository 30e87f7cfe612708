import { endedRoots, type OpenRoster, type SigningKey } from '@liaison/identity';
import type { DocumentId, MemberCode, RosterClaims } from '@liaison/protocol';

/** A member as a roster names it, with its root key. */
export interface MemoryRoot {
  readonly code: MemberCode;
  readonly number: number;
  readonly root: SigningKey;
}

/**
 * Claims of the roster after `previous` with these members and a majority as threshold. `lastDirectory` gives the id of the
 * last directory of a member whose root ends.
 */
export function nextRosterClaims(
  roots: readonly MemoryRoot[],
  previous: OpenRoster | undefined,
  lastDirectory: (code: MemberCode) => DocumentId,
): Omit<RosterClaims, 'at'> {
  const members = roots.map(({ code, number, root }) => ({ code, number, rootKey: root.publicKey }));
  const ended = previous === undefined ? [] : endedRoots({ members }, previous.claims);
  return {
    v: 1,
    community: 'TEST',
    version: (previous?.claims.version ?? 0) + 1,
    previous: previous?.id ?? null,
    settles: [],
    threshold: Math.floor(members.length / 2) + 1,
    members,
    former: [
      ...(previous?.claims.former ?? []),
      ...ended.map((root) => ({ ...root, directory: lastDirectory(root.code) })),
    ],
  };
}
