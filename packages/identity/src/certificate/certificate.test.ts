import { type CertificateClaims, encodeBase64url, type SpaceId, sha256Text, type WriterId } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSigningKey } from '../keys/signing-key.js';
import { writerIdOf } from '../keys/writer-id.js';
import { codeOf, seededRandom, testMember, thrownCode, valueIn } from '../test-federation.fixture.js';
import { signToken } from '../token/token.js';
import { openCertificate, permits, scopeCovers, signCertificate } from './certificate.js';
import { clientIdOf } from './client-id.js';
import { commitName, opensName } from './name-commitment.js';

const { directoryKey, certificateClaims, certify, service } = testMember();
const SMALL_ORDER = encodeBase64url(Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0)));
const spaceA = sha256Text('a') as SpaceId;
const spaceB = sha256Text('b') as SpaceId;
const open = (claims: object) =>
  openCertificate(signToken('liaison-certificate', claims, directoryKey).token, directoryKey.publicKey, 410);

describe('openCertificate', () => {
  it('CRT-1: opens what signCertificate made, with the clientID of its writer', () => {
    const claims = certificateClaims(7);
    const signed = signCertificate(claims, directoryKey);
    const certificate = valueIn(openCertificate(signed.token, directoryKey.publicKey, 410));
    expect(certificate).toEqual({ ...signed, claims, clientId: 410 * 2 ** 20 + 7 });
  });

  it('gives equal claims one id, whatever order they were handed in', () => {
    const claims = certificateClaims(7, { powers: ['write', 'audience', 'write'], scope: [spaceB, spaceA, spaceA] });
    const shuffled = Object.fromEntries(Object.entries(claims).reverse()) as CertificateClaims;
    const signed = signCertificate(claims, directoryKey);
    expect(signCertificate(shuffled, directoryKey).token).toBe(signed.token);
    expect(signed.claims.powers).toEqual(['audience', 'write']);
    expect(signed.claims.scope).toEqual([spaceA, spaceB].sort());
    expect(Object.keys(signed.claims)).toEqual([
      ...['v', 'member', 'writer', 'role', 'home', 'serial', 'signingKey', 'agreementKey', 'powers', 'scope', 'from'],
      ...['until', 'name'],
    ]);
  });

  const good = certificateClaims(9);
  const otherWriter = writerIdOf('KR', createSigningKey(seededRandom('other')).publicKey);
  const smallWriter = writerIdOf('KR', SMALL_ORDER);
  it.each<[string, object]>([
    ['a writer that is not the one of its key', { ...good, writer: otherWriter }],
    ['the writer of the same key in another member', { ...good, writer: writerIdOf('TH', good.signingKey) }],
    ['a signing key of small order', { ...good, signingKey: SMALL_ORDER, writer: smallWriter }],
    ['an agreement key of low order', { ...good, agreementKey: SMALL_ORDER }],
    ['a service whose home is another', { ...good, role: 'service' }],
    ['an officer that is its own home', { ...good, home: good.writer }],
    ['serial 0', { ...good, serial: 0 }],
    ['serial 2^20', { ...good, serial: 2 ** 20 }],
    ['unsorted powers', { ...good, powers: ['write', 'audience'] }],
    ['a power twice', { ...good, powers: ['write', 'write'] }],
    ['a scope that is not sorted', { ...good, scope: [spaceA, spaceB].sort().reverse() }],
    ['an unknown claim', { ...good, extra: 1 }],
    ['a planted prototype', JSON.parse(`{"__proto__":{},${JSON.stringify(good).slice(1)}`) as object],
    ['a missing claim', { ...good, name: undefined }],
    ['claims in another order', Object.fromEntries(Object.entries(good).reverse())],
    ['another version', { ...good, v: 2 }],
    ['a list for claims', [good]],
  ])('refuses %s', (_name, claims) => {
    expect(codeOf(open(good))).toBe('no failure');
    expect(codeOf(open(claims))).toBe('certificate-malformed');
  });

  it('refuses another signer, another type and what is no token', () => {
    const { token } = signCertificate(good, createSigningKey(seededRandom('thief')));
    expect(codeOf(openCertificate(token, directoryKey.publicKey, 410))).toBe('signature-wrong');
    const pin = signToken('liaison-pin', good, directoryKey).token;
    expect(codeOf(openCertificate(pin, directoryKey.publicKey, 410))).toBe('token-malformed');
    for (const text of ['', 'a.b.c', 7, null, `${token}=`])
      expect(codeOf(openCertificate(text, directoryKey.publicKey, 410))).toBe('token-malformed');
  });

  it('lets nobody sign what would be refused', () => {
    expect(thrownCode(() => signCertificate({ ...good, writer: otherWriter }, directoryKey))).toBe(
      'certificate-malformed',
    );
    expect(thrownCode(() => signCertificate({ ...good, serial: 0 }, directoryKey))).toBe('certificate-malformed');
  });
});

