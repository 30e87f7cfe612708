import { readFileSync } from 'node:fs';
import type { Certificate } from '@liaison/identity';
import { afterAll, describe, expect, test } from 'vitest';
import { createSpace } from '../../commands/create-space.js';
import { newRecord } from '../../commands/write-record.js';
import { homePaths } from '../../home/home-paths.js';
import type { OpenHome } from '../../home/open-home.js';
import { replayHome } from '../../verify/replay-home.js';
import { grantEnrolment } from '../grant-enrolment.js';
import { pinWriter } from '../pin-writer.js';
import { renewOfficer } from '../renew-officer.js';
import { PASSPHRASE, QUICK, rejectedCode, sync, TemporaryHomes } from '../temporary-homes.fixture.js';
import { delegateDirectoryKey } from './delegate-directory-key.js';
import { createRootKeyFile, unlockRootKey } from './root-key-file.js';

const homes = new TemporaryHomes('member keys');
afterAll(() => homes.remove());

async function desk(name: string): Promise<OpenHome> {
  await homes.init(name);
  return await homes.open(name);
}

const rootOf = (home: OpenHome) => unlockRootKey(readFileSync(homePaths(home.folder).rootKey, 'utf8'), PASSPHRASE);
const delegate = async (home: OpenHome, newKey: boolean) =>
  delegateDirectoryKey({ home, passphrase: PASSPHRASE, rootKey: await rootOf(home), newKey, sealing: QUICK });
const directoryOf = (home: OpenHome) => home.replica.context.authority.directory(home.replica.context.member);
const serials = (certificates: Iterable<Certificate>) =>
  [...certificates].map(({ id, claims }) => [claims.serial, id, claims.powers]);

async function write(home: OpenHome, place: string, as?: string) {
  const author = await home.unlockOfficer(as, PASSPHRASE);
  const space =
    home.replica.context.store.spaces.all()[0]?.id ??
    createSpace(home.replica, author, { kind: 'case', title: 'Keys', audience: [] }).space;
  return newRecord(home.replica, author, { space, kind: 'seizure', change: { fields: { place } } });
}

describe('a directory key', () => {
  test('is replaced by the root: every certificate keeps its id, and the former key publishes nothing more', async () => {
    const home = await desk('rotated');
    await write(home, 'Busan');
    const before = serials(directoryOf(home)?.certificatesByWriter.values() ?? []);
    const former = await home.unlockDirectoryKey(PASSPHRASE);
    expect(await delegate(home, true)).toMatchObject({ directoryVersion: 2, delegationVersion: 2 });
    expect(directoryOf(home)?.directoryKey).not.toBe(former.publicKey);
    expect(serials(directoryOf(home)?.certificatesByWriter.values() ?? [])).toEqual(before);
    expect((await home.unlockDirectoryKey(PASSPHRASE)).publicKey).toBe(directoryOf(home)?.directoryKey);
    expect(replayHome(home.replica)).toEqual([]);
    homes.close(home);
    const again = await homes.open('rotated');
    expect((await again.unlockDirectoryKey(PASSPHRASE)).publicKey).toBe(directoryOf(again)?.directoryKey);
  });

  test('that was published before a power cut is taken up afterwards', async () => {
    const home = await desk('cut');
    home.takeNextDirectoryKey = () => undefined; // the power goes before the file takes its name
    await delegate(home, true);
    homes.close(home);
    const again = await homes.open('cut');
    expect((await again.unlockDirectoryKey(PASSPHRASE)).publicKey).toBe(directoryOf(again)?.directoryKey);
    expect((await again.unlockDirectoryKey(PASSPHRASE)).publicKey).toBe(directoryOf(again)?.directoryKey);
  });

  test('that was sealed and never published changes nothing', async () => {
    const home = await desk('unpublished');
    const { publicKey } = await home.unlockDirectoryKey(PASSPHRASE);
    await home.keepNextDirectoryKey(await rootOf(home), PASSPHRASE, QUICK);
    expect((await home.unlockDirectoryKey(PASSPHRASE)).publicKey).toBe(publicKey);
  });

  test('stays under a new delegation where it is not replaced, and only the named root delegates', async () => {
    const home = await desk('kept');
    const { publicKey } = await home.unlockDirectoryKey(PASSPHRASE);
    await delegate(home, false);
    expect(directoryOf(home)).toMatchObject({ version: 2, directoryKey: publicKey });
    const path = homes.path('other-root.jwe');
    await createRootKeyFile(path, PASSPHRASE, { ...QUICK, random: homes.random });
    const rootKey = await unlockRootKey(readFileSync(path, 'utf8'), PASSPHRASE);
    expect(await rejectedCode(delegateDirectoryKey({ home, passphrase: PASSPHRASE, rootKey, newKey: false }))).toBe(
      'root-key-wrong',
    );
  });
});

describe('an officer’s next key', () => {
  test('acts once its certificate has come by sync; the former one stops when the desk pins it', async () => {
    const home = await desk('desk');
    await write(home, 'Busan');
    const laptop = await homes.enrol('laptop', home);
    await sync(laptop, home);
    const first = await write(laptop, 'Bangkok');
    const { officer, requestFile } = await renewOfficer(laptop, undefined, PASSPHRASE);
    expect((await laptop.unlockOfficer(undefined, PASSPHRASE)).certificate.claims.writer).toBe(officer.before);
    expect(await rejectedCode(laptop.unlockOfficer(officer.writer, PASSPHRASE))).toBe('officer-renewal-waits');
    const until = '2027-05-01T00:00:00.000+09:00';
    await grantEnrolment({ home, requestFile, spaces: '*', passphrase: PASSPHRASE, until });
    await sync(laptop, home);
    const acting = await laptop.unlockOfficer(undefined, PASSPHRASE);
    expect(acting.certificate.claims).toMatchObject({ writer: officer.writer, until });
    const author = await home.unlockOfficer(undefined, PASSPHRASE);
    await pinWriter({ home, writer: officer.before, passphrase: PASSPHRASE, author });
    await write(laptop, 'Pattaya');
    await sync(laptop, home);
    const numbers = home.replica.context.store.sections.recordsByNumber(first.number).length;
    expect(numbers).toBe(1);
    expect(await rejectedCode(write(laptop, 'Hua Hin', officer.before))).toBe('writer-stopped');
    homes.close(laptop);
    const again = await homes.open('laptop');
    expect((await again.unlockOfficer('김지원', PASSPHRASE)).certificate.claims.writer).toBe(officer.writer);
    expect(again.officers).toHaveLength(2);
  });
});
