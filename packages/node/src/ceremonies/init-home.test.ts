import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWithAgreementKey } from '@liaison/identity';
import { encodeBase64url, hex } from '@liaison/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSpace } from '../commands/create-space.js';
import { newRecord } from '../commands/write-record.js';
import { homePaths } from '../home/home-paths.js';
import { openDirectoryKey, openHomeKeys, openOfficerKeys, openRootKeys } from '../home/sealed-keys.js';
import { initHome } from './init-home.js';
import { PASSPHRASE, rejectedCode, TemporaryHomes } from './temporary-homes.fixture.js';

let homes: TemporaryHomes;
beforeEach(() => {
  homes = new TemporaryHomes('init');
});
afterEach(() => homes.remove());

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('initHome', () => {
  it('makes a home that works alone', async () => {
    const report = await homes.init('kr', { address: 'https://127.0.0.1:7443' });
    const home = await homes.open('kr');
    const author = await home.unlockOfficer(undefined, PASSPHRASE);
    const { space } = createSpace(home.replica, author, { kind: 'case', title: 'Siren', audience: [] });
    const change = { fields: { place: 'Busan' } };
    expect(newRecord(home.replica, author, { space, kind: 'seizure', change }).number).toMatch(/^KR-2026-/);
    const [directory] = home.replica.context.authority.directories();
    const node = { writer: report.writer, addresses: ['https://127.0.0.1:7443'], tlsPin: home.tls.pin };
    expect(directory?.claims.nodes).toEqual([node]);
    expect(home.replica.context.authority.roster.membersByCode.get(report.member)?.number).toBe(410);
    expect(home.officers).toEqual([{ writer: report.officer.writer, name: 'Kim Ji-won', default: true }]);
  });

  it('takes an organisation with a number of its own, and only so', async () => {
    expect(await rejectedCode(homes.init('incb', { member: 'INCB' }))).toBe('member-number-missing');
    expect(await rejectedCode(homes.init('incb', { member: 'INCB', memberNumber: 999 }))).toBe('member-number-wrong');
    expect(await rejectedCode(homes.init('kr', { memberNumber: 411 }))).toBe('member-number-wrong');
    expect(await rejectedCode(homes.init('x', { member: 'kr' }))).toBe('member-code-malformed');
    await homes.init('incb', { member: 'INCB', memberNumber: 1001 });
    expect(homes.names()).toEqual(['incb']);
  });

  it('refuses a folder that holds anything, and leaves it as it is', async () => {
    mkdirSync(homes.path('kr'));
    writeFileSync(join(homes.path('kr'), 'notes.txt'), 'mine');
    expect(await rejectedCode(homes.init('kr'))).toBe('home-not-empty');
    expect(readdirSync(homes.path('kr'))).toEqual(['notes.txt']);
    expect(homes.names()).toEqual(['kr']);
  });

  it('refuses a file in the place of the folder', async () => {
    writeFileSync(homes.path('kr'), 'mine');
    expect(await rejectedCode(homes.init('kr'))).toBe('home-not-empty');
    expect(readFileSync(homes.path('kr'), 'utf8')).toBe('mine');
  });

  it('uses an empty folder', async () => {
    mkdirSync(homes.path('kr'));
    await homes.init('kr');
    expect((await homes.open('kr')).settings.label).toBe('KR');
  });

  it('leaves nothing behind when it fails on the way', async () => {
    expect(await rejectedCode(homes.init('kr', { passphrase: '' }))).toBe('passphrase-empty');
    expect(await rejectedCode(homes.init('kr', { address: 'http://in.clear' }))).toBe('address-malformed');
    expect(await rejectedCode(homes.init('kr', { officer: ' \n ' }))).toBe('name-malformed');
    expect(homes.names()).toEqual([]);
  });

  it('leaves an empty target as it was when randomness ends in the middle', async () => {
    mkdirSync(homes.path('kr'));
    let draws = 0;
    const random = {
      bytes: (length: number) => {
        draws += 1;
        if (draws > 12) throw new Error('no more');
        return homes.random.bytes(length);
      },
    };
    await expect(homes.init('kr', { random })).rejects.toThrow('no more');
    expect(homes.names()).toEqual(['kr']);
    expect(readdirSync(homes.path('kr'))).toEqual([]);
  });

  it('clears what a killed attempt left', async () => {
    const stage = homes.path('.kr.creating');
    mkdirSync(join(stage, 'keys'), { recursive: true });
    writeFileSync(join(stage, 'keys', 'home.jwe'), 'half');
    await homes.init('kr');
    expect(homes.names()).toEqual(['kr']);
    expect((await homes.open('kr')).settings.member).toBe('KR');
  });

  it('says so when it may not write there', async () => {
    writeFileSync(homes.path('file'), '');
    expect(await rejectedCode(homes.init('file/kr'))).toBe('folder-not-written');
    expect(homes.names()).toEqual(['file']);
  });

  it('keeps files and folders to their owner', async () => {
    await homes.init('kr');
    homes.close(await homes.open('kr'));
    const modes = filesOf(homes.path('kr')).map((path) => statSync(path).mode & 0o777);
    expect(new Set(modes)).toEqual(new Set([0o600]));
    for (const folder of ['kr', 'kr/keys', 'kr/tls']) expect(statSync(homes.path(folder)).mode & 0o777).toBe(0o700);
  });

  it('has no secret readable in any file, nor what was written', async () => {
    const { officer } = await homes.init('kr');
    const home = await homes.open('kr');
    const author = await home.unlockOfficer(undefined, PASSPHRASE);
    const { space } = createSpace(home.replica, author, { kind: 'case', title: 'Operation Siren', audience: [] });
    newRecord(home.replica, author, { space, kind: 'seizure', change: { fields: { place: 'Gamcheon harbour' } } });
    homes.close(home);
    const secrets = await secretsOf(homes.path('kr'), officer.writer);
    const words = [PASSPHRASE, 'Kim Ji-won', 'Operation Siren', 'Gamcheon harbour', 'PRIVATE KEY'];
    const forms = [
      ...words.map((word) => Buffer.from(word)),
      ...secrets.flatMap((secret) => [
        Buffer.from(secret),
        Buffer.from(encodeBase64url(secret)),
        Buffer.from(hex(secret)),
      ]),
    ];
    const files = filesOf(homes.path('kr'));
    expect(files.length).toBeGreaterThan(6);
    for (const path of files) {
      const bytes = readFileSync(path);
      expect(forms.filter((form) => bytes.includes(form)).map(String), path).toEqual([]);
    }
  });

  it('lets the recovery key open the database', async () => {
    await homes.init('kr');
    const paths = homePaths(homes.path('kr'));
    const { recovery } = await openRootKeys(PASSPHRASE, readFileSync(paths.rootKey, 'utf8'));
    const opened = await openWithAgreementKey(readFileSync(paths.databaseRecovery, 'utf8'), recovery);
    const { databaseKey } = await openHomeKeys(PASSPHRASE, readFileSync(paths.homeKeys, 'utf8'));
    expect(opened.ok && hex(opened.value)).toBe(hex(databaseKey));
  });

  it('seals with the full number of rounds unless told otherwise', async () => {
    const { clock, random } = homes;
    await initHome({ folder: homes.path('kr'), member: 'KR', passphrase: PASSPHRASE, clock, random });
    const [header = ''] = readFileSync(homePaths(homes.path('kr')).homeKeys, 'utf8').split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString()).p2c).toBe(210_000);
  });
});

async function secretsOf(folder: string, officer: Parameters<ReturnType<typeof homePaths>['officerKeys']>[0]) {
  const paths = homePaths(folder);
  const read = (path: string) => readFileSync(path, 'utf8');
  const home = await openHomeKeys(PASSPHRASE, read(paths.homeKeys));
  const officerKeys = await openOfficerKeys(PASSPHRASE, read(paths.officerKeys(officer)));
  const root = await openRootKeys(PASSPHRASE, read(paths.rootKey));
  const directory = await openDirectoryKey(PASSPHRASE, read(paths.directoryKey));
  const pairs = [home.service, officerKeys].flatMap(({ signing, agreement }) => [signing.seed, agreement.seed]);
  return [home.databaseKey, ...pairs, root.root.seed, root.recovery.seed, directory.seed];
}
