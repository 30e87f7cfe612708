import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { FailureAnswer, RecordAnswer } from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import type { TestHome } from '../support/test-home.js';

let kr: TestHome;
let restored: TestHome;
let th: TestHome;
let vn: TestHome;
let space: string;
let record: string;

const edit = (home: TestHome, set: Record<string, string>) =>
  home.desk((calls) =>
    calls.record.edit({
      officer: home.officer,
      record,
      joint: true,
      set: Object.entries(set).map(([field, text]) => ({ field, text })),
    }),
  );

const meet = async (from: TestHome, to: TestHome) => (await from.sync(to)).peers[0];

beforeAll(async () => {
  const members = await federation(['KR', 'TH', 'VN']);
  [kr, th, vn] = [members.of('KR'), members.of('TH'), members.of('VN')];
  ({ space } = await kr.does<{ space: string }>(
    ...['space', 'create', '--kind', 'case', '--title', 'Backup', '--audience', 'TH,VN'],
  ));
  ({ record } = await kr.does<RecordAnswer>(
    'record',
    'new',
    '--space',
    space,
    '--kind',
    'case',
    '--set',
    'title=Siren',
  ));
  await edit(kr, { narrative: 'Before the backup.' });
  await Promise.all([th.serve(), vn.serve()]);
  for (const to of [th, vn]) expect(await meet(kr, to)).toMatchObject({ converged: true });
  restored = kr.copyTo(temporaryFolder('restored'));
  // an image of the whole disk would not show it: somebody says that this is the only copy, and is wrong
  await restored.does('home', 'moved', '--yes');
});

describe('a home is restored from a backup and both copies write', () => {
  it('each copy meets another partner, and each partner builds on what it was told', async () => {
    await edit(kr, { narrative: 'Before the backup. Original branch.' });
    await edit(restored, { narrative: 'Before the backup. Restored branch.' });
    expect(await meet(kr, th)).toMatchObject({ converged: true });
    expect(await meet(restored, vn)).toMatchObject({ converged: true });
    await edit(th, { narrative: 'Before the backup. Original branch. And TH says.' });
    await edit(vn, { narrative: 'Before the backup. Restored branch. And VN says.' });
    await edit(vn, { leadAgency: 'C04' });
  });

  it('the partners find the fork when they meet, keep the proof and stop the log there', async () => {
    const first = await meet(th, vn);
    expect(first).not.toHaveProperty('error');
    expect(first).toMatchObject({ converged: false, alarms: [{ code: 'receipts-conflict' }] });
    for (const home of [th, vn]) {
      const [forked] = (await home.status()).spaces;
      expect(forked?.forks).toMatchObject([
        { lane: 'record', seq: 4, entries: [expect.any(String), expect.any(String)] },
      ]);
    }
  });

  it('and every home converges, the copies included', async () => {
    for (const [from, to] of [
      [kr, th],
      [restored, vn],
      [th, vn],
      [kr, vn],
      [restored, th],
      [th, vn],
    ] as const) {
      await meet(from, to);
    }
    const all = await Promise.all([kr, restored, th, vn].map((home) => home.status()));
    expect(new Set(all.map(({ spaces }) => spaces[0]?.stateDigest)).size).toBe(1);
    expect(new Set(all.map(({ spaces }) => JSON.stringify([spaces[0]?.frontier, spaces[0]?.forks]))).size).toBe(1);
    expect(all[0]?.spaces[0]?.forks).toHaveLength(1);
  });

  it('neither branch is in any document, what was before and what others say for themselves is', async () => {
    for (const home of [kr, restored, th, vn]) {
      const { sections } = await home.desk((calls) => calls.record.show({ record }));
      const narrative = String(sections.joint?.narrative?.[0]);
      expect(narrative).toContain('Before the backup.');
      expect(narrative).not.toContain('Original branch');
      expect(narrative).not.toContain('Restored branch');
      expect(sections.joint?.leadAgency).toEqual(['C04']);
    }
  });

  it('the forked key writes nothing more: a command says so and what to do', async () => {
    for (const home of [kr, restored]) {
      const { code, json } = await home.cli<FailureAnswer>('record', 'edit', record, '--set', 'title=Later');
      expect([code, json.error.code]).toEqual([1, 'writer-stopped']);
    }
  });

  it('and the honest go on: a sync that has nothing new is quiet', async () => {
    await edit(th, { offences: 'smuggling' });
    expect(await meet(th, vn)).toMatchObject({ converged: true });
    expect(await meet(th, vn)).toMatchObject({ converged: true, roundTrips: 1, entriesSent: 0, entriesReceived: 0 });
  });
});
