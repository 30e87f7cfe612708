import { join } from 'node:path';
import { createRootKeyFile, systemRandom } from '@liaison/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { FailureAnswer, SyncAnswer } from '../support/command-answers.js';
import { runCommand } from '../support/command-line.js';
import { federation } from '../support/federation.js';
import {
  type CarriedProposal,
  cardOf,
  carryCommunity,
  newMember,
  proposedAt,
  rootOf,
  rosterAt,
} from '../support/roster-ceremony.js';
import type { TestHome } from '../support/test-home.js';

let kr: TestHome;
let th: TestHome;
let vn: TestHome;
let my: TestHome;
let space: string;
/** VN signs with this one once its first is lost. */
let vnRoot: string;

const write = (home: TestHome, place: string) =>
  home.desk((calls) =>
    calls.record.new({ officer: home.officer, space, kind: 'seizure', set: [{ field: 'place', text: place }] }),
  );
const placeAt = async (home: TestHome, record: string, section: string) =>
  (await home.desk((calls) => calls.record.show({ record }))).sections[section]?.place;
const digestAt = async (home: TestHome) => (await home.status()).spaces.find((one) => one.space === space)?.stateDigest;

beforeAll(async () => {
  const members = await federation(['KR', 'TH', 'VN']);
  [kr, th, vn] = [members.of('KR'), members.of('TH'), members.of('VN')];
  await Promise.all([kr, th, vn].map((home) => home.serve()));
});

describe('a federation is created', () => {
  it('and every home shows the same roster and fingerprint', async () => {
    const shown = await Promise.all([kr, th, vn].map(rosterAt));
    expect(shown[0]).toMatchObject({ version: 1, members: ['KR', 'TH', 'VN'], former: [], threshold: 2, fork: null });
    for (const one of shown) expect(one).toEqual(shown[0]);
  });
});

describe('a member joins', () => {
  let proposal: CarriedProposal;

  it('by its card, which the others sign on machines of their own', async () => {
    my = await newMember('MY');
    proposal = await proposedAt(kr, 'propose', '--add', await cardOf(my));
    await proposal.signByCommand(kr);
    await proposal.signBy(th);
    const { code, json } = await kr.cli<FailureAnswer>('roster', 'combine', ...proposal.copies);
    expect([code, json.error.code]).toEqual([1, 'roster-signature-missing']);
    expect(json.error.message).toContain('MY');
    await proposal.signBy(my);
  });

  it('and is published once it has signed as well, after a dry run that changes nothing', async () => {
    await kr.does('roster', 'combine', ...proposal.copies, '--dry-run');
    expect(await rosterAt(kr)).toMatchObject({ version: 1 });
    await kr.does('roster', 'combine', ...proposal.copies);
    expect(await rosterAt(kr)).toMatchObject({ version: 2, members: ['KR', 'MY', 'TH', 'VN'] });
  });

  it('reaches a partner over the network and another by file', async () => {
    expect(await th.sync('KR')).toMatchObject({ converged: true });
    await vn.stop();
    await carryCommunity(kr, vn);
    await vn.serve();
    for (const home of [th, vn]) expect(await rosterAt(home)).toEqual(await rosterAt(kr));
  });

  it('takes the newcomer in by file, and it exchanges with a node that had not heard of it', async () => {
    await carryCommunity(kr, my);
    expect(await rosterAt(my)).toEqual(await rosterAt(kr));
    await my.serve();
    ({ space } = await kr.does<{ space: string }>(
      'space',
      'create',
      '--kind',
      'register',
      '--title',
      'All four',
      '--audience',
      'MY,TH,VN',
    ));
    for (const home of [th, vn, my]) expect(await home.sync('KR')).toMatchObject({ converged: true });
    const { record } = await write(my, 'Penang');
    expect(await my.sync('TH')).toMatchObject({ converged: true });
    expect(await placeAt(th, record, 'MY')).toEqual(['Penang']);
  });

  it('and a stranger who was named nowhere cannot join by taking the file', async () => {
    const alone = await newMember('ID');
    const file = join(temporaryFolder('stolen'), 'community.json');
    await kr.does('roster', 'export', '--out', file);
    const { json } = await alone.cli<FailureAnswer>('roster', 'import', file);
    expect(json.error.code).toBe('roster-not-named');
    expect(await rosterAt(alone)).toMatchObject({ members: ['ID'] });
  });
});

