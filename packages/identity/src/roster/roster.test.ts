import { encodeBase64url, type Roster, type RosterClaims } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { createSigningKey } from '../keys/signing-key.js';
import { codeOf, KR, seededRandom, TH, testFederation, thrownCode, valueIn } from '../test-federation.fixture.js';
import { joinSignatures } from '../token/jointly-signed.js';
import { signToken } from '../token/token.js';
import { openRoster, signRoster } from './roster.js';

const { claims, document, krRoot, thRoot, roster } = testFederation();
const stranger = createSigningKey(seededRandom('stranger'));
const [kr, th] = claims.members as [RosterClaims['members'][0], RosterClaims['members'][0]];

/** A roster with any claims, signed by these keys whatever they say. */
function signedAnyway(any: object, keys = [krRoot, thRoot]): Roster {
  const tokens = keys.map((key) => ({ key, token: signToken('liaison-roster', any, key).token }));
  const signed = (tokens[0]?.token ?? '').split('.').slice(0, 2).join('.');
  const signatures = tokens.map(({ key, token }) => ({ rootKey: key.publicKey, signature: token.split('.')[2] ?? '' }));
  return { signed, signatures: signatures.sort((a, b) => (a.rootKey < b.rootKey ? -1 : 1)) };
}

describe('openRoster', () => {
  it('ROS-2: opens what all members signed', () => {
    expect(roster.claims).toEqual(claims);
    expect(roster.document).toEqual(document);
    expect(roster.membersByCode.get(TH)).toEqual(th);
    expect([...roster.membersByCode.keys()]).toEqual([KR, TH]);
    expect(roster.rootsOf(TH)).toEqual([th]);
  });

  it('is the same whoever signs first and however members are listed', () => {
    expect(signRoster({ ...claims, members: [th, kr] }, [thRoot, krRoot])).toEqual(document);
  });

  it('ROS-4: asks for every member, and takes signatures that were joined later', () => {
    const first = signRoster(claims, [krRoot]);
    const second = signRoster(claims, [thRoot]);
    expect(codeOf(openRoster(first))).toBe('roster-signature-missing');
    expect(codeOf(openRoster(second))).toBe('roster-signature-missing');
    expect(valueIn(openRoster(first, undefined, { partial: true })).id).toBe(roster.id);
    expect(valueIn(openRoster(joinSignatures(first, second.signatures))).id).toBe(roster.id);
  });

  it('refuses the signature of one root under the name of another', () => {
    const [one, other] = document.signatures as [Roster['signatures'][0], Roster['signatures'][0]];
    const forged = [
      { ...one, signature: other.signature },
      { ...other, signature: one.signature },
    ];
    expect(codeOf(openRoster({ ...document, signatures: forged }))).toBe('signature-wrong');
  });

  it('refuses the signature of a stranger beside those of the members', () => {
    expect(codeOf(openRoster(signedAnyway(claims, [krRoot, thRoot, stranger])))).toBe('roster-malformed');
  });

  it.each<[string, unknown, string?]>([
    ['no object', null],
    ['no signatures', { ...document, signatures: [] }, 'roster-signature-missing'],
    ['an unknown member of the document', { ...document, extra: 1 }],
    ['signatures out of order', { ...document, signatures: [...document.signatures].reverse() }],
    ['a signature twice', { ...document, signatures: [document.signatures[0], document.signatures[0]] }],
    ['no text that was signed', { ...document, signed: 'a.b' }, 'token-malformed'],
    [
      'a signature too many bytes long',
      { ...document, signatures: [{ ...document.signatures[0], signature: 'A'.repeat(87) }] },
    ],
  ])('ROS-2: refuses a document with %s', (_name, any, code = 'roster-malformed') => {
    expect(codeOf(openRoster(any))).toBe(code);
  });

  const smallOrder = encodeBase64url(new Uint8Array(32));
  it.each<[string, object]>([
    ['a previous version', { ...claims, previous: roster.id }],
    ['members out of order', { ...claims, members: [th, kr] }],
    ['a member twice', { ...claims, members: [kr, { ...kr, number: 1, rootKey: stranger.publicKey }] }],
    ['a number twice', { ...claims, members: [kr, { ...th, number: kr.number }] }],
    ['a root key twice', { ...claims, members: [kr, { ...th, rootKey: kr.rootKey }] }],
    ['a threshold that nobody can meet', { ...claims, threshold: 3 }],
    ['a number beyond 4095', { ...claims, members: [kr, { ...th, number: 4096 }] }],
    [
      'a former root in a first version',
      { ...claims, former: [{ ...kr, rootKey: stranger.publicKey, directory: null }] },
    ],
    ['an unknown claim', { ...claims, extra: 1 }],
  ])('ROS-1: refuses claims with %s', (_name, any) => {
    expect(codeOf(openRoster(signedAnyway(any)))).toBe('roster-malformed');
  });

  it('ROS-1: refuses a root key of small order', () => {
    const weak = { ...claims, members: [kr, { ...th, rootKey: smallOrder }] };
    expect(codeOf(openRoster(signedAnyway(weak, [krRoot])))).toBe('roster-malformed');
  });

  it('refuses a later version without the one before it', () => {
    const later = { ...claims, version: 2, previous: roster.id };
    expect(codeOf(openRoster(signedAnyway(later)))).toBe('roster-broken-chain');
  });
});

describe('signRoster', () => {
  it('refuses claims that nobody would open', () => {
    expect(thrownCode(() => signRoster({ ...claims, threshold: 5 }, [krRoot]))).toBe('roster-malformed');
  });
});
