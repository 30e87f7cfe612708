import type { RecordId, SpaceId } from '@liaison/protocol';
import { databaseImage } from '@liaison/store';
import { describe, expect, test } from 'vitest';
import { recallRecord, reinstateRecord } from '../../commands/recall-record.js';
import { renewRecalls } from '../../commands/renew-recalls.js';
import { editRecord } from '../../commands/write-record.js';
import { cutOffRecalls } from '../../queries/cut-off-recalls.js';
import { homeStatus } from '../../queries/home-status.js';
import { listRecalls, recallStatus } from '../../queries/list-recalls.js';
import { searchRecords } from '../../queries/search-records.js';
import { showRecord } from '../../queries/show-record.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync, settle } from '../../testing/memory-sync.js';
import { replayHome } from '../../verify/replay-home.js';
import { verifyHome } from '../../verify/verify-home.js';
import { settleDerived } from '../derived/search-upkeep.js';
import {
  deliver,
  digestAt,
  lastOf,
  pinOperation,
  seizure,
  sharedCase,
  tipsAt,
  wiresAt,
  writeAt,
} from '../raw-entries.fixture.js';

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
  const space = sharedCase(kr, 'TH', 'VN');
  const { record } = seizure(kr, space, 'Uljin harbour');
  await settle(kr, th, vn, laptop);
  return { federation, kr, th, vn, laptop, space, record };
}

const recall = (home: MemoryHome, record: string, more: { field?: string; joint?: boolean } = {}) =>
  recallRecord(home.replica, home.officer, { record, joint: false, reason: 'error', ...more });
const reinstate = (home: MemoryHome, record: string, joint = false) =>
  reinstateRecord(home.replica, home.officer, { record, joint });
const say = (home: MemoryHome, record: RecordId, fields: Record<string, string>, joint = false) =>
  editRecord(home.replica, home.officer, { record, joint, change: { fields } });
const sectionsAt = (home: MemoryHome, record: string) => showRecord(home.replica.context, record).sections;

/** Whether a text stands anywhere in what a home's database holds. */
function keeps(home: MemoryHome, text: string): boolean {
  settleDerived(home.replica.context);
  return Buffer.from(databaseImage(home.database)).includes(text);
}

async function expectGone(text: string, space: SpaceId, ...homes: MemoryHome[]) {
  for (const home of homes) {
    expect([home.name, keeps(home, text)]).toEqual([home.name, false]);
    expect(searchRecords(home.replica.context, text, 5).total).toBe(0);
    expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
    expect(replayHome(home.replica)).toEqual([]);
  }
  expect(new Set(homes.map((home) => digestAt(home, space))).size).toBe(1);
  expect(new Set(homes.map((home) => JSON.stringify(tipsAt(home, space)))).size).toBe(1);
}

