import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAgreementKey, createSigningKey, openWithPassphrase, sealWithPassphrase } from '@liaison/identity';
import type { NodeAddress } from '@liaison/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSPHRASE, QUICK, rejectedCode, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import { homePaths } from './home-paths.js';
import { sealDirectoryKey } from './sealed-keys.js';

let homes: TemporaryHomes;
beforeEach(async () => {
  homes = new TemporaryHomes('open');
  await homes.init('kr');
});
afterEach(() => homes.remove());

const OTHER_PROCESS = `
const Database = require('better-sqlite3');
const db = new Database(process.argv[1], { timeout: 0 });
db.pragma('locking_mode = EXCLUSIVE');
db.exec('BEGIN EXCLUSIVE');
process.stdout.write('locked');
process.stdin.resume();
`;

/** Another process that holds a home as `acquireHomeLock` does. */
async function otherProcess(folder: string) {
  const cwd = join(import.meta.dirname, '../../../store');
  const child = spawn(process.execPath, ['-e', OTHER_PROCESS, join(folder, 'lock.db')], { cwd, stdio: 'pipe' });
  await once(child.stdout, 'data');
  return child;
}

describe('openHome', () => {
  it('says what is missing, and makes nothing in a folder that is no home', async () => {
    mkdirSync(homes.path('empty'));
    expect(await rejectedCode(homes.open('nowhere'))).toBe('home-missing');
    expect(await rejectedCode(homes.open('empty'))).toBe('home-missing');
    expect(readdirSync(homes.path('empty'))).toEqual([]);
  });

  it('refuses a wrong passphrase, and the right one opens it after', async () => {
    expect(await rejectedCode(homes.open('kr', 'Busan, ten boats'))).toBe('passphrase-wrong');
    const home = await homes.open('kr');
    expect(await rejectedCode(home.unlockOfficer(undefined, 'Busan, ten boats'))).toBe('passphrase-wrong');
    expect(await rejectedCode(home.unlockDirectoryKey('Busan, ten boats'))).toBe('passphrase-wrong');
  });

  it('has one owner at a time, in this process', async () => {
    const home = await homes.open('kr');
    expect(await rejectedCode(homes.open('kr'))).toBe('home-in-use');
    homes.close(home);
    home.close();
    expect((await homes.open('kr')).settings.member).toBe('KR');
  });

  it('has one owner at a time across processes, and a killed one leaves nothing', async () => {
    homes.close(await homes.open('kr'));
    const other = await otherProcess(homes.path('kr'));
    expect(await rejectedCode(homes.open('kr'))).toBe('home-in-use');
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect((await homes.open('kr')).settings.member).toBe('KR');
  });

  it('tells a missing database from a damaged one', async () => {
    const { database } = homePaths(homes.path('kr'));
    const bytes = readFileSync(database);
    rmSync(database);
    expect(await rejectedCode(homes.open('kr'))).toBe('database-missing');
    writeFileSync(database, bytes.fill(7, 100, 200));
    expect(await rejectedCode(homes.open('kr'))).toBe('database-key-wrong-or-damaged');
  });

  it('calls a home damaged whose files are not its own', async () => {
    const paths = homePaths(homes.path('kr'));
    await homes.init('th', { member: 'TH' });
    const settings = readFileSync(paths.settings, 'utf8');
    appendFileSync(paths.settings, '}');
    expect(await rejectedCode(homes.open('kr'))).toBe('home-damaged');
    writeFileSync(paths.settings, settings);
    copyFileSync(paths.directoryKey, paths.homeKeys);
    expect(await rejectedCode(homes.open('kr'))).toBe('home-damaged');
    copyFileSync(homePaths(homes.path('th')).homeKeys, paths.homeKeys);
    expect(await rejectedCode(homes.open('kr'))).toBe('home-damaged');
    rmSync(paths.homeKeys);
    expect(await rejectedCode(homes.open('kr'))).toBe('home-damaged');
  });

  it('never quotes a secret when a sealed file holds something else', async () => {
    const paths = homePaths(homes.path('kr'));
    const opened = await openWithPassphrase(PASSPHRASE, readFileSync(paths.homeKeys, 'utf8'));
    const secrets = opened.ok ? opened.value : {};
    writeFileSync(paths.homeKeys, await sealWithPassphrase(PASSPHRASE, { ...secrets, format: 'other' }, QUICK));
    const error = await homes.open('kr').then(String, (e: Error) => `${e.message} ${e.stack} ${String(e.cause)}`);
    expect(error).toContain('keys of something else');
    expect(error).not.toContain(String(secrets.databaseKey));
  });
});

describe('an open home', () => {
  it('unlocks an officer by name and by writer id', async () => {
    const home = await homes.open('kr');
    const [officer] = home.officers;
    for (const as of [undefined, 'Kim Ji-won', officer?.writer]) {
      const author = await home.unlockOfficer(as, PASSPHRASE);
      expect(author.certificate.claims.writer).toBe(officer?.writer);
      expect(author.key.publicKey).toBe(author.certificate.claims.signingKey);
    }
    expect(await rejectedCode(home.unlockOfficer('Lee', PASSPHRASE))).toBe('officer-unknown');
  });

  it('publishes a node address, and nothing when nothing is new', async () => {
    const home = await homes.open('kr');
    const nodes: NodeAddress[] = [
      { writer: home.settings.home, addresses: ['https://10.0.0.1:7443'], tlsPin: home.tls.pin },
    ];
    const second = await home.publishDirectory({ nodes }, PASSPHRASE);
    expect([second.version, second.claims.nodes]).toEqual([2, nodes]);
    expect((await home.publishDirectory({ nodes }, PASSPHRASE)).version).toBe(2);
    expect((await home.publishDirectory({}, PASSPHRASE)).version).toBe(2);
    homes.close(home);
    const again = await homes.open('kr');
    expect(again.replica.documents().directories).toEqual([{ member: 'KR', version: 2, id: second.id }]);
  });

  it('keeps what it had when a change is refused', async () => {
    const home = await homes.open('kr');
    const before = home.replica.documents();
    const nodes: NodeAddress[] = [{ writer: home.settings.home, addresses: ['http://in.clear'], tlsPin: home.tls.pin }];
    expect(await rejectedCode(home.publishDirectory({ nodes }, PASSPHRASE))).toBe('directory-malformed');
    expect(home.replica.documents()).toEqual(before);
  });

  it('does not sign with a directory key that nobody delegated to', async () => {
    const home = await homes.open('kr');
    const paths = homePaths(homes.path('kr'));
    writeFileSync(paths.directoryKey, await sealDirectoryKey(PASSPHRASE, createSigningKey(homes.random), QUICK));
    expect(await rejectedCode(home.publishDirectory({}, PASSPHRASE))).toBe('directory-key-wrong');
    rmSync(paths.directoryKey);
    expect(await rejectedCode(home.publishDirectory({}, PASSPHRASE))).toBe('directory-key-missing');
  });

  it('holds the agreement key that its certificate names', async () => {
    const home = await homes.open('kr');
    const { claims } = home.replica.certificate(home.settings.home) ?? {};
    expect(home.serviceAgreementKey.publicKey).toBe(claims?.agreementKey);
    expect(home.serviceAgreementKey.publicKey).not.toBe(createAgreementKey(homes.random).publicKey);
  });
});
