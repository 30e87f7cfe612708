import { sha256Text } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { signCertificate } from '../certificate/certificate.js';
import { createSigningKey } from '../keys/signing-key.js';
import { AT, codeOf, seededRandom, TH, testMember, valueIn } from '../test-federation.fixture.js';
import { admitDirectory } from './admit-directory.js';
import { signDelegation } from './delegation.js';
import { type Directory, openDirectory } from './directory.js';
import { signDirectory } from './sign-directory.js';

const member = testMember();
const { service, certify, directory, directoryClaims, directoryKey, delegate, roster } = member;
const [two, three] = [certify(2), certify(3)];
const one = [service.token, two.token];
const first = directory({ certificates: one });
const grown = { certificates: [...one, three.token], revoked: [{ writer: two.claims.writer, at: AT }] };
const after = (previous: Directory, change: object = grown) =>
  directory({ ...change, version: previous.version + 1, previous: previous.id });
const second = after(first);
const tokensOf = (result: ReturnType<typeof admitDirectory>) => (result.ok ? undefined : result.error.data.tokens);

describe('admitDirectory', () => {
  it('admits the first, the next and one after a gap', () => {
    const far = directory({ ...grown, version: 5, previous: sha256Text('the fourth') as Directory['id'] });
    expect(valueIn(admitDirectory(undefined, second))).toBe('newer');
    expect(valueIn(admitDirectory(first, second))).toBe('newer');
    expect(valueIn(admitDirectory(second, far))).toBe('newer');
  });

  it('knows the same and an older one', () => {
    expect(valueIn(admitDirectory(second, second))).toBe('same');
    expect(valueIn(admitDirectory(second, first))).toBe('older');
    expect(valueIn(admitDirectory(after(second), first))).toBe('older');
  });

  it('takes two of one version for proof against the member, with both tokens', () => {
    const twin = directory({ certificates: [...one, three.token] });
    const judged = admitDirectory(first, twin);
    expect(codeOf(judged)).toBe('directory-equivocation');
    expect(tokensOf(judged)).toEqual([first.token, twin.token]);
  });

  it('refuses neighbours that do not name each other, in either direction', () => {
    const twin = directory({ certificates: [...one, three.token] });
    const branch = after(twin);
    expect(codeOf(admitDirectory(first, branch))).toBe('directory-broken-chain');
    expect(codeOf(admitDirectory(branch, first))).toBe('directory-broken-chain');
    expect(tokensOf(admitDirectory(first, branch))).toEqual([first.token, branch.token]);
  });

  it('refuses a certificate that vanished or became another, also after a gap', () => {
    const gone = { certificates: [service.token] };
    const other = { certificates: [service.token, signCertificate({ ...two.claims, powers: [] }, directoryKey).token] };
    for (const change of [gone, other]) {
      expect(codeOf(admitDirectory(first, after(first, change)))).toBe('certificate-changed');
      const far = directory({ ...change, version: 9, previous: sha256Text('x') as Directory['id'] });
      expect(codeOf(admitDirectory(first, far))).toBe('certificate-changed');
    }
  });

  it('refuses a revocation that is withdrawn', () => {
    expect(codeOf(admitDirectory(second, after(second, { certificates: grown.certificates })))).toBe(
      'certificate-changed',
    );
  });

  it('admits a new directory key that signs the same certificates again, and not the old key after it', () => {
    const nextKey = createSigningKey(seededRandom('next directory key'));
    const again = [service, two, three].map(({ claims }) => signCertificate(claims, nextKey).token);
    const change = { certificates: again, delegation: delegate(nextKey, 2), version: 3, previous: second.id };
    const rekeyed = valueIn(
      openDirectory(signDirectory({ ...directoryClaims(grown), ...change }, nextKey).token, roster),
    );
    expect(valueIn(admitDirectory(second, rekeyed))).toBe('newer');
    expect(codeOf(admitDirectory(rekeyed, after(rekeyed)))).toBe('directory-delegation-older');
  });

  it('refuses two delegations of one version', () => {
    const { krRoot } = member;
    const claims = { v: 1 as const, member: first.member, version: 1, directoryKey: directoryKey.publicKey };
    const delegation = signDelegation({ ...claims, at: '2027-01-01T00:00:00.000+00:00' }, krRoot).token;
    expect(codeOf(admitDirectory(first, after(first, { ...grown, delegation })))).toBe('directory-delegation-older');
  });

  it('refuses a directory of another member', () => {
    const thKey = createSigningKey(seededRandom('th'));
    const thDelegation = { v: 1 as const, member: TH, version: 1, directoryKey: thKey.publicKey, at: AT };
    const delegation = signDelegation(thDelegation, member.thRoot).token;
    const claims = directoryClaims({ member: TH, delegation, certificates: [] });
    const thai = valueIn(openDirectory(signDirectory(claims, thKey).token, roster));
    expect(codeOf(admitDirectory(first, thai))).toBe('directory-malformed');
  });
});
