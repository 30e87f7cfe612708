import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  cpSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { LiaisonError } from '@liaison/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renewMachine } from '../ceremonies/renew-machine.js';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import { homePaths } from '../home/home-paths.js';
import { writeRunningNode } from '../home/running-node.js';
import { ManualClock } from '../testing/manual-clock.js';
import { diskFindings } from './examine-files.js';
import { examineHome } from './examine-home.js';
import { examineOpenHome } from './examine-open-home.js';

let homes: TemporaryHomes;
let folder: string;

beforeEach(async () => {
  homes = new TemporaryHomes('doctor');
  await homes.init('kr');
  folder = homes.path('kr');
  rmSync(homePaths(folder).rootKey);
});
afterEach(() => homes.remove());

const examine = (change: Partial<Parameters<typeof examineHome>[0]> = {}) => {
  const { clock, random } = homes;
  return examineHome({ folder, passphrase: async () => PASSPHRASE, offline: true, clock, random, ...change });
};
/** Codes with their severity. */
const codes = async (change: Parameters<typeof examine>[0] = {}) =>
  (await examine(change)).findings.map(({ severity, code }) => `${severity} ${code}`);

/** Every byte, mode and time of a home. */
const fingerprint = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const { mode, mtimeMs, ctimeMs } = statSync(path);
      const bytes = statSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
      return [name, mode, mtimeMs, ctimeMs, bytes].join(' ');
    });

const flipByte = (path: string, at: number) => {
  const byte = readFileSync(path).readUInt8(at);
  const file = openSync(path, 'r+');
  writeSync(file, Uint8Array.of(byte ^ 1), 0, 1, at);
  closeSync(file);
};

describe('a sound home', () => {
  it('has no findings, whether it is open elsewhere or not, and is left as it is', async () => {
    const before = fingerprint();
    expect(await examine()).toEqual({
      ok: true,
      findings: [],
      examined: ['clock', 'files', 'database', 'data'],
      skipped: [{ part: 'peers', why: expect.any(String) }],
    });
    expect(await examine({ offline: false })).toMatchObject({ ok: true, skipped: [] });
    expect(fingerprint()).toEqual(before);
  });

  it('without a passphrase says what it could not look at', async () => {
    const passphrase = () => Promise.reject(new LiaisonError('passphrase-missing', 'None.', 'Give one.'));
    expect(await examine({ passphrase })).toMatchObject({
      ok: true,
      findings: [],
      examined: ['clock', 'files'],
      skipped: [{ part: 'peers' }, { part: 'database', why: 'None.' }, { part: 'data', why: 'None.' }],
    });
  });
});

describe('files', () => {
  it('that make no home', async () => {
    expect(await codes({ folder: homes.path('absent') })).toEqual(['error home-missing']);
    writeFileSync(homePaths(folder).settings, '{');
    expect(await codes()).toEqual(['error home-damaged']);
  });

  it.each(['homeKeys', 'certificate', 'database'] as const)('%s that is missing', async (name) => {
    rmSync(homePaths(folder)[name]);
    expect(await codes()).toContain('error home-file-missing');
  });

  it.skipIf(process.platform === 'win32')('that others can open, the folder included', async () => {
    chmodSync(homePaths(folder).homeKeys, 0o640);
    chmodSync(folder, 0o755);
    const { findings } = await examine();
    expect(findings).toMatchObject([{ code: 'home-open-to-others', message: expect.stringContaining('1 more') }]);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  it('that should not lie there, or were not finished', async () => {
    writeFileSync(join(folder, 'passphrase.txt'), 'x', { mode: 0o600 });
    writeFileSync(homePaths(folder).rootKey, 'x', { mode: 0o600 });
    writeFileSync(`${homePaths(folder).settings}.new`, '{', { mode: 0o600 });
    const found = await examine();
    expect(found.findings.map(({ code }) => code)).toEqual(['write-unfinished', 'root-key-here', 'passphrase-here']);
    expect(found.ok).toBe(true);
  });

  it('on a disk that fills up', () => {
    const codeAt = (free: number, database: number) => diskFindings(free, database).map(({ code }) => code);
    expect(codeAt(1e6, 0)).toEqual(['disk-almost-full']);
    expect(codeAt(4e8, 0)).toEqual(['disk-full-soon']);
    expect(codeAt(2e9, 3e9)).toEqual(['disk-full-soon']);
    expect(codeAt(2e9, 1e9)).toEqual([]);
  });
});

describe('processes', () => {
  it('a node that was killed, whose file points at nobody', async () => {
    writeRunningNode(folder, { pid: 4_194_303, socket: join(folder, 'node.sock') });
    writeFileSync(join(folder, 'node.sock'), '', { mode: 0o600 });
    expect(await codes()).toEqual(['warning node-not-listening']);
  });
});

describe('the database', () => {
  it('with a damaged page names the page', async () => {
    flipByte(homePaths(folder).database, 3 * 4096 + 100);
    const { findings } = await examine();
    expect(findings[0]).toMatchObject({ code: 'database-pages-damaged', severity: 'error', about: 'page 4' });
  });

  it('with a damaged first page, cut off, or emptied', async () => {
    const { database } = homePaths(folder);
    const bytes = readFileSync(database);
    flipByte(database, 500);
    expect(await codes()).toContain('error database-key-wrong-or-damaged');
    writeFileSync(database, bytes);
    truncateSync(database, 5 * 4096 + 17);
    expect(await codes()).toContain('error database-pages-damaged');
    truncateSync(database, 0);
    expect(await codes()).toContain('error database-key-wrong-or-damaged');
  });

  it('is not opened with another passphrase', async () => {
    expect(await codes({ passphrase: async () => 'another' })).toEqual(['error passphrase-wrong']);
  });
});

describe('the clock', () => {
  it('that has lost its battery', async () => {
    const clock = new ManualClock(86_400_000);
    expect(await codes({ clock })).toEqual(['error clock-implausible', 'warning clock-behind']);
  });
});

describe('a home that was copied', () => {
  it('is told from the only one wherever it is examined, with the way out and how far one is on it', async () => {
    const copy = homes.path('copy');
    cpSync(folder, copy, { recursive: true });
    expect(await codes()).toEqual([]);
    const { findings } = await examine({ folder: copy });
    expect(findings).toMatchObject([{ code: 'home-copied', next: expect.stringContaining('liaison home moved') }]);
    const opened = await homes.open('copy');
    await renewMachine(opened, { as: undefined, passphrase: PASSPHRASE });
    expect((await examineOpenHome(opened, true)).findings.map(({ code }) => code)).toContain('machine-renewal-waits');
    homes.close(opened);
    expect(await codes({ folder: copy })).toEqual(['error home-copied', 'warning machine-renewal-waits']);
    expect(await codes()).toEqual([]);
  });
});

describe('the keys of a laptop', () => {
  it('that waits for its certificates', async () => {
    await homes.request('laptop');
    expect(await codes({ folder: homes.path('laptop') })).toEqual(['warning home-not-enrolled']);
  });

  it('whose mission ends, and has ended', async () => {
    const desk = await homes.open('kr');
    homes.close(await homes.enrol('laptop', desk, '*', { until: '2026-12-20T00:00:00.000+09:00' }));
    homes.close(desk);
    const at = (day: number) =>
      codes({ folder: homes.path('laptop'), clock: new ManualClock(Date.UTC(2026, 11, day)) });
    expect(await at(1)).toEqual(['warning certificate-ends-soon']);
    expect(await at(21)).toEqual(['error certificate-ended']);
  });
});
