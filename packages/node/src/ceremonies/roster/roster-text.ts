import type { OpenRoster, RosterFork } from '@liaison/identity';
import { fingerprintOf } from '../enrolment-request.js';

/** A roster as people compare it. */
export interface ShownRoster {
  readonly id: string;
  /** To be read out by telephone. */
  readonly fingerprint: string;
  readonly community: string;
  readonly version: number;
  readonly threshold: number;
  readonly members: readonly string[];
  /** Members that have left for good; their old records stay readable. */
  readonly former: readonly string[];
  readonly fork: { readonly version: number; readonly ids: readonly string[] } | null;
}

export function shownRoster({ id, claims, membersByCode }: OpenRoster, fork?: RosterFork): ShownRoster {
  const { community, version, threshold, members, former } = claims;
  const gone = former.map(({ code }) => code).filter((code) => !membersByCode.has(code));
  return {
    id,
    fingerprint: fingerprintOf([id]),
    community,
    version,
    threshold,
    members: members.map(({ code }) => code),
    former: [...new Set(gone)],
    fork: fork ?? null,
  };
}

/** What a roster changes of the one before it: what a signer has to agree to. */
export interface RosterDifference {
  readonly joins: readonly string[];
  readonly leaves: readonly string[];
  readonly newRoots: readonly string[];
  readonly threshold: { readonly from: number; readonly to: number };
  /** Rosters of a fork that it sets aside. */
  readonly settles: readonly string[];
}

export function rosterDifference(next: OpenRoster, previous: OpenRoster): RosterDifference {
  const codes = (roster: OpenRoster) => [...roster.membersByCode.keys()];
  const newRoots = codes(next).filter((code) => {
    const before = previous.membersByCode.get(code);
    return before !== undefined && before.rootKey !== next.membersByCode.get(code)?.rootKey;
  });
  return {
    joins: codes(next).filter((code) => !previous.membersByCode.has(code)),
    leaves: codes(previous).filter((code) => !next.membersByCode.has(code)),
    newRoots,
    threshold: { from: previous.claims.threshold, to: next.claims.threshold },
    settles: next.claims.settles.map(({ id }) => id),
  };
}
