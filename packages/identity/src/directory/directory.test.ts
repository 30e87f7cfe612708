import { type MemberCode, sha256Text } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { signCertificate } from '../certificate/certificate.js';
import { createSigningKey } from '../keys/signing-key.js';
import { writerIdOf } from '../keys/writer-id.js';
import {
  AT,
  codeOf,
  KR,
  seededRandom,
  TH,
  testFederation,
  testMember,
  thrownCode,
  valueIn,
} from '../test-federation.fixture.js';
import { signToken } from '../token/token.js';
import { openDelegation, signDelegation } from './delegation.js';
import { openDirectory } from './directory.js';

const member = testMember();
const { roster, directoryKey, service, certify, directoryClaims, directoryToken, krRoot, thRoot, delegate } = member;
const [two, three] = [certify(2), certify(3)];
const stranger = createSigningKey(seededRandom('stranger'));
const full = {
  certificates: [service.token, two.token, three.token],
  nodes: [{ writer: service.claims.writer, addresses: ['https://127.0.0.1:7001'], tlsPin: sha256Text('tls') }],
  revoked: [{ writer: two.claims.writer, at: AT }],
};
const signedAnyway = (change: object, key = directoryKey) =>
  signToken('liaison-directory', { ...directoryClaims(full), ...change }, key).token;

describe('openDirectory', () => {
  it('opens what signDirectory made', () => {
    const token = directoryToken(full);
    const directory = valueIn(openDirectory(token, roster));
    expect(directory).toMatchObject({ token, member: KR, version: 1, directoryKey: directoryKey.publicKey });
    expect(directory.certificatesByWriter).toEqual(
      new Map([service, two, three].map((certificate) => [certificate.claims.writer, certificate])),
    );
    expect(directory.revoked).toEqual(new Set([two.claims.writer]));
    expect(directory.claims.nodes).toEqual(full.nodes);
    expect(directory.delegation.claims.directoryKey).toBe(directoryKey.publicKey);
  });

  it('is the same however its lists were handed in', () => {
    const second = certify(4, { role: 'service', ...ownHome() });
    const nodes = [...full.nodes, { writer: second.claims.writer, addresses: [], tlsPin: sha256Text('b') }];
    const revoked = [...full.revoked, { writer: three.claims.writer, at: AT }];
    const change = { certificates: [...full.certificates, second.token], nodes, revoked };
    const reversed = {
      certificates: [...change.certificates].reverse(),
      nodes: [...nodes].reverse(),
      revoked: [...revoked].reverse(),
    };
    expect(directoryToken(reversed)).toBe(directoryToken(change));
    expect(codeOf(openDirectory(directoryToken(reversed), roster))).toBe('no failure');
  });

  it('refuses a member that the roster does not know', () => {
    expect(codeOf(openDirectory(signedAnyway({ member: 'VN' }), roster))).toBe('directory-member-unknown');
  });

  it('refuses a signature by any other key, the root key too', () => {
    for (const key of [stranger, krRoot])
      expect(codeOf(openDirectory(signedAnyway({}, key), roster))).toBe('signature-wrong');
  });

  it('refuses a directory of the same codes in another federation', () => {
    expect(codeOf(openDirectory(directoryToken(full), testFederation('another').roster))).toBe('signature-wrong');
  });

  it('refuses a delegation by another root, of another member, and one that is no token', () => {
    const claims = { v: 1 as const, member: KR, version: 1, directoryKey: directoryKey.publicKey, at: AT };
    const byOther = signDelegation(claims, thRoot).token;
    const ofOther = signDelegation({ ...claims, member: TH }, krRoot).token;
    const unsafe = signToken('liaison-delegation', { ...claims, directoryKey: 'A'.repeat(43) }, krRoot).token;
    expect(codeOf(openDirectory(signedAnyway({ delegation: byOther }), roster))).toBe('signature-wrong');
    expect(codeOf(openDirectory(signedAnyway({ delegation: ofOther }), roster))).toBe('delegation-malformed');
    expect(codeOf(openDirectory(signedAnyway({ delegation: unsafe }), roster))).toBe('delegation-malformed');
    expect(codeOf(openDirectory(signedAnyway({ delegation: 'x' }), roster))).toBe('token-malformed');
    expect(codeOf(openDelegation(ofOther, krRoot.publicKey))).toBe('no failure');
    expect(thrownCode(() => signDelegation({ ...claims, version: 0 }, krRoot))).toBe('delegation-malformed');
  });

  const inTh = { member: 'TH' as MemberCode, writer: writerIdOf('TH', two.claims.signingKey) };
  const foreign = signCertificate({ ...two.claims, ...inTh }, directoryKey).token;
  const sameSerial = signCertificate({ ...three.claims, serial: 2 }, directoryKey).token;
  const sameWriter = signCertificate({ ...two.claims, serial: 9 }, directoryKey).token;
  const { writer } = two.claims;
  const homeless = certify(9, { home: three.claims.writer }).token;
  it.each<[string, object]>([
    ['a certificate of another member', { certificates: [service.token, foreign] }],
    ['a serial twice', { certificates: [service.token, two.token, sameSerial] }],
    ['a writer twice', { certificates: [service.token, two.token, sameWriter] }],
    ['certificates out of order', { certificates: [service.token, three.token, two.token] }],
    ['a home that is no service', { certificates: [...full.certificates, homeless] }],
    ['a home that is not certified', { certificates: [two.token], nodes: [] }],
    ['a revoked writer that is not certified', { certificates: [service.token, three.token] }],
    ['a revocation twice', { revoked: [full.revoked[0], full.revoked[0]] }],
    ['a node twice', { nodes: [full.nodes[0], full.nodes[0]] }],
    ['a node that is an officer', { nodes: [{ ...full.nodes[0], writer }] }],
    ['a node with a plain http address', { nodes: [{ ...full.nodes[0], addresses: ['http://127.0.0.1:1'] }] }],
    ['version 2 without a previous one', { version: 2 }],
    ['version 1 with a previous one', { previous: sha256Text('x') }],
    ['an unknown claim', { extra: 1 }],
  ])('refuses %s', (_name, change) => {
    expect(codeOf(openDirectory(signedAnyway({}), roster))).toBe('no failure');
    expect(codeOf(openDirectory(signedAnyway(change), roster))).toBe('directory-malformed');
  });

  it('refuses nodes and revocations out of order', () => {
    const second = certify(8, { role: 'service', ...ownHome() });
    const certificates = [...full.certificates, second.token];
    const nodes = [...full.nodes, { ...full.nodes[0], writer: second.claims.writer }];
    const revoked = [...full.revoked, { writer: second.claims.writer, at: AT }];
    const descending = (a: { writer?: string }, b: { writer?: string }) =>
      String(a.writer) < String(b.writer) ? 1 : -1;
    for (const change of [{ nodes: nodes.sort(descending) }, { revoked: revoked.sort(descending) }])
      expect(codeOf(openDirectory(signedAnyway({ certificates, ...change }), roster))).toBe('directory-malformed');
  });

  it('refuses a certificate by another key or with faults of its own', () => {
    const byStranger = signCertificate(two.claims, stranger).token;
    const faulty = signToken('liaison-certificate', { ...two.claims, serial: 0 }, directoryKey).token;
    expect(codeOf(openDirectory(signedAnyway({ certificates: [service.token, byStranger] }), roster))).toBe(
      'signature-wrong',
    );
    expect(codeOf(openDirectory(signedAnyway({ certificates: [service.token, faulty] }), roster))).toBe(
      'certificate-malformed',
    );
  });

  it.each([undefined, null, 7, '', 'a.b.c'])('refuses %s', (any) => {
    expect(codeOf(openDirectory(any, roster))).toBe('token-malformed');
  });

  it('lets nobody sign unreadable certificates or wrong claims', () => {
    expect(thrownCode(() => directoryToken({ certificates: ['x'] }))).toBe('token-malformed');
    const noCertificate = signToken('liaison-certificate', {}, directoryKey).token;
    expect(thrownCode(() => directoryToken({ certificates: [noCertificate] }))).toBe('directory-malformed');
    expect(thrownCode(() => directoryToken({ version: 2 }))).toBe('directory-malformed');
  });
});