describe('powers and scope', () => {
  it('permits what the certificate says', () => {
    const certificate = certify(3, { powers: ['write'] });
    expect(permits(certificate, 'write')).toBe(true);
    expect(permits(certificate, 'audience')).toBe(false);
  });

  it('CRT-4: covers its scope, everything for "*", and always a space that it founded', () => {
    const narrow = certify(3, { scope: [spaceA] });
    expect(scopeCovers(narrow, spaceA, false)).toBe(true);
    expect(scopeCovers(narrow, spaceB, false)).toBe(false);
    expect(scopeCovers(narrow, spaceB, true)).toBe(true);
    expect(scopeCovers(service, spaceB, false)).toBe(true);
    expect(scopeCovers(certify(4, { scope: [] }), spaceA, false)).toBe(false);
  });
});

describe('clientIdOf', () => {
  const members = fc.integer({ min: 1, max: 4095 });
  const serials = fc.integer({ min: 1, max: 2 ** 20 - 1 });
  it('is unique and under 2^32 (CRT-5)', () => {
    fc.assert(
      fc.property(members, serials, members, serials, (m1, s1, m2, s2) => {
        expect(clientIdOf(m1, s1)).toBeLessThan(2 ** 32);
        expect(clientIdOf(m1, s1) === clientIdOf(m2, s2)).toBe(m1 === m2 && s1 === s2);
      }),
    );
    expect(clientIdOf(4095, 2 ** 20 - 1)).toBe(2 ** 32 - 1);
  });

  it.each([
    [0, 1],
    [4096, 1],
    [1, 0],
    [1, 2 ** 20],
    [1.5, 1],
    [1, Number.NaN],
  ])('refuses member %d with serial %d', (member, serial) => {
    expect(thrownCode(() => clientIdOf(member, serial))).toBe('certificate-malformed');
  });
});

describe('commitName', () => {
  const salt = seededRandom('salt').bytes(16);
  it('CRT-6: opens with the name and the salt only, in any Unicode form', () => {
    const commitment = commitName('Nguyễn Văn An', salt);
    expect(certify(5, { name: commitment }).claims.name).toBe(commitment);
    expect(opensName(commitment, 'Nguyễn Văn An'.normalize('NFD'), salt)).toBe(true);
    expect(opensName(commitment, 'Nguyen Van An', salt)).toBe(false);
    expect(opensName(commitment, 'Nguyễn Văn An', seededRandom('other').bytes(16))).toBe(false);
    expect(opensName(commitment, 'Nguyễn Văn An', salt.subarray(1))).toBe(false);
  });

  it('refuses a short salt', () => {
    expect(thrownCode(() => commitName('x', salt.subarray(1)))).toBe('certificate-malformed');
  });
});

it('writer ids are of the branded form', () => {
  const writer: WriterId = service.claims.writer;
  expect(writer).toMatch(/^[A-Za-z0-9_-]{21}[AQgw]$/);
});
