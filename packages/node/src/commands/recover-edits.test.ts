import type { RecordId } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { listLostEdits } from '../queries/list-lost-edits.js';
import { showRecord } from '../queries/show-record.js';
import { cloneHome, lastOf, pinOperation, seizure, sharedCase, writeAt } from '../replica/raw-entries.fixture.js';
import { MemoryFederation, type MemoryHome } from '../testing/memory-federation.js';
import { memorySync, settle } from '../testing/memory-sync.js';
import { letEditsGo, planRecovery, recoverEdits } from './recover-edits.js';
import { editRecord } from './write-record.js';

const write = (home: MemoryHome, record: RecordId, narrative: string) =>
  editRecord(home.replica, home.officer, { record, joint: true, change: { texts: { narrative } } });
const lostAt = (home: MemoryHome) => listLostEdits(home.replica.context);
const narrativeAt = (home: MemoryHome, record: RecordId) =>
  showRecord(home.replica.context, record).sections.joint?.narrative?.[0];

/** KR's home was copied, both copies wrote, and TH and VN each replied to one of them (HAZARDS 5). */
async function repliedFork(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  const { record } = seizure(kr, space, 'Incheon');
  write(kr, record, 'Boat seen.');
  await settle(kr, th, vn);
  const clone = cloneHome(federation, kr);
  write(kr, record, 'Boat seen at dawn.');
  write(clone, record, 'Boat seen by radar.');
  await memorySync(kr, th);
  await memorySync(clone, vn);
  write(th, record, 'Boat seen at dawn off Trang.');
  write(vn, record, 'Boat seen by radar near Vung Tau.');
  await settle(th, vn);
  return { federation, kr, th, vn, clone, space, record };
}

describe('an honest reply to one branch of a fork (SEC-6, FRK-2)', () => {
  test('is offered by the node of its author, with its words, and by no other', async () => {
    const { kr, th, vn, clone } = await repliedFork('offered');
    expect(lostAt(th)).toMatchObject([
      { reason: 'built-on-fork', section: 'joint', said: { texts: { narrative: 'off Trang' } } },
    ]);
    expect(lostAt(vn)).toMatchObject([{ reason: 'built-on-fork', said: { texts: { narrative: 'near Vung Tau' } } }]);
    await memorySync(th, kr);
    await memorySync(th, clone);
    // both copies hold both branches by now, and either may say again what was typed on any of them
    for (const copy of [kr, clone]) {
      const words = lostAt(copy).map(({ said }) => said.texts.narrative);
      expect(words.sort()).toEqual(['at dawn', 'by radar']);
      expect(lostAt(copy).every(({ reason }) => reason === 'forked')).toBe(true);
    }
  });

  test('is written again by its author, stands everywhere and is offered no more', async () => {
    const { th, vn, record } = await repliedFork('written');
    const [lost] = lostAt(th);
    const before = narrativeAt(th, record);
    expect(planRecovery(th.replica.context, lost?.entry as string).changes).toEqual([
      { fields: {}, texts: { narrative: `${before}\noff Trang` } },
    ]);
    expect(narrativeAt(th, record)).toBe(before);
    const { entries } = recoverEdits(th.replica, th.officer, lost?.entry as string);
    expect(entries).toHaveLength(1);
    expect(lostAt(th)).toEqual([]);
    recoverEdits(vn.replica, vn.officer, lostAt(vn)[0]?.entry as string);
    await settle(th, vn);
    const narrative = narrativeAt(vn, record);
    expect(narrative).toBe(narrativeAt(th, record));
    expect(narrative).toContain('off Trang');
    expect(narrative).toContain('near Vung Tau');
    expect(narrative).not.toMatch(/dawn|radar/);
    expect(lostAt(vn)).toEqual([]);
  });

  test('may be let go', async () => {
    const { th } = await repliedFork('let-go');
    const entry = lostAt(th)[0]?.entry ?? '';
    expect(letEditsGo(th.replica, entry.slice(0, 8)).edits).toHaveLength(1);
    expect(lostAt(th)).toEqual([]);
    expect(() => letEditsGo(th.replica, entry)).toThrow(expect.objectContaining({ code: 'lost-edit-unknown' }));
  });

  test('what its author replied to afterwards is offered as well', async () => {
    const { th, vn, record } = await repliedFork('chain');
    write(th, record, `${narrativeAt(th, record)} More to come.`);
    await settle(th, vn);
    expect(narrativeAt(vn, record)).toContain('More to come.');
    expect(lostAt(th)).toHaveLength(1);
  });
});

test('what a laptop wrote past a pin is offered on the laptop, and nothing once it counts again', async () => {
  const federation = new MemoryFederation(['KR', 'TH'], 'pinned');
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
  const space = sharedCase(kr, 'TH');
  await settle(kr, th, laptop);
  const { record } = seizure(laptop, space, 'Bangkok');
  await settle(kr, laptop);
  const held = lastOf(kr, space, 'record', laptop.officer);
  const named = { space, writer: laptop.officerKeys.writer, member: 'KR', control: null } as const;
  const first = pinOperation(federation, { ...named, record: { id: held?.id as never, seq: held?.seq as number } });
  writeAt(kr, space, 'control', [first.operation]);
  editRecord(laptop.replica, laptop.officer, { record, joint: false, change: { fields: { place: 'Pattaya' } } });
  await settle(kr, laptop);
  expect(lostAt(laptop)).toMatchObject([{ reason: 'pinned', said: { fields: { place: ['Pattaya'] } } }]);
  expect(lostAt(kr)).toEqual([]);
  const last = lastOf(laptop, space, 'record', laptop.officer);
  const higher = { id: last?.id as never, seq: last?.seq as number };
  writeAt(kr, space, 'control', [
    pinOperation(federation, { ...named, record: higher, replaces: [first.id as never] }).operation,
  ]);
  await settle(kr, laptop);
  expect(lostAt(laptop)).toEqual([]);
});