describe('an earlier directory of the member', () => {
  it('spares its certificates a second verification, and only those', () => {
    const known = valueIn(openDirectory(directoryToken(full), roster));
    const four = certify(4);
    const next = directoryToken({
      ...full,
      certificates: [...full.certificates, four.token],
      version: 2,
      previous: known.id,
    });
    const opened = valueIn(openDirectory(next, roster, known));
    expect(opened.certificatesByWriter.get(three.claims.writer)).toBe(
      known.certificatesByWriter.get(three.claims.writer),
    );
    expect(opened).toEqual(valueIn(openDirectory(next, roster)));
  });

  it('vouches for nothing that differs by one character, nor under another directory key', () => {
    const known = valueIn(openDirectory(directoryToken(full), roster));
    const signature = two.token.slice(two.token.lastIndexOf('.') + 1);
    const damaged = two.token.replace(signature, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`);
    const withDamage = signedAnyway({ certificates: [service.token, damaged] });
    expect(codeOf(openDirectory(withDamage, roster, known))).toBe('signature-wrong');
    const nextKey = createSigningKey(seededRandom('next directory key'));
    const rekeyed = signedAnyway({ delegation: delegate(nextKey, 2) }, nextKey);
    expect(codeOf(openDirectory(rekeyed, roster, known))).toBe('signature-wrong');
  });
});

/** An officer's builder turned into a second service: writer and home are the same new key. */
function ownHome() {
  const key = createSigningKey(seededRandom('second service'));
  const { writer, signingKey } = member.certificateClaims(1, {}, key);
  return { writer, signingKey, home: writer };
}