describe('a recall', () => {
  test('RCL-4, RCL-7: takes the content out everywhere and leaves the proof; receipts show who has done it', async () => {
    const { kr, th, vn, laptop, space, record } = await scene('everywhere');
    for (const home of [kr, th, vn, laptop]) expect(keeps(home, 'Uljin')).toBe(true);
    expect(recall(kr, record)).toMatchObject({ section: 'KR', removed: ['place'], kept: [] });
    expect(keeps(kr, 'Uljin')).toBe(false);
    await settle(kr, th, vn);
    const holders = recallStatus(kr.replica.context, record).recalls[0]?.holders ?? [];
    expect(new Map(holders.map(({ home, state }) => [home, state]))).toEqual(
      new Map([
        [kr.service.writer, 'removed'],
        [th.service.writer, 'removed'],
        [vn.service.writer, 'removed'],
        [laptop.service.writer, 'not-yet'],
      ]),
    );
    await settle(kr, th, vn, laptop);
    await expectGone('Uljin', space, kr, th, vn, laptop);
    expect(listRecalls(th.replica.context)).toMatchObject([
      { record, member: 'KR', reason: 'error', reinstated: false },
    ]);
    expect(sectionsAt(th, record)).toEqual({});
  });

  test('before anybody received it sends the skeleton only, and a newcomer gets nothing else', async () => {
    const { federation, kr, th, vn, space } = await scene('before');
    const { record } = seizure(kr, space, 'Goseong pier');
    recall(kr, record);
    const sent = Buffer.concat(
      wiresAt(kr, space).flatMap(({ operations }) =>
        operations.map((one) => Buffer.from('body' in one ? one.body : one.skeleton)),
      ),
    );
    expect(sent.includes('Goseong')).toBe(false);
    await settle(kr, th, vn);
    const late = federation.addLaptop('TH-late', 'TH', '*');
    await settle(kr, th);
    await memorySync(late, th);
    await settle(kr, th, vn, late);
    await expectGone('Goseong', space, kr, th, vn, late);
  });

  test('RCL-3: covers what was written at the same time and arrives late', async () => {
    const { kr, th, laptop, space, record } = await scene('late');
    say(laptop, record, { place: 'Pohang yard' });
    recall(kr, record);
    await settle(kr, th);
    await memorySync(laptop, th);
    await settle(kr, th, laptop);
    await expectGone('Pohang', space, kr, th, laptop);
    expect(() => say(kr, record, { place: 'Ulleung' })).toThrow(/recalled/);
  });

  test('RCL-2: ends with a reinstatement: what is said after it stands', async () => {
    const { kr, th, space, record } = await scene('reinstated');
    recall(kr, record);
    reinstate(kr, record);
    say(kr, record, { place: 'Donghae' });
    await settle(kr, th);
    expect(sectionsAt(th, record)).toEqual({ KR: { place: ['Donghae'] } });
    await expectGone('Uljin', space, kr, th);
    expect(listRecalls(th.replica.context)).toMatchObject([{ reinstated: true }]);
  });

  test('of two at once each covers what the other author has said anew', async () => {
    const { kr, th, laptop, space, record } = await scene('two');
    for (const [home, place] of [
      [kr, 'Sokcho one'],
      [laptop, 'Sokcho two'],
    ] as const) {
      recall(home, record);
      reinstate(home, record);
      say(home, record, { place });
    }
    await settle(kr, th, laptop);
    expect(sectionsAt(th, record)).toEqual({});
    await expectGone('Sokcho', space, kr, th, laptop);
    reinstate(kr, record);
    say(kr, record, { place: 'Sokcho at last' });
    await settle(kr, th, laptop);
    expect(sectionsAt(laptop, record)).toEqual({ KR: { place: ['Sokcho at last'] } });
  });

  test('of one field says the rest anew in the same step', async () => {
    const { kr, th, space, record } = await scene('field');
    say(kr, record, { agency: 'Customs', concealment: 'Gijang tunnel' });
    await settle(kr, th);
    expect(recall(kr, record, { field: 'concealment' })).toMatchObject({
      removed: ['concealment'],
      kept: ['agency', 'place'],
      reissued: expect.any(String),
    });
    await settle(kr, th);
    for (const home of [kr, th]) {
      expect(sectionsAt(home, record)).toEqual({ KR: { agency: ['Customs'], place: ['Uljin harbour'] } });
    }
    await expectGone('Gijang', space, kr, th);
  });

  test('in the joint section covers the own member only', async () => {
    const { kr, th, vn, space, record } = await scene('joint');
    say(kr, record, { place: 'Jindo', agency: 'KR says' }, true);
    await settle(kr, th, vn);
    say(th, record, { concealment: 'Krabi' }, true);
    await settle(kr, th, vn);
    recall(kr, record, { joint: true });
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) expect(sectionsAt(home, record).joint).toEqual({ concealment: ['Krabi'] });
    await expectGone('Jindo', space, kr, th, vn);
  });

  test("another member's section cannot be recalled", async () => {
    const { kr, th, space, record } = await scene('other');
    const content = Buffer.from(JSON.stringify({ reason: 'error', record, section: 'KR' }));
    const operation = { form: 1 as const, header: { op: 'recall' as const }, content };
    expect(() => writeAt(th, space, 'control', [operation])).toThrow(/void-content/);
    await settle(kr, th);
    expect(sectionsAt(kr, record).KR).toEqual({ place: ['Uljin harbour'] });
  });
});

