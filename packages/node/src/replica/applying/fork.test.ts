import type { MemberCode, RecordId } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { changeAudience } from '../../commands/change-audience.js';
import { editRecord } from '../../commands/write-record.js';
import { homeStatus } from '../../queries/home-status.js';
import { listSetAside } from '../../queries/list-set-aside.js';
import { showRecord } from '../../queries/show-record.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync, settle } from '../../testing/memory-sync.js';
import { verifyHome } from '../../verify/verify-home.js';
import {
  audienceAt,
  cloneHome,
  deliver,
  digestAt,
  seizure,
  sharedCase,
  tipsAt,
  wiresAt,
} from '../raw-entries.fixture.js';

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  const { record } = seizure(kr, space, 'Incheon');
  await memorySync(kr, th);
  await memorySync(kr, vn);
  return { federation, kr, th, vn, space, record };
}

type Scene = Awaited<ReturnType<typeof scene>>;

const say = (home: MemoryHome, record: RecordId, place: string, joint = false) =>
  editRecord(home.replica, home.officer, { record, joint, change: { fields: { place } } });

const write = (home: MemoryHome, record: RecordId, narrative: string) =>
  editRecord(home.replica, home.officer, { record, joint: true, change: { texts: { narrative } } });

const forksAt = (home: MemoryHome) => homeStatus(home.replica.context).spaces.flatMap(({ forks }) => forks);

function expectEqual(space: Scene['space'], ...homes: MemoryHome[]) {
  const [first, ...others] = homes as [MemoryHome, ...MemoryHome[]];
  for (const other of others) {
    expect(tipsAt(other, space)).toEqual(tipsAt(first, space));
    expect(digestAt(other, space)).toBe(digestAt(first, space));
  }
}

