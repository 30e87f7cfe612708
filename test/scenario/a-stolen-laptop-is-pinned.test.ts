import { beforeAll, describe, expect, it } from 'vitest';
import type { RecordAnswer, SetAsideAnswer, ShownAnswer, SyncAnswer } from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import type { TestHome } from '../support/test-home.js';

let kr: TestHome;
let th: TestHome;
let vn: TestHome;
let laptop: TestHome;
let space: string;
let record: string;

const edit = (home: TestHome, set: Record<string, string>, joint = true) =>
  home.desk((calls) =>
    calls.record.edit({
      officer: home.officer,
      record,
      joint,
      set: Object.entries(set).map(([field, text]) => ({ field, text })),
    }),
  );

beforeAll(async () => {
  const members = await federation(['KR', 'TH', 'VN']);
  [kr, th, vn] = [members.of('KR'), members.of('TH'), members.of('VN')];
  ({ space } = await kr.does<{ space: string }>(
    ...['space', 'create', '--kind', 'case', '--title', 'Dispatched', '--audience', 'TH,VN'],
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
  laptop = await members.laptop('KR', 'KR-laptop', [space]);
  await Promise.all([kr, th, vn].map((home) => home.serve()));
  expect(await laptop.sync('KR')).toMatchObject({ converged: true });
  await edit(laptop, { offences: 'smuggling', narrative: 'Written in Bangkok, in time.' });
  for (const [from, to] of [
    [laptop, 'KR'],
    [kr, 'TH'],
    [kr, 'VN'],
  ] as const) {
    expect(await from.sync(to)).toMatchObject({ converged: true });
  }
});

describe('a laptop is reported stolen', () => {
  it('and pinned by name at the home desk: what it wrote before stays', async () => {
    const would = await kr.does<{ spaces: unknown[] }>('pin', 'KR-laptop', '--dry-run');
    const pinned = await kr.does<{ writers: string[]; spaces: unknown[] }>('pin', 'KR-laptop');
    expect(pinned.spaces).toEqual(would.spaces);
    expect(pinned.writers).toHaveLength(2);
    const { sections } = await kr.does<ShownAnswer>('record', 'show', record);
    expect(sections.joint).toMatchObject({ offences: ['smuggling'], narrative: ['Written in Bangkok, in time.'] });
  });

  it('and is refused at the door of its home, with what to do, and changes nothing there', async () => {
    await edit(laptop, { offences: 'nothing at all', narrative: 'Written by the thief.' });
    // what it was given before may still be shown as under way for a moment
    const held = async () => ({ ...(await kr.status()), activity: [] });
    const before = await held();
    const { code, json } = await laptop.cli<SyncAnswer>('sync', '--with', 'KR');
    expect(code).toBe(4);
    expect(json.peers[0]).toMatchObject({
      converged: false,
      entriesSent: 0,
      error: { code: 'peer-refused', next: expect.any(String) },
    });
    expect(json.peers[0]?.error?.message).toContain('caller-revoked');
    expect(await held()).toEqual(before);
  });

  it('and what a partner, who had not heard of it yet, took from it later is set aside', async () => {
    expect(await laptop.sync('TH')).toMatchObject({ converged: true, peers: [{ entriesSent: 1 }] });
    expect((await th.does<ShownAnswer>('record', 'show', record)).sections.joint?.offences).toEqual(['nothing at all']);
    await edit(th, { leadAgency: 'ONCB' }); // builds on it: its signature must stay, its content must not
    await edit(laptop, { modusOperandi: 'a thief’s second try' });
    expect(await laptop.sync('TH')).toMatchObject({ converged: true, peers: [{ entriesSent: 1, entriesReceived: 1 }] });
    expect(await th.sync('KR')).toMatchObject({ converged: true });
    for (const [home, late] of [
      [th, 2],
      [kr, 1],
    ] as const) {
      const { entries } = await home.does<SetAsideAnswer>('set-aside');
      expect(entries.map(({ member, lane, reason }) => [member, lane, reason])).toEqual(
        Array.from({ length: late }, () => ['KR', 'record', 'pinned']),
      );
      const { history } = await home.desk((calls) => calls.record.history({ record }));
      const notCounted = history.filter(({ standing }) => standing !== 'counts');
      expect(notCounted.map(({ member, standing }) => [member, standing])).toEqual(
        Array.from({ length: late }, () => ['KR', 'pinned']),
      );
    }
  });

  it('and then refused by the partner as well', async () => {
    const { code, json } = await laptop.cli<SyncAnswer>('sync', '--with', 'TH');
    expect([code, json.peers[0]?.error?.message]).toEqual([4, expect.stringContaining('caller-revoked')]);
  });

  it('and all others say the same: nothing of the thief, all of the officer, the partner’s own edit', async () => {
    for (const [from, to] of [
      [vn, 'TH'],
      [vn, 'KR'],
      [kr, 'TH'],
    ] as const) {
      expect(await from.sync(to)).toMatchObject({ converged: true });
    }
    const all = await Promise.all([kr, th, vn].map((home) => home.status()));
    expect(new Set(all.map(({ spaces }) => spaces[0]?.stateDigest)).size).toBe(1);
    expect(new Set(all.map(({ spaces }) => JSON.stringify(spaces[0]?.frontier))).size).toBe(1);
    for (const home of [kr, th, vn]) {
      const { sections } = await home.desk((calls) => calls.record.show({ record }));
      expect(sections.joint).toEqual({
        offences: ['smuggling'],
        narrative: ['Written in Bangkok, in time.'],
        leadAgency: ['ONCB'],
      });
      expect((await home.desk((calls) => calls.record.search({ query: 'thief', limit: 5 }))).total).toBe(0);
    }
    const again = await kr.sync('TH');
    expect(again).toMatchObject({ peers: [{ entriesSent: 0, entriesReceived: 0, converged: true }] });
  });
});
