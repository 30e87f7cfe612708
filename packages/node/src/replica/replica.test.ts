import type { MemberCode } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { createSpace } from '../commands/create-space.js';
import { editRecord, newRecord } from '../commands/write-record.js';
import { homeStatus } from '../queries/home-status.js';
import { listConflicts } from '../queries/list-conflicts.js';
import { searchRecords } from '../queries/search-records.js';
import { showRecord } from '../queries/show-record.js';
import { MemoryFederation } from '../testing/memory-federation.js';
import { memorySync } from '../testing/memory-sync.js';
import { verifyHome } from '../verify/verify-home.js';

const sharedCase = (federation: MemoryFederation) => {
  const kr = federation.home('KR');
  const { space } = createSpace(kr.replica, kr.officer, {
    kind: 'case',
    title: '파타야 사건',
    audience: ['TH' as MemberCode],
  });
  return space;
};

describe('two homes', () => {
  test('a record made in one is found in the other, and a second sync is one call with nothing made', async () => {
    const federation = new MemoryFederation(['KR', 'TH', 'VN'], 'two-homes');
    const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
    const space = sharedCase(federation);
    const made = newRecord(kr.replica, kr.officer, {
      space,
      kind: 'seizure',
      change: {
        fields: { place: '서울', quantity: { amount: 2.1, unit: 'kg', grams: 2100 } },
        texts: { narrative: '대마 발견' },
      },
    });
    const report = await memorySync(kr, th);
    expect(report.error).toBeUndefined();
    expect(report).toMatchObject({ converged: true, entriesSent: 3 });
    expect(showRecord(th.replica.context, made.record).sections).toEqual(
      showRecord(kr.replica.context, made.number).sections,
    );
    expect(searchRecords(th.replica.context, '대마', 20).total).toBe(1);
    const again = await memorySync(kr, th);
    expect(again).toMatchObject({ converged: true, entriesSent: 0, entriesReceived: 0 });
    await memorySync(kr, vn);
    expect(homeStatus(vn.replica.context)).toMatchObject({ entries: 0, spaces: [] });
    expect(await verifyHome(th.replica)).toMatchObject({ ok: true, entries: 3 });
  });

  test('both edit the joint section apart: a conflict; both edit their own: a disagreement; nothing is lost', async () => {
    const federation = new MemoryFederation(['KR', 'TH'], 'conflict');
    const kr = federation.home('KR');
    const th = federation.home('TH');
    const space = sharedCase(federation);
    const { record } = newRecord(kr.replica, kr.officer, {
      space,
      kind: 'seizure',
      change: { fields: { place: 'Pattaya' } },
    });
    await memorySync(kr, th);
    const say = (home: typeof kr, joint: boolean, place: string) =>
      editRecord(home.replica, home.officer, { record, joint, change: { fields: { place } } });
    say(kr, true, 'Bangkok');
    say(th, true, 'Chonburi');
    say(th, false, 'Rayong');
    expect((await memorySync(th, kr)).converged).toBe(true);
    for (const home of [kr, th]) {
      const found = listConflicts(home.replica.context);
      expect(found.map(({ type, section }) => [type, section])).toEqual([
        ['conflict', 'joint'],
        ['disagreement', null],
      ]);
      expect(found[0]?.values.map(({ value, member }) => [member, value]).sort()).toEqual([
        ['KR', 'Bangkok'],
        ['TH', 'Chonburi'],
      ]);
    }
    expect(homeStatus(kr.replica.context).spaces[0]?.stateDigest).toBe(
      homeStatus(th.replica.context).spaces[0]?.stateDigest,
    );
  });
});
