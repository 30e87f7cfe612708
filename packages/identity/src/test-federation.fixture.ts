import {
  type CertificateClaims,
  type DirectoryClaims,
  type MemberCode,
  type Result,
  type RosterClaims,
  sha256,
} from '@liaison/protocol';
import { openCertificate, signCertificate } from './certificate/certificate.js';
import { signDelegation } from './directory/delegation.js';
import { openDirectory } from './directory/directory.js';
import { signDirectory } from './directory/sign-directory.js';
import { createAgreementKey } from './keys/agreement-key.js';
import { createSigningKey, type SigningKey } from './keys/signing-key.js';
import { writerIdOf } from './keys/writer-id.js';
import type { Random } from './random.js';
import { openRoster, signRoster } from './roster/roster.js';

/** Builders for the tests of this package: one member of one federation, all of it from one seed. */

export const AT = '2026-11-24T09:00:00.000+09:00';
export const KR = 'KR' as MemberCode;
export const TH = 'TH' as MemberCode;

/** Randomness that a test can repeat: SHA-256 over seed and counter. */
export function seededRandom(seed: string): Random {
  let count = 0;
  return {
    bytes(length) {
      const parts: Uint8Array[] = [];
      for (let made = 0; made < length; made += 32) parts.push(sha256(seed, String(count++)));
      return Uint8Array.from(Buffer.concat(parts).subarray(0, length));
    },
  };
}

/** The value of a result that must be a success. */
export function valueIn<T>(result: Result<T>): T {
  if (!result.ok) throw result.error;
  return result.value;
}

/** The code of a result that must be a failure. */
export const codeOf = (result: Result<unknown>): string => (result.ok ? 'no failure' : result.error.code);

/** The code of what a call throws. */
export function thrownCode(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'nothing thrown';
}

export function testFederation(seed = 'federation') {
  const random = seededRandom(seed);
  const roots = [
    { member: KR, key: createSigningKey(random) },
    { member: TH, key: createSigningKey(random) },
  ] as const;
  const [{ key: krRoot }, { key: thRoot }] = roots;
  const claims: RosterClaims = {
    v: 1,
    community: 'Test',
    version: 1,
    previous: null,
    settles: [],
    threshold: 2,
    members: [
      { code: KR, number: 410, rootKey: krRoot.publicKey },
      { code: TH, number: 764, rootKey: thRoot.publicKey },
    ],
    former: [],
    at: AT,
  };
  const document = signRoster(claims, [krRoot, thRoot]);
  return { random, roots, krRoot, thRoot, claims, document, roster: valueIn(openRoster(document)) };
}

const officerClaims = (
  home: CertificateClaims['home'],
  serial: number,
  key: SigningKey,
  agreementKey: string,
  change: Partial<CertificateClaims>,
): CertificateClaims => ({
  v: 1,
  member: KR,
  writer: writerIdOf(change.member ?? KR, key.publicKey),
  role: 'officer',
  home,
  serial,
  signingKey: key.publicKey,
  agreementKey,
  powers: ['space', 'write'],
  scope: '*',
  from: null,
  until: null,
  name: null,
  ...change,
});

/** KR's directory key, and writers certified on demand. */
export function testMember(federation = testFederation()) {
  const { random, krRoot, roster } = federation;
  const directoryKey = createSigningKey(random);
  const delegate = (key: SigningKey, version: number) =>
    signDelegation({ v: 1, member: KR, version, directoryKey: key.publicKey, at: AT }, krRoot).token;
  const delegation = delegate(directoryKey, 1);
  const serviceKey = createSigningKey(random);
  const home = writerIdOf(KR, serviceKey.publicKey);
  const certificateClaims = (serial: number, change: Partial<CertificateClaims> = {}, key = createSigningKey(random)) =>
    officerClaims(home, serial, key, createAgreementKey(random).publicKey, change);
  const certify = (serial: number, change: Partial<CertificateClaims> = {}) =>
    valueIn(
      openCertificate(
        signCertificate(certificateClaims(serial, change), directoryKey).token,
        directoryKey.publicKey,
        410,
      ),
    );
  const service = valueIn(
    openCertificate(
      signCertificate(certificateClaims(1, { role: 'service' }, serviceKey), directoryKey).token,
      directoryKey.publicKey,
      410,
    ),
  );
  const directoryClaims = (change: Partial<DirectoryClaims> = {}): DirectoryClaims => ({
    v: 1,
    member: KR,
    version: 1,
    previous: null,
    delegation,
    certificates: [service.token],
    nodes: [],
    revoked: [],
    at: AT,
    ...change,
  });
  const directoryToken = (change: Partial<DirectoryClaims> = {}) =>
    signDirectory(directoryClaims(change), directoryKey).token;
  const directory = (change: Partial<DirectoryClaims> = {}) => valueIn(openDirectory(directoryToken(change), roster));
  return {
    ...federation,
    directoryKey,
    delegate,
    delegation,
    service,
    serviceKey,
    certificateClaims,
    certify,
    directoryClaims,
    directoryToken,
    directory,
  };
}
