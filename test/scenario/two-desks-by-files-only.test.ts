import { randomInt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type {
  BundleMadeAnswer,
  BundleReadAnswer,
  FailureAnswer,
  RecordAnswer,
  VerifyAnswer,
} from '../support/command-answers.js';
import { exitOf, startCommand } from '../support/command-line.js';
import { eventually } from '../support/eventually.js';
import { federation, type TestFederation } from '../support/federation.js';
import { databaseBytes } from '../support/home-files.js';
import { seizureFile } from '../support/seizure-csv.js';
import type { TestHome } from '../support/test-home.js';

let members: TestFederation;
let kr: TestHome;
let th: TestHome;
let space: string;
let stick: string;
let count = 0;

beforeAll(async () => {
  members = await federation(['KR', 'TH']);
  [kr, th] = [members.of('KR'), members.of('TH')];
  stick = temporaryFolder('stick');
  space = await caseNamed('By hand');
});

async function caseNamed(title: string): Promise<string> {
  const create = ['space', 'create', '--kind', 'case', '--title', title, '--audience', 'TH'];
  return (await kr.does<{ space: string }>(...create)).space;
}

async function bundle(from: TestHome, to: string, ...more: string[]): Promise<BundleMadeAnswer> {
  return from.does<BundleMadeAnswer>(
    ...['bundle', 'make', '--for', to, '--out', join(stick, `${from.name}-${count++}.bundle`), ...more],
  );
}
const read = (home: TestHome, { file }: { file: string }) => home.does<BundleReadAnswer>('bundle', 'read', file);
const seizure = (home: TestHome, place: string, at = space) =>
  home.does<RecordAnswer>('record', 'new', '--space', at, '--kind', 'seizure', '--set', `place=${place}`);

async function looksAlike(...homes: TestHome[]): Promise<void> {
  const all = await Promise.all(homes.map((home) => home.status()));
  const digests = all.map(({ spaces }) => spaces.map((one) => [one.space, one.stateDigest]).sort());
  for (const one of digests) expect(one).toEqual(digests[0]);
}

describe('without any network', () => {
  it('BDL-7, BDL-10: two desks exchange by files; one of them runs its node meanwhile', async () => {
    await seizure(kr, 'Busan');
    const there = await bundle(kr, 'TH');
    expect(there).toMatchObject({ spaces: 1, recipients: [{ member: 'TH' }] });
    expect(statSync(there.file).mode & 0o777).toBe(0o600);
    for (const word of ['Busan', space]) expect(readFileSync(there.file).includes(word)).toBe(false);
    await th.serve();
    const taken = await read(th, there);
    expect(taken).toMatchObject({ peer: 'KR', converged: true, entriesReceived: there.entries, pending: 0 });
    await seizure(th, 'Bangkok');
    const back = await bundle(th, 'KR');
    await th.stop();
    expect(await read(kr, back)).toMatchObject({ converged: true, entriesReceived: 1 });
    await looksAlike(kr, th);
    expect((await bundle(kr, 'TH')).entries).toBe(0);
    await kr.serve();
    expect(await th.sync('KR')).toMatchObject({ converged: true, peers: [{ entriesSent: 0, entriesReceived: 0 }] });
    await kr.stop();
  });

  it('a laptop goes home by stick, and takes the news of home along by another', async () => {
    const laptop = await members.laptop('KR', 'KR-laptop', [space]);
    expect(await read(laptop, await bundle(kr, 'KR-laptop'))).toMatchObject({ converged: true });
    await seizure(laptop, 'Da Nang');
    const home = await bundle(laptop, 'KR');
    expect(home.entries).toBe(1);
    expect(await read(kr, home)).toMatchObject({ converged: true, entriesReceived: 1 });
    await looksAlike(kr, laptop);
    expect(await read(th, await bundle(kr, 'TH'))).toMatchObject({ converged: true, entriesReceived: 1 });
    await looksAlike(kr, th);
  });

  it('BDL-9: what was killed in the middle of reading is read again, and nothing is doubled', async () => {
    const large = await caseNamed('Large');
    const remarks = (row: number) => `remark ${row} ${'목격자 진술 '.repeat(30)}`;
    const file = seizureFile({ folder: temporaryFolder('csv'), rows: 3_000, remarks });
    await kr.does('import', file.csv, '--space', large, '--mapping', file.mapping);
    const made = await bundle(kr, 'TH');
    const before = await th.status();
    const start = databaseBytes(th.home);
    const child = startCommand(['bundle', 'read', made.file, '--home', th.home], th.place.passphraseFile);
    const limit = 1_500_000 + randomInt(2_000_000);
    await eventually('some parts are read', () => databaseBytes(th.home) - start >= limit, 60_000);
    child.kill('SIGKILL');
    expect(await exitOf(child)).toBeNull();
    const kept = await th.status();
    expect(kept.entries).toBeGreaterThan(before.entries);
    expect(kept.records).toBeLessThan(before.records + 3_000);
    const again = await read(th, made);
    expect(again).toMatchObject({ converged: true, refused: [] });
    expect(again.entriesReceived + again.duplicates).toBe(made.entries);
    expect((await th.status()).entries).toBe((await kr.status()).entries);
    await looksAlike(kr, th);
    expect(await th.does<VerifyAnswer>('verify')).toMatchObject({ ok: true });
    expect(readdirSync(stick).filter((name) => !name.endsWith('.bundle'))).toEqual([]);
  });

  it('says plainly what is wrong with a file and leaves the home as it was', async () => {
    const made = await bundle(kr, 'TH');
    const codeOf = async (home: TestHome, ...args: string[]) => {
      const { code, json } = await home.cli<FailureAnswer>(...args);
      return [code, json.error.code];
    };
    expect(await codeOf(kr, 'bundle', 'read', made.file)).toEqual([1, 'sealed-for-others']);
    expect(await codeOf(kr, 'bundle', 'read', join(stick, 'none'))).toEqual([1, 'bundle-unreadable']);
    expect(await codeOf(kr, 'bundle', 'read', stick)).toEqual([1, 'bundle-unreadable']);
    expect(await codeOf(th, 'bundle', 'read', th.place.passphraseFile)).toEqual([1, 'bundle-malformed']);
    expect(await codeOf(kr, 'bundle', 'make', '--for', 'TH', '--out', made.file)).toEqual([1, 'bundle-file-exists']);
    expect(await codeOf(kr, 'bundle', 'make', '--for', 'XX', '--out', join(stick, 'x'))).toEqual([
      1,
      'bundle-home-unknown',
    ]);
    expect(existsSync(join(stick, 'x'))).toBe(false);
  });

  it('BDL-8: a home restored from an old copy is told what is missing and is given all of it', async () => {
    const copy = th.copyTo(temporaryFolder('backup'));
    await seizure(kr, 'after the copy');
    await read(th, await bundle(kr, 'TH'));
    await read(kr, await bundle(th, 'KR'));
    await seizure(kr, 'after the receipt');
    const late = await bundle(kr, 'TH');
    expect(late.entries).toBe(1);
    const { code, json } = await copy.cli<BundleReadAnswer>('bundle', 'read', late.file);
    expect([code, json.pending, json.missingCount]).toEqual([4, 1, 1]);
    expect(json.missing[0]).toMatchObject({ space, lane: 'record' });
    expect(await read(copy, await bundle(kr, 'TH', '--whole'))).toMatchObject({ converged: true });
    await looksAlike(kr, copy);
  });
});