describe('a signer is lost', () => {
  let passphraseFile: string;

  it('and the others name the root key that takes its place', async () => {
    vnRoot = join(temporaryFolder('media'), 'root-2.jwe');
    ({ passphraseFile } = vn.place);
    const { json } = await runCommand<{ rootKey: string }>(['member', 'keygen', '--out', vnRoot], passphraseFile);
    const proposal = await proposedAt(th, 'propose', '--rotate-root', await cardOf(vn, json.rootKey));
    await proposal.signBy(kr, th, my);
    expect((await th.cli('roster', 'combine', ...proposal.copies)).code).toBe(1);
    await proposal.sign(vnRoot, passphraseFile);
    await th.does('roster', 'combine', ...proposal.copies);
    expect(await rosterAt(th)).toMatchObject({ version: 3, members: ['KR', 'MY', 'TH', 'VN'], former: [] });
  });

  it('whose root delegates anew; what the member wrote before stays, and it writes on', async () => {
    const { record } = await write(vn, 'Hue');
    expect(await vn.sync('TH')).toMatchObject({ converged: true });
    await vn.does('member', 'rotate-root', '--root', vnRoot);
    for (const peer of ['TH', 'KR', 'MY']) expect(await vn.sync(peer)).toMatchObject({ converged: true });
    const later = await write(vn, 'Da Nang');
    expect(await kr.sync('VN')).toMatchObject({ converged: true });
    expect(await placeAt(kr, record, 'VN')).toEqual(['Hue']);
    expect(await placeAt(kr, later.record, 'VN')).toEqual(['Da Nang']);
    expect(await digestAt(kr)).toBe(await digestAt(vn));
  });

  it('and the lost key signs nothing any more', async () => {
    const proposal = await proposedAt(kr, 'propose', '--threshold', '3');
    const { code, json } = await runCommand<FailureAnswer>(
      ['roster', 'sign', proposal.file, '--root', rootOf(vn)],
      passphraseFile,
    );
    expect([code, json.error.code]).toEqual([1, 'roster-key-unknown']);
    const delegated = await vn.cli<FailureAnswer>('member', 'rotate-root', '--root', rootOf(vn));
    expect(delegated.json.error.code).toBe('root-key-wrong');
  });
});

describe('a signer is changed', () => {
  it('for its next key, with the number that must sign; over the network it speaks on', async () => {
    const next = join(temporaryFolder('media'), 'root-2.jwe');
    const { rootKey } = await createRootKeyFile(next, my.passphrase, { random: systemRandom });
    const card = await cardOf(my, rootKey);
    const proposal = await proposedAt(my, 'propose', '--rotate-root', card, '--threshold', '3');
    await proposal.signBy(my, kr, th);
    await proposal.sign(next, my.place.passphraseFile);
    await my.does('roster', 'combine', ...proposal.copies);
    await my.does('member', 'rotate-root', '--root', next);
    for (const home of [kr, th, vn]) expect(await home.sync('MY')).toMatchObject({ converged: true });
    for (const home of [kr, th, vn]) expect(await rosterAt(home)).toMatchObject({ threshold: 3, fork: null });
    const { record } = await write(my, 'Ipoh');
    expect(await kr.sync('MY')).toMatchObject({ converged: true });
    expect(await placeAt(kr, record, 'MY')).toEqual(['Ipoh']);
  });
});

