import { encodeBase64url, type MemberCode, type Roster, type RosterClaims } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { createSigningKey } from '../keys/signing-key.js';
import { codeOf, KR, seededRandom, TH, testFederation, thrownCode, valueIn } from '../test-federation.fixture.js';
import { signToken } from '../token/token.js';
import { openRoster, signRoster } from './roster.js';

const { claims, document, roots, krRoot, thRoot, roster } = testFederation();
const stranger = createSigningKey(seededRandom('stranger'));
const [kr, th] = claims.members as [RosterClaims['members'][0], RosterClaims['members'][0]];

/** A roster with any claims, signed by both roots whatever they say. */
const signedAnyway = (any: object): Roster => ({
  signatures: roots.map(({ member, key }) => ({ member, token: signToken('liaison-roster', any, key).token })),
});

describe('openRoster', () => {
  it('opens what all members signed', () => {
    expect(roster.claims).toEqual(claims);
    expect(roster.document).toEqual(document);
    expect(roster.membersByCode.get(TH)).toEqual(th);
    expect([...roster.membersByCode.keys()]).toEqual([KR, TH]);
  });

  it('is the same whoever signs first and however members are listed', () => {
    const swapped = { ...claims, members: [th, kr] };
    expect(signRoster(swapped, [...roots].reverse())).toEqual(document);
  });

  it('asks for every member, and takes signatures that were joined later', () => {
    const first = signRoster(claims, roots.slice(0, 1));
    const second = signRoster(claims, roots.slice(1));
    expect(codeOf(openRoster(first))).toBe('roster-signature-missing');
    expect(codeOf(openRoster(second))).toBe('roster-signature-missing');
    const joined = { signatures: [...first.signatures, ...second.signatures] };
    expect(valueIn(openRoster(joined)).id).toBe(roster.id);
  });

  it('refuses a signature by another key, also by that of another member', () => {
    for (const key of [stranger, krRoot]) {
      const token = signToken('liaison-roster', claims, key).token;
      const forged = { signatures: [document.signatures[0], { member: TH, token }] };
      expect(codeOf(openRoster(forged))).toBe('signature-wrong');
    }
  });

  it('refuses signatures over different rosters', () => {
    const other = signRoster({ ...claims, community: 'Other' }, [{ member: TH, key: thRoot }]).signatures;
    expect(codeOf(openRoster({ signatures: [document.signatures[0], ...other] }))).toBe('roster-malformed');
  });

  it('refuses a signature of a stranger beside those of the members', () => {
    const token = signToken('liaison-roster', claims, stranger).token;
    const extra = { signatures: [...document.signatures, { member: 'VN' as MemberCode, token }] };
    expect(codeOf(openRoster(extra))).toBe('roster-malformed');
  });

  it.each<[string, unknown]>([
    ['no object', null],
    ['no signatures', { signatures: [] }],
    ['an unknown member of the document', { ...document, extra: 1 }],
    ['signatures out of order', { signatures: [...document.signatures].reverse() }],
    ['a signature twice', { signatures: [document.signatures[0], document.signatures[0]] }],
  ])('refuses a document with %s', (_name, any) => {
    expect(codeOf(openRoster(any))).toBe('roster-malformed');
  });

  it('refuses a signature that is no token', () => {
    const broken = { signatures: [document.signatures[0], { member: TH, token: 'a.b.c' }] };
    expect(codeOf(openRoster(broken))).toBe('token-malformed');
  });

  const smallOrder = encodeBase64url(new Uint8Array(32));
  it.each<[string, object]>([
    ['version 2', { ...claims, version: 2 }],
    ['a previous version', { ...claims, previous: roster.id }],
    ['members out of order', { ...claims, members: [th, kr] }],
    ['a member twice', { ...claims, members: [kr, { ...kr, number: 1, rootKey: stranger.publicKey }] }],
    ['a number twice', { ...claims, members: [kr, { ...th, number: kr.number }] }],
    ['a root key twice', { ...claims, members: [kr, { ...th, rootKey: kr.rootKey }] }],
    ['a root key of small order', { ...claims, members: [kr, { ...th, rootKey: smallOrder }] }],
    ['a threshold that nobody can meet', { ...claims, threshold: 3 }],
    ['a number beyond 4095', { ...claims, members: [kr, { ...th, number: 4096 }] }],
    ['an unknown claim', { ...claims, extra: 1 }],
  ])('refuses claims with %s', (_name, any) => {
    expect(codeOf(openRoster(signedAnyway(any)))).toBe('roster-malformed');
  });
});

describe('signRoster', () => {
  it('refuses a root key that the roster does not name, and claims that nobody would open', () => {
    expect(thrownCode(() => signRoster(claims, [{ member: KR, key: stranger }]))).toBe('roster-malformed');
    expect(thrownCode(() => signRoster(claims, [{ member: 'VN' as MemberCode, key: stranger }]))).toBe(
      'roster-malformed',
    );
    expect(thrownCode(() => signRoster({ ...claims, version: 2 }, roots))).toBe('roster-malformed');
  });
});