describe('a skeleton', () => {
  test('RCL-6: of content that nobody has any more is given on once the member recalls it anew', async () => {
    const { federation, kr, th, vn, laptop, space, record } = await scene('nobody has it');
    const before = lastOf(kr, space, 'record', laptop.officer);
    recall(laptop, record);
    await settle(laptop, kr, th, vn);
    const { record: next } = seizure(kr, space, 'Hadong');
    const { operation } = pinOperation(federation, {
      space,
      writer: laptop.officerKeys.writer,
      member: 'KR',
      control: null,
      record: before === undefined ? null : { id: before.id, seq: before.seq },
    });
    writeAt(kr, space, 'control', [operation]);
    await settle(kr, th, vn);
    expect((await verifyHome(kr.replica)).problems.map(({ code }) => code)).toContain('content-missing');
    expect(await memorySync(kr, th)).toMatchObject({ alarms: [] });
    recall(kr, record);
    await settle(kr, th, vn);
    const late = federation.addLaptop('VN-late', 'VN', '*');
    await settle(kr, th, vn, late);
    for (const home of [kr, th, vn, late]) {
      expect(sectionsAt(home, next)).toEqual({ KR: { place: ['Hadong'] } });
      expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
    }
    expect(tipsAt(late, space)).toEqual(tipsAt(kr, space));
  });

  test('RCL-5: is refused where no recall covers it, and nothing is held of its space', async () => {
    const { kr, th, space } = await scene('no cover');
    const { record } = seizure(kr, space, 'Taean');
    const whole = wiresAt(kr, space).slice(-1);
    recall(kr, record);
    const bare = wiresAt(kr, space).filter(({ token }) => token === whole[0]?.token);
    expect(deliver(th, kr, bare)).toMatchObject({ entries: 0, refused: { code: 'recall-missing' } });
    expect(deliver(th, kr, whole)).toMatchObject({ entries: 1 });
    await settle(kr, th);
    await expectGone('Taean', space, kr, th);
  });

  test('RCL-6: under a recall that a pin cuts off is fetched again from whoever has the content', async () => {
    const { federation, kr, th, vn, laptop, space, record } = await scene('pinned recall');
    const before = lastOf(kr, space, 'record', laptop.officer);
    recall(laptop, record); // the thief's
    await memorySync(laptop, th);
    expect(sectionsAt(th, record)).toEqual({});
    const { operation } = pinOperation(federation, {
      space,
      writer: laptop.officerKeys.writer,
      member: 'KR',
      control: null,
      record: before === undefined ? null : { id: before.id, seq: before.seq },
    });
    writeAt(kr, space, 'control', [operation]);
    await settle(kr, th, vn);
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) {
      expect(sectionsAt(home, record)).toEqual({ KR: { place: ['Uljin harbour'] } });
      expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
    }
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
    expect(tipsAt(th, space)).toEqual(tipsAt(kr, space));
  });

  test('RCL-6: a recall that a pin cuts off is told to its member, and renewed in one step', async () => {
    const { federation, kr, th, vn, laptop, space, record } = await scene('renewed recall');
    const { record: other } = seizure(kr, space, 'Gunsan');
    await settle(kr, laptop, th);
    recall(laptop, record);
    recall(laptop, other);
    recall(kr, other); // by the desk as well: that one counts
    await settle(kr, th, laptop);
    const { operation } = pinOperation(federation, {
      space,
      writer: laptop.officerKeys.writer,
      member: 'KR',
      control: null,
      record: null,
    });
    writeAt(kr, space, 'control', [operation]);
    expect(cutOffRecalls(kr.replica.context)).toMatchObject([{ record, section: 'KR', reason: 'error' }]);
    expect(homeStatus(kr.replica.context).alarms).toMatchObject([{ code: 'recalls-cut-off', about: space }]);
    const { entries } = renewRecalls(kr.replica, kr.officer);
    expect(entries).toHaveLength(1);
    expect(homeStatus(kr.replica.context).alarms).toEqual([]);
    expect(renewRecalls(kr.replica, kr.officer)).toEqual({ recalls: [], entries: [] });
    await settle(kr, th, vn);
    await expectGone('Uljin', space, kr, th, vn);
    expect(homeStatus(th.replica.context).alarms).toEqual([]); // nobody else is asked to
  });
});