describe('an officer takes another key', () => {
  it('which acts once it is certified; the former one is ended, and its records stay', async () => {
    const folder = temporaryFolder('renewal');
    const [request, certificate] = [join(folder, 'request.json'), join(folder, 'certificate.json')];
    const old = await write(kr, 'Busan');
    const { officer } = await kr.does<{ officer: { before: string; writer: string } }>(
      'enrol',
      'renew',
      '--out',
      request,
    );
    await write(kr, 'Ulsan'); // the new key has no certificate yet
    const powers = ['--powers', 'audience,pin,recall,space,write'];
    await kr.does('enrol', 'grant', request, '--spaces', '*', ...powers, '--out', certificate);
    await kr.does('pin', officer.before);
    const { record } = await write(kr, 'Pohang');
    expect(await th.sync('KR')).toMatchObject({ converged: true });
    const { history } = await th.desk((calls) => calls.record.history({ record }));
    expect(history.map(({ writer }) => writer)).toEqual([officer.writer]);
    expect(await placeAt(th, old.record, 'KR')).toEqual(['Busan']);
    const { json } = await kr.cli<FailureAnswer>(
      'record',
      'edit',
      old.record,
      '--set',
      'place=x',
      '--as',
      officer.before,
    );
    expect(json.error.code).toBe('writer-stopped');
  });
});

describe('a directory key is rotated', () => {
  it('and everything that its member wrote, and its pins, are judged as before', async () => {
    const before = await digestAt(th);
    const rotated = await kr.does<{ delegationVersion: number }>(
      'member',
      'rotate-directory-key',
      '--root',
      rootOf(kr),
    );
    expect(rotated.delegationVersion).toBe(2);
    expect(await th.sync('KR')).toMatchObject({ converged: true });
    for (const home of [kr, th]) expect(await digestAt(home)).toBe(before);
    expect(await th.does('verify', '--rebuild')).toMatchObject({ ok: true, problems: [] });
    const { record } = await write(kr, 'Incheon');
    expect(await th.sync('KR')).toMatchObject({ converged: true });
    expect(await placeAt(th, record, 'KR')).toEqual(['Incheon']);
  });
});

describe('a member is removed', () => {
  it('by the others, and its node is turned away with what to do', async () => {
    for (const home of [th, vn]) expect(await home.sync('MY')).toMatchObject({ converged: true });
    const proposal = await proposedAt(kr, 'propose', '--remove', 'MY', '--threshold', '2');
    await proposal.signBy(kr, th);
    await proposal.sign(vnRoot, vn.place.passphraseFile);
    await kr.does('roster', 'combine', ...proposal.copies);
    expect(await rosterAt(kr)).toMatchObject({ members: ['KR', 'TH', 'VN'], former: ['MY'] });
    const { code, json } = await my.cli<SyncAnswer>('sync', '--with', 'KR');
    expect(code).toBe(4);
    expect(json.peers[0]?.error?.message).toContain('caller-removed');
  });

  it('and its writers stop by a pin that the others sign, also at a home that had taken more', async () => {
    const before = await digestAt(kr);
    await write(my, 'Johor');
    expect(await my.sync('TH')).toMatchObject({ converged: true }); // TH has not heard of the removal
    const pins = await proposedAt(kr, 'pin', 'MY');
    await pins.signBy(kr);
    const early = await kr.cli<FailureAnswer>('roster', 'combine', ...pins.copies);
    expect(early.json.error.code).toBe('roster-signature-missing');
    await pins.signBy(th);
    await kr.does('roster', 'combine', ...pins.copies);
    expect(await th.sync('KR')).toMatchObject({ converged: true });
    await vn.stop();
    await carryCommunity(kr, vn);
    await vn.serve();
    expect(await vn.sync('TH')).toMatchObject({ converged: true });
    for (const home of [kr, th, vn]) expect(await digestAt(home)).toBe(before);
    for (const home of [kr, th, vn]) expect((await home.does<{ ok: boolean }>('verify')).ok).toBe(true);
  });
});
