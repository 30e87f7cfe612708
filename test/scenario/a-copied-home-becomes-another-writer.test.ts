import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { FailureAnswer, RecordAnswer, ShownAnswer } from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import type { TestHome } from '../support/test-home.js';

let kr: TestHome;
let th: TestHome;
let laptop: TestHome;
let space: string;
let record: string;

const edit = (home: TestHome, assignment: string) =>
  home.cli<FailureAnswer>('record', 'edit', record, '--set', assignment);
const codeOf = async (answer: ReturnType<typeof edit>) => {
  const { code, json } = await answer;
  return code === 0 ? 'done' : json.error.code;
};
const titles = async (home: TestHome) =>
  (await home.does<ShownAnswer>('record', 'show', record)).sections.KR?.title?.map(String);

/** What a partner holds of forks: none, whatever was copied. */
const forksAt = async (home: TestHome) => (await home.status()).spaces.flatMap(({ forks }) => forks);
const stateAt = async (home: TestHome) => (await home.status()).spaces.map((one) => [one.space, one.stateDigest]);

/** Turns a copied laptop into a writer of its own with the files that an enrolment needs. */
async function renewed(copy: TestHome, spaces: string, label?: string): Promise<TestHome> {
  const folder = temporaryFolder('renewal');
  const [request, certificate] = [join(folder, 'request.json'), join(folder, 'certificate.json')];
  await copy.does('enrol', 'renew', '--machine', '--out', request, ...(label === undefined ? [] : ['--label', label]));
  await kr.does('enrol', 'grant', request, '--spaces', spaces, '--out', certificate);
  await copy.does('enrol', 'complete', certificate);
  return copy;
}

beforeAll(async () => {
  const members = await federation(['KR', 'TH']);
  [kr, th] = [members.of('KR'), members.of('TH')];
  ({ space } = await kr.does<{ space: string }>(
    ...['space', 'create', '--kind', 'case', '--title', 'Copied', '--audience', 'TH'],
  ));
  laptop = await members.laptop('KR', 'KR-laptop', [space]);
  await Promise.all([kr.serve(), th.serve()]);
  await laptop.sync('KR');
  ({ record } = await laptop.does<RecordAnswer>(
    ...['record', 'new', '--space', space, '--kind', 'case', '--set', 'title=Siren'],
  ));
  await laptop.sync('KR');
});

describe('a copy of a laptop', () => {
  let copy: TestHome;

  it('is noticed before anything is signed; it reads and takes what is new', async () => {
    copy = laptop.copyTo(temporaryFolder('copy'));
    expect(await codeOf(edit(copy, 'title=By the copy'))).toBe('home-copied');
    expect(await titles(copy)).toEqual(['Siren']);
    expect(await copy.status()).toMatchObject({ copied: { why: 'place' } });
    expect(await codeOf(edit(laptop, 'title=By the original'))).toBe('done');
    await laptop.sync('KR');
    expect((await copy.sync('KR')).peers).toMatchObject([{ peer: 'KR', converged: true }]);
    expect(await titles(copy)).toEqual(['By the original']);
  });

  it('has then seen what the original signed, so nobody may call it the only one', async () => {
    expect(await copy.status()).toMatchObject({ copied: { why: 'own-entries' } });
    expect(await codeOf(copy.cli<FailureAnswer>('home', 'moved', '--yes'))).toBe('home-copy-proven');
    expect(await codeOf(edit(copy, 'title=By the copy'))).toBe('home-copied');
  });

  it('becomes a writer of its own in place, with its data; both go on and no log forks', async () => {
    await renewed(copy, space);
    expect(await copy.status()).toMatchObject({ label: 'KR-laptop-2', copied: null });
    expect(await titles(copy)).toEqual(['By the original']);
    expect(await codeOf(edit(copy, 'title=By the second machine'))).toBe('done');
    expect(await codeOf(edit(laptop, 'offences=smuggling'))).toBe('done');
    for (const home of [copy, laptop, copy]) expect((await home.sync('KR')).converged).toBe(true);
    await kr.sync('TH');
    for (const home of [kr, th, laptop, copy]) expect(await titles(home)).toEqual(['By the second machine']);
    expect(await forksAt(th)).toEqual([]);
    for (const home of [th, laptop, copy]) expect(await stateAt(home)).toEqual(await stateAt(kr));
    expect(await copy.does('verify', '--rebuild')).toMatchObject({ ok: true });
  });
});

