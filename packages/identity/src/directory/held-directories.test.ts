import { type DirectoryClaims, LIMITS, sha256Text } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signCertificate } from '../certificate/certificate.js';
import { createAgreementKey } from '../keys/agreement-key.js';
import { createSigningKey, type SigningKey } from '../keys/signing-key.js';
import { rootAuthority } from '../roster/root-authority.js';
import { openRoster, signRoster } from '../roster/roster.js';
import { AT, codeOf, seededRandom, testMember, valueIn } from '../test-federation.fixture.js';
import { signDelegation } from './delegation.js';
import { type Directory, openDirectory } from './directory.js';
import { effectiveCertificates } from './effective-certificates.js';
import { heldDirectories, leadingDirectory, speakingDirectories, withDirectory } from './held-directories.js';
import { signDirectory } from './sign-directory.js';

const member = testMember();
const { service, certify, directoryKey, krRoot, thRoot, roster, claims: rosterClaims } = member;
const authority = rootAuthority([roster]);
const officers = [2, 3, 4].map((serial) => certify(serial));
const [two, three, four] = officers as [typeof service, typeof service, typeof service];
const idOf = (directories: readonly Directory[]) => directories.map(({ id }) => id).sort();

/** A directory of KR with these certificates. */
function directory(
  version: number,
  certificates: readonly { token: string }[],
  change: Partial<DirectoryClaims> = {},
): Directory {
  const previous = version === 1 ? null : (sha256Text(`version ${version - 1}`) as Directory['id']);
  const tokens = [service, ...certificates].map(({ token }) => token);
  return member.directory({ version, previous, certificates: tokens, ...change });
}

/** The next roster: KR has another root, or has left; `final` is the last directory of the old one. */
const nextRoot = createSigningKey(seededRandom('next root'));
function afterRoot(final: Directory | null, stays: boolean) {
  const [kr, th] = rosterClaims.members as [(typeof rosterClaims.members)[0], (typeof rosterClaims.members)[0]];
  const next = {
    ...rosterClaims,
    version: 2,
    previous: roster.id,
    threshold: 1,
    members: stays ? [{ ...kr, rootKey: nextRoot.publicKey }, th] : [th],
    former: [{ ...kr, directory: final?.id ?? null }],
  };
  const document = signRoster(next, [krRoot, thRoot, ...(stays ? [nextRoot] : [])]);
  return rootAuthority([valueIn(openRoster(document, roster))]);
}

/** The same certificates under another directory key, delegated by this root. */
function underKey(
  key: SigningKey,
  root: SigningKey,
  delegationVersion: number,
  version: number,
  certificates: readonly (typeof service)[],
) {
  const delegation = signDelegation(
    { v: 1, member: two.claims.member, version: delegationVersion, directoryKey: key.publicKey, at: AT },
    root,
  );
  const tokens = [service, ...certificates].map(({ claims }) => signCertificate(claims, key).token);
  const previous = sha256Text('before') as Directory['id'];
  return signDirectory(
    member.directoryClaims({ version, previous, certificates: tokens, delegation: delegation.token }),
    key,
  ).token;
}

describe('which directories are held', () => {
  it('DIR-4: one that says more takes the place of those before it, also after a gap', () => {
    const [first, second, fifth] = [directory(1, []), directory(2, [two]), directory(5, [two, three])];
    expect(idOf(heldDirectories([first, second, fifth], authority))).toEqual([fifth.id]);
    expect(idOf(heldDirectories([fifth, first], authority))).toEqual([fifth.id]);
  });

  it('DIR-4: what a later one drops or contradicts stays beside it', () => {
    const [full, gone] = [directory(2, [two]), directory(3, [three])];
    expect(idOf(heldDirectories([full, gone], authority))).toEqual(idOf([full, gone]));
    const marked = directory(2, [two], { revoked: [{ writer: two.claims.writer, at: AT }] });
    expect(idOf(heldDirectories([marked, directory(3, [two])], authority))).toHaveLength(2);
  });

  it('DIR-4: two of one version stay, as the proof, until a later one contains both', () => {
    const [a, b] = [directory(2, [two]), directory(2, [three])];
    expect(idOf(heldDirectories([a, b], authority))).toEqual(idOf([a, b]));
    const settling = directory(3, [two, three]);
    expect(idOf(heldDirectories([a, b, settling], authority))).toEqual([settling.id]);
    expect(leadingDirectory([a, b], authority)?.id).toBe(idOf([a, b])[0]);
  });

  it('LIM-28: no more beside each other than may be held, and a settling one is always taken', () => {
    const many = Array.from({ length: LIMITS.directoriesHeldMax }, (_unused, i) =>
      directory(2, [], { at: `2026-11-25T09:00:${String(i).padStart(2, '0')}.000+09:00` }),
    );
    const held = heldDirectories(many, authority);
    expect(held).toHaveLength(LIMITS.directoriesHeldMax);
    expect(codeOf(withDirectory(held, directory(2, [two]), authority))).toBe('directory-flood');
    expect(valueIn(withDirectory(held, directory(3, [two]), authority))).toHaveLength(1);
  });
});

