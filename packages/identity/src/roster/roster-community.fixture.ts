import type { MemberCode, RosterClaims } from '@liaison/protocol';
import { createSigningKey, type SigningKey } from '../keys/signing-key.js';
import { AT, seededRandom, valueIn } from '../test-federation.fixture.js';
import { type OpenRoster, openRoster, signRoster } from './roster.js';

/** Root keys by member; `KR2` is a second key of KR. */
const ROOTS = ['KR', 'TH', 'VN', 'MY', 'KR2'] as const;
export type RootName = (typeof ROOTS)[number];

const random = seededRandom('roster community');
const root: Readonly<Record<RootName, SigningKey>> = Object.fromEntries(
  ROOTS.map((name) => [name, createSigningKey(random)]),
) as Record<RootName, SigningKey>;
const NUMBERS: Readonly<Record<string, number>> = { KR: 410, TH: 764, VN: 704, MY: 458 };

export const memberOf = (name: RootName) => {
  const code = name.slice(0, 2) as MemberCode;
  return { code, number: NUMBERS[code] as number, rootKey: root[name].publicKey };
};

/** Claims of a roster of these roots, in version 1 or after another one. */
export function rosterClaims(
  names: readonly RootName[],
  previous?: OpenRoster,
  change: Partial<RosterClaims> = {},
): RosterClaims {
  const members = names.map(memberOf).sort((a, b) => (a.code < b.code ? -1 : 1));
  const keys = new Set(members.map(({ rootKey }) => rootKey));
  const ended = (previous?.claims.members ?? []).filter(({ rootKey }) => !keys.has(rootKey));
  const former = [...(previous?.claims.former ?? []), ...ended.map((one) => ({ ...one, directory: null }))];
  return {
    v: 1,
    community: 'Test',
    version: (previous?.claims.version ?? 0) + 1,
    previous: previous?.id ?? null,
    settles: [],
    threshold: Math.floor(members.length / 2) + 1,
    members,
    former: former.sort((a, b) => (`${a.code} ${a.rootKey}` < `${b.code} ${b.rootKey}` ? -1 : 1)),
    at: AT,
    ...change,
  };
}

export const signed = (claims: RosterClaims, signers: readonly RootName[]) =>
  signRoster(
    claims,
    signers.map((name) => root[name]),
  );

/** A roster that opens. */
export const rosterOf = (
  names: readonly RootName[],
  signers: readonly RootName[],
  previous?: OpenRoster,
  change: Partial<RosterClaims> = {},
): OpenRoster => valueIn(openRoster(signed(rosterClaims(names, previous, change), signers), previous));
