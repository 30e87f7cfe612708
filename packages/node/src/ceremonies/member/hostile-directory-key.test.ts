import { readFileSync } from 'node:fs';
import {
  createAgreementKey,
  createSigningKey,
  type SigningKey,
  signCertificate,
  signDirectory,
  writerIdOf,
} from '@liaison/identity';
import { afterAll, expect, test } from 'vitest';
import { createSpace } from '../../commands/create-space.js';
import { newRecord } from '../../commands/write-record.js';
import { homePaths } from '../../home/home-paths.js';
import type { OpenHome } from '../../home/open-home.js';
import { showRecord } from '../../queries/show-record.js';
import { replayHome } from '../../verify/replay-home.js';
import { PASSPHRASE, QUICK, rejectedCode, TemporaryHomes } from '../temporary-homes.fixture.js';
import { delegateDirectoryKey } from './delegate-directory-key.js';
import { unlockRootKey } from './root-key-file.js';

const homes = new TemporaryHomes('stolen directory key');
afterAll(() => homes.remove());

const directoryOf = (home: OpenHome) => {
  const directory = home.replica.context.authority.directory(home.replica.context.member);
  if (directory === undefined) throw new Error('no directory');
  return directory;
};

/** A thief of the directory key gives the officer's serial to a key of its own, in a much later version. */
function usurp(home: OpenHome, key: SigningKey): void {
  const { claims, certificatesByWriter, id, version } = directoryOf(home);
  const certificates = [...certificatesByWriter.values()].map((certificate) => {
    if (certificate.claims.role === 'service') return signCertificate(certificate.claims, key).token;
    const own = (): { id: string; token: string } => {
      const signing = createSigningKey(homes.random);
      const writer = writerIdOf(certificate.claims.member, signing.publicKey);
      const agreementKey = createAgreementKey(homes.random).publicKey;
      const made = signCertificate({ ...certificate.claims, writer, signingKey: signing.publicKey, agreementKey }, key);
      return made.id < certificate.id ? made : own();
    };
    return own().token;
  });
  const { token } = signDirectory({ ...claims, certificates, version: version + 40, previous: id }, key);
  const admitted = home.replica.admitDocuments(home.replica.home, { rosters: [], directories: [token] });
  expect(admitted).toMatchObject({ ok: true, value: { changed: 1 } });
}

test('DIR-5, DIR-6: a desk whose directory key was stolen goes on from its own directory and has everything back', async () => {
  await homes.init('robbed');
  const home = await homes.open('robbed');
  const author = await home.unlockOfficer(undefined, PASSPHRASE);
  const { space } = createSpace(home.replica, author, { kind: 'case', title: 'Robbed', audience: [] });
  const { record } = newRecord(home.replica, author, {
    space,
    kind: 'seizure',
    change: { fields: { place: 'Ulsan' } },
  });
  const own = directoryOf(home);
  usurp(home, await home.unlockDirectoryKey(PASSPHRASE));
  expect(directoryOf(home).id).not.toBe(own.id);
  expect(home.replica.certificate(author.certificate.claims.writer)?.claims.powers).toEqual([]);
  const rootKey = await unlockRootKey(readFileSync(homePaths(home.folder).rootKey, 'utf8'), PASSPHRASE);
  const options = { home, passphrase: PASSPHRASE, rootKey, newKey: true, sealing: QUICK };
  expect(await rejectedCode(delegateDirectoryKey(options))).toBe('directory-choice-missing');
  expect(await rejectedCode(delegateDirectoryKey({ ...options, from: 'nothing' }))).toBe('directory-not-held');
  expect(await delegateDirectoryKey({ ...options, from: own.id.slice(0, 12) })).toMatchObject({ delegationVersion: 2 });
  expect(directoryOf(home).certificatesByWriter.has(author.certificate.claims.writer)).toBe(true);
  expect(showRecord(home.replica.context, record).sections).toMatchObject({
    [home.replica.context.member]: { place: ['Ulsan'] },
  });
  const again = await home.unlockOfficer(undefined, PASSPHRASE);
  newRecord(home.replica, again, { space, kind: 'seizure', change: { fields: { place: 'Pohang' } } });
  expect(replayHome(home.replica)).toEqual([]);
});
