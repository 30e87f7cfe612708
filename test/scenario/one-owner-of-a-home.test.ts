import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { FailureAnswer, RecordAnswer, StatusAnswer, VerifyAnswer } from '../support/command-answers.js';
import { type CommandAnswer, exitOf, runCommand, startCommand, textOf } from '../support/command-line.js';
import { federation, type TestFederation } from '../support/federation.js';
import { fingerprintOfFiles } from '../support/home-files.js';
import type { TestHome } from '../support/test-home.js';

let members: TestFederation;
let kr: TestHome;
let space: string;
let wrong: string;

/** Runs a command on the home with another passphrase. */
const withWrong = <Document = FailureAnswer>(...args: string[]): Promise<CommandAnswer<Document>> =>
  runCommand<Document>([...args, '--home', kr.home], wrong);

const refusal = (code: string) => ({
  code: 1,
  json: { error: { code, message: expect.any(String), next: expect.any(String) } },
});
const aRecord = () => ['record', 'new', '--space', space, '--kind', 'case', '--set', 'title=Siren'];

beforeAll(async () => {
  members = await federation(['KR', 'TH']);
  kr = members.of('KR');
  ({ space } = await kr.does<{ space: string }>('space', 'create', '--kind', 'case', '--title', 'One owner'));
  wrong = join(temporaryFolder('passphrase'), 'wrong.txt');
  writeFileSync(wrong, `${kr.passphrase}x\n`);
});

describe('a wrong passphrase', () => {
  it('opens nothing, changes nothing and says so by a code', async () => {
    const before = fingerprintOfFiles(kr.home);
    for (const command of [['status'], aRecord(), ['verify']]) {
      expect(await withWrong(...command)).toMatchObject(refusal('passphrase-wrong'));
    }
    expect(fingerprintOfFiles(kr.home)).toEqual(before);
  });

  it('signs nothing through a running node either', async () => {
    await kr.serve();
    const before = await kr.status();
    expect(await withWrong(...aRecord())).toMatchObject(refusal('passphrase-wrong'));
    expect(await kr.status()).toEqual(before);
    await kr.stop();
  });
});

describe('a home has one owner', () => {
  it('and a command that finds another process there, without a node, says so', async () => {
    await kr.opened(async () => {
      expect(await kr.cli('status')).toMatchObject(refusal('home-in-use'));
      expect(await kr.cli(...aRecord())).toMatchObject(refusal('home-in-use'));
    });
    expect((await kr.cli<StatusAnswer>('status')).code).toBe(0);
  });

  it('and while its node runs, commands talk to the node and a second node is refused', async () => {
    const node = await kr.serve();
    const { record } = await kr.does<RecordAnswer>(...aRecord());
    const seen = await kr.does<StatusAnswer>('status');
    expect(seen).toMatchObject({ member: 'KR', records: 1 });
    expect(seen.spaces.map(({ space: id }) => id)).toEqual([space]);
    const second = startCommand(['serve', '--home', kr.home], kr.place.passphraseFile);
    const [complaint, code] = await Promise.all([textOf(second, 'stderr'), exitOf(second)]);
    expect([code, complaint]).toEqual([1, expect.stringContaining('home-in-use')]);
    expect(node.isRunning).toBe(true);
    expect(await kr.cli<VerifyAnswer>('verify')).toMatchObject({ code: 0, json: { ok: true } });
    expect(await kr.stop()).toBe(0);
    expect((await kr.does<{ record: string }>('record', 'show', record)).record).toBe(record);
  });

  it('and a node killed with kill -9 leaves nothing to clean up', async () => {
    await kr.serve();
    await kr.kill9();
    expect((await kr.cli<StatusAnswer>('status')).code).toBe(0);
    await kr.serve();
    expect((await kr.cli<StatusAnswer>('status')).code).toBe(0);
    await kr.stop();
  });

  it('and a federation is not made where something is already', async () => {
    const before = fingerprintOfFiles(members.folder);
    const again = ['federation', 'create', '--dir', members.folder, '--members', 'VN,MY'];
    const { code, json } = await runCommand<FailureAnswer>(again);
    expect([code, json.error.next]).toEqual([1, expect.any(String)]);
    expect(fingerprintOfFiles(members.folder)).toEqual(before);
  });
});