describe('who speaks and with which powers', () => {
  const powersOf = (held: readonly Directory[], under = authority) =>
    Object.fromEntries(
      [...effectiveCertificates(held, under).values()].map(({ claims }) => [claims.serial, claims.powers.length > 0]),
    );

  it('DIR-5: a newer delegation silences a stolen directory key: what only that one certifies has no powers', () => {
    const key = createSigningKey(seededRandom('second directory key'));
    const stolen = directory(50, [two, four]);
    const renewed = valueIn(openDirectory(underKey(key, krRoot, 2, 6, [two, three]), authority));
    const held = heldDirectories([stolen, renewed], authority);
    expect(held).toHaveLength(2);
    expect(leadingDirectory(held, authority)?.id).toBe(renewed.id);
    expect(powersOf(held)).toEqual({ 1: true, 2: true, 3: true, 4: false });
    expect(effectiveCertificates(held, authority).get(four.claims.writer)?.claims.signingKey).toBe(
      four.claims.signingKey,
    );
  });

  it('DIR-5: of an ended root only the directory that the roster names goes on speaking', () => {
    const [final, later] = [directory(3, [two]), directory(4, [two, three])];
    for (const stays of [true, false]) {
      const under = afterRoot(final, stays);
      const held = heldDirectories(
        [final, later].map(({ token }) => valueIn(openDirectory(token, under))),
        under,
      );
      expect(idOf(held)).toEqual(idOf([final, later]));
      expect(speakingDirectories(held, under).map(({ id }) => id)).toEqual([final.id]);
      expect(powersOf(held, under)).toEqual({ 1: true, 2: true, 3: false });
    }
    expect(powersOf([later], afterRoot(null, false))).toEqual({ 1: false, 2: false, 3: false });
  });

  it('DIR-5: under the new root the member speaks for all of its writers again', () => {
    const key = createSigningKey(seededRandom('key of the new root'));
    const final = directory(3, [two]);
    const under = afterRoot(final, true);
    const renewed = valueIn(openDirectory(underKey(key, nextRoot, 1, 4, [two, three]), under));
    const held = heldDirectories([valueIn(openDirectory(final.token, under)), renewed], under);
    expect(leadingDirectory(held, under)?.id).toBe(renewed.id);
    expect(powersOf(held, under)).toEqual({ 1: true, 2: true, 3: true });
  });

  it('DIR-6: of two certificates for one writer, or one serial, the lower id holds', () => {
    const claims = { ...two.claims, powers: ['write' as const] };
    const otherWriter = certify(2, { agreementKey: createAgreementKey(seededRandom('x')).publicKey });
    const again = { token: signCertificate(claims, directoryKey).token };
    const contradicting = [directory(2, [two]), directory(2, [again]), directory(2, [otherWriter])];
    const effective = effectiveCertificates(contradicting, authority);
    const [winner] = [...contradicting.flatMap((one) => [...one.certificatesByWriter.values()])]
      .filter(({ claims: { serial } }) => serial === 2)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const withPowers = [...effective.values()].filter(
      ({ claims: { serial, powers } }) => serial === 2 && powers.length > 0,
    );
    expect(withPowers.map(({ id }) => id)).toEqual([winner?.id]);
    expect(effective.has(otherWriter.claims.writer) && effective.has(two.claims.writer)).toBe(true);
  });
});

describe('any order of arrival', () => {
  const pool = [
    directory(1, []),
    directory(2, [two]),
    directory(2, [three]),
    directory(2, [two, three], { revoked: [{ writer: two.claims.writer, at: AT }] }),
    directory(3, [two, three]),
    directory(3, [four]),
    directory(4, [two, three, four]),
    directory(7, [two, three, four], { revoked: [{ writer: two.claims.writer, at: AT }] }),
  ];
  /** One node takes them one by one, another in two parts that are put together. */
  const oneByOne = (arrived: readonly Directory[]) =>
    arrived.reduce<Directory[]>((held, one) => valueIn(withDirectory(held, one, authority)), []);

  it('DIR-4, DIR-6: ends in the same directories, leader and certificates', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(pool), fc.nat(8), (arrived, cut) => {
        const [a, b] = [oneByOne(arrived.slice(0, cut)), oneByOne(arrived.slice(cut))];
        const met = heldDirectories([...a, ...b], authority);
        const straight = oneByOne(arrived);
        const backward = oneByOne([...arrived].reverse());
        for (const held of [met, backward]) {
          expect(idOf(held)).toEqual(idOf(straight));
          expect(leadingDirectory(held, authority)?.id).toBe(leadingDirectory(straight, authority)?.id);
          expect(effectiveCertificates(held, authority)).toEqual(effectiveCertificates(straight, authority));
        }
      }),
      { numRuns: 300 },
    );
  });
});