describe('the only copy of a home', () => {
  it('goes on where it is moved within a disk, and after a word of its officer where its files are others', async () => {
    const inside = join(temporaryFolder('moved'), 'home');
    renameSync(laptop.home, inside);
    laptop = laptop.at(inside);
    expect(await codeOf(edit(laptop, 'title=After a move'))).toBe('done');
    const elsewhere = join(temporaryFolder('other-disk'), 'home');
    cpSync(inside, elsewhere, { recursive: true });
    laptop = laptop.at(elsewhere);
    expect(await codeOf(edit(laptop, 'title=On another disk'))).toBe('home-copied');
    await laptop.does('home', 'moved', '--yes');
    expect(await codeOf(edit(laptop, 'title=On another disk'))).toBe('done');
    expect((await laptop.sync('KR')).converged).toBe(true);
  });
});

describe('a backup that is put back into the very files', () => {
  it('learns from its peers what it has lost, takes it back and signs nothing', async () => {
    const backup = join(temporaryFolder('backup'), 'home');
    cpSync(laptop.home, backup, { recursive: true });
    expect(await codeOf(edit(laptop, 'title=Written after the backup'))).toBe('done');
    expect((await laptop.sync('KR')).converged).toBe(true);
    // as an image of the disk would: the files keep their numbers
    const files = ['liaison.db', 'home.json'];
    for (const file of files) writeFileSync(join(laptop.home, file), readFileSync(join(backup, file)));
    expect(await titles(laptop)).toEqual(['On another disk']);
    expect((await laptop.status()) as object).toMatchObject({ copied: null });
    expect((await laptop.sync('KR')).converged).toBe(true);
    expect(await titles(laptop)).toEqual(['Written after the backup']);
    expect(await codeOf(edit(laptop, 'title=A fork'))).toBe('home-copied');
    await renewed(laptop, space, 'KR-laptop-restored');
    expect(await codeOf(edit(laptop, 'title=No fork'))).toBe('done');
    expect((await laptop.sync('KR')).converged).toBe(true);
    expect(await titles(kr)).toEqual(['No fork']);
    expect(await forksAt(kr)).toEqual([]);
  });
});

describe('a home desk that is restored', () => {
  it('certifies itself anew once it has heard from a partner, and its node goes on with another key', async () => {
    await kr.sync('TH');
    await kr.stop();
    const desk = join(temporaryFolder('desk'), 'home');
    cpSync(kr.home, desk, { recursive: true });
    kr = kr.at(desk);
    expect(await codeOf(edit(kr, 'title=By the restored desk'))).toBe('home-copied');
    expect(await codeOf(kr.cli<FailureAnswer>('enrol', 'renew', '--machine'))).toBe('home-copied-sync-first');
    expect((await kr.sync('TH')).converged).toBe(true);
    await kr.does('enrol', 'renew', '--machine');
    expect(await codeOf(edit(kr, 'title=By the restored desk'))).toBe('done');
    await kr.serve();
    expect((await kr.sync('TH')).peers).toMatchObject([{ peer: 'TH', converged: true }]);
    expect((await th.sync('KR')).peers).toMatchObject([{ peer: 'KR', converged: true }]);
    // whoever knows the former key only, hears of the next one from anybody else
    expect((await laptop.sync('KR')).converged).toBe(false);
    for (const peer of ['TH', 'KR']) expect((await laptop.sync(peer)).converged).toBe(true);
    for (const home of [th, laptop]) expect(await titles(home)).toEqual(['By the restored desk']);
    expect(await forksAt(th)).toEqual([]);
  });

  it('pins its former keys, and what they wrote stays', async () => {
    const before = await stateAt(kr);
    await kr.does('pin', 'KR');
    await kr.sync('TH');
    expect(await stateAt(th)).toEqual(before);
    expect(await titles(th)).toEqual(['By the restored desk']);
  });
});
