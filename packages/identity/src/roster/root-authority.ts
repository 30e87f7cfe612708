import type { DocumentId, MemberCode, RosterMember } from '@liaison/protocol';
import type { OpenRoster } from './roster.js';

/** Where a directory's delegation may come from: what `openDirectory` asks. */
export interface KnownRoots {
  rootsOf(code: MemberCode): readonly RosterMember[];
}

/** What rosters say about the roots of members: known at all, present, and which directory was the last under an ended one. */
export interface RootAuthority extends KnownRoots {
  isPresent(code: MemberCode, rootKey: string): boolean;
  isFinal(directory: DocumentId): boolean;
}

/**
 * The authority of the rosters that stand: one, or in a fork every branch's last, so that a fork takes nothing away
 * (ROS-7). Roots of all rosters held stay known, or nobody could place what former members wrote.
 */
export function rootAuthority(standing: readonly OpenRoster[], all: readonly OpenRoster[] = standing): RootAuthority {
  const present = new Set(
    standing.flatMap(({ claims }) => claims.members.map(({ code, rootKey }) => `${code} ${rootKey}`)),
  );
  const finals = new Set(standing.flatMap(({ claims }) => claims.former.flatMap(({ directory }) => directory ?? [])));
  const known = new Map<MemberCode, Map<string, RosterMember>>();
  for (const { claims } of all) {
    for (const root of [...claims.members, ...claims.former]) {
      const ofCode = known.get(root.code) ?? new Map<string, RosterMember>();
      known.set(root.code, ofCode.set(root.rootKey, root));
    }
  }
  return {
    rootsOf: (code) => [...(known.get(code)?.values() ?? [])],
    isPresent: (code, rootKey) => present.has(`${code} ${rootKey}`),
    isFinal: (directory) => finals.has(directory),
  };
}