describe('a home that was copied and writes on both copies', () => {
  test('FRK-1: both partners find the fork, keep the proof, and neither branch is in any document', async () => {
    const { federation, kr, th, vn, space, record } = await scene('clone');
    const clone = cloneHome(federation, kr);
    say(kr, record, 'Busan');
    say(clone, record, 'Jeju');
    await memorySync(kr, th);
    await memorySync(clone, vn);
    expect([forksAt(th), forksAt(vn)]).toEqual([[], []]);
    expect(showRecord(th.replica.context, record).sections.KR?.place).toEqual(['Busan']);
    await settle(th, vn);
    for (const home of [th, vn]) {
      expect(forksAt(home)).toMatchObject([{ writer: kr.officerKeys.writer, lane: 'record', seq: 3 }]);
      expect(forksAt(home)[0]?.entries).toHaveLength(2);
      expect(showRecord(home.replica.context, record).sections.KR?.place).toEqual(['Incheon']);
      expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
    }
    expectEqual(space, th, vn);
    expect(await memorySync(th, vn)).toMatchObject({ converged: true, entriesSent: 0, entriesReceived: 0 });
  });

  test('FRK-4: the log stops: later entries on either branch count nowhere, and the copies refuse to write on', async () => {
    const { federation, kr, th, vn, space, record } = await scene('stopped');
    const clone = cloneHome(federation, kr);
    for (const place of ['Busan', 'Ulsan']) say(kr, record, place);
    for (const place of ['Jeju', 'Mokpo', 'Yeosu']) say(clone, record, place);
    await memorySync(kr, th);
    await memorySync(clone, vn);
    await settle(th, vn);
    expectEqual(space, th, vn);
    expect(listSetAside(th.replica.context, 20).entries.map(({ reason }) => reason)).toContain('forked');
    await memorySync(th, kr);
    expect(() => say(kr, record, 'Gunsan')).toThrow(expect.objectContaining({ code: 'writer-stopped' }));
    expect(() => seizure(kr, space, 'Gunsan')).toThrow(expect.objectContaining({ code: 'writer-stopped' }));
    expectEqual(space, kr, th);
  });

  test('a lower fork that is found later moves the stop down everywhere', async () => {
    const { federation, kr, th, vn, space, record } = await scene('lower');
    const early = cloneHome(federation, kr);
    say(kr, record, 'Busan');
    const late = cloneHome(federation, kr);
    say(kr, record, 'Ulsan');
    say(late, record, 'Mokpo');
    say(early, record, 'Jeju');
    await memorySync(kr, th);
    await memorySync(late, th);
    expect(forksAt(th)).toMatchObject([{ seq: 4 }]);
    expect(showRecord(th.replica.context, record).sections.KR?.place).toEqual(['Busan']);
    await memorySync(early, vn);
    await settle(th, vn);
    for (const home of [th, vn]) {
      expect(forksAt(home)).toMatchObject([{ seq: 3 }]);
      expect(showRecord(home.replica.context, record).sections.KR?.place).toEqual(['Incheon']);
    }
    expectEqual(space, th, vn);
  });

  test('an honest reply that was built on one branch ends the same at homes that saw the other branch first', async () => {
    const { federation, kr, th, vn, space, record } = await scene('reply');
    write(kr, record, 'Boat seen');
    await settle(kr, th, vn);
    const clone = cloneHome(federation, kr);
    write(kr, record, 'Boat seen at dawn');
    write(clone, record, 'Boat seen by radar');
    await memorySync(kr, th);
    await memorySync(clone, vn);
    write(th, record, 'Boat seen at dawn, nine men');
    write(vn, record, 'Boat seen by radar, two men');
    await settle(th, vn);
    expectEqual(space, th, vn);
    const { sections } = showRecord(th.replica.context, record);
    expect(sections.joint?.narrative?.[0]).toMatch(/^Boat seen/);
    expect(String(sections.joint?.narrative?.[0])).not.toMatch(/dawn|radar/);
    for (const home of [th, vn]) {
      expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
      say(home, record, home.name, true); // the honest may go on
    }
    await settle(th, vn);
    expectEqual(space, th, vn);
    expect(showRecord(vn.replica.context, record).sections.joint?.place).toHaveLength(2);
  });

  test('three copies: any two of three proofs end as one', async () => {
    const { federation, kr, th, vn, space, record } = await scene('three');
    const copies = [kr, cloneHome(federation, kr), cloneHome(federation, kr)] as const;
    for (const [i, copy] of copies.entries()) say(copy, record, `place ${i}`);
    await memorySync(copies[0], th);
    await memorySync(copies[1], th);
    await memorySync(copies[1], vn);
    await memorySync(copies[2], vn);
    await settle(th, vn);
    expectEqual(space, th, vn);
    expect(await memorySync(th, vn)).toMatchObject({ converged: true });
  });

  test('a fork in the first entry of a log', async () => {
    const { federation, kr, th, vn, space, record } = await scene('first');
    const clone = cloneHome(federation, th);
    say(th, record, 'Phuket');
    say(clone, record, 'Krabi');
    await memorySync(th, kr);
    await memorySync(clone, vn);
    await settle(kr, vn);
    for (const home of [kr, vn]) {
      expect(forksAt(home)).toMatchObject([{ writer: th.officerKeys.writer, seq: 1 }]);
      expect(showRecord(home.replica.context, record).sections).not.toHaveProperty('TH');
    }
    expectEqual(space, kr, vn);
  });

  test('a fork of the control lane: neither audience holds, the last one before it does', async () => {
    const { federation, kr, th, vn, space } = await scene('control');
    const clone = cloneHome(federation, kr);
    changeAudience(kr.replica, kr.officer, { space, add: [], remove: ['TH', 'VN'] as MemberCode[] });
    changeAudience(clone.replica, clone.officer, { space, add: [], remove: ['TH'] as MemberCode[] });
    const proof = wiresAt(clone, space).slice(-1);
    deliver(th, vn, proof);
    expect(audienceAt(th, space)).toEqual(['VN']);
    deliver(th, kr, wiresAt(kr, space).slice(-1));
    expect(forksAt(th)).toMatchObject([{ lane: 'control', seq: 2 }]);
    expect(audienceAt(th, space)).toEqual(['TH', 'VN']);
    await settle(th, vn);
    expectEqual(space, th, vn);
  });
});
