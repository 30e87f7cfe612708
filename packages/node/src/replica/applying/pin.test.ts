import type { RecordId } from '@liaison/protocol';
import type { EntryRow } from '@liaison/store';
import { describe, expect, test } from 'vitest';
import { editRecord } from '../../commands/write-record.js';
import { homeStatus } from '../../queries/home-status.js';
import { listSetAside } from '../../queries/list-set-aside.js';
import { showRecord } from '../../queries/show-record.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync, settle } from '../../testing/memory-sync.js';
import { verifyHome } from '../../verify/verify-home.js';
import {
  deliver,
  digestAt,
  lastOf,
  pinOperation,
  rawEntry,
  seizure,
  sharedCase,
  tipsAt,
  wiresAt,
  writeAt,
} from '../raw-entries.fixture.js';

/** KR's laptop is lost after it has written; desk and partners hold what it wrote before. */
async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
  const space = sharedCase(kr, 'TH', 'VN');
  await settle(kr, th, vn, laptop);
  const { record } = seizure(laptop, space, 'Bangkok');
  await settle(kr, th, vn, laptop);
  return { federation, kr, th, vn, laptop, space, record };
}

type Scene = Awaited<ReturnType<typeof scene>>;

const write = (home: MemoryHome, record: RecordId, narrative: string) =>
  editRecord(home.replica, home.officer, { record, joint: true, change: { texts: { narrative } } });
const say = (home: MemoryHome, record: RecordId, place: string) =>
  editRecord(home.replica, home.officer, { record, joint: false, change: { fields: { place } } });
const placeAt = (home: MemoryHome, record: RecordId) => showRecord(home.replica.context, record).sections.KR?.place;
const narrativeAt = (home: MemoryHome, record: RecordId) =>
  showRecord(home.replica.context, record).sections.joint?.narrative?.[0];

/** Pins the laptop in the space to what the desk holds of it, or to a given record entry. */
function pin({ federation, kr, laptop, space }: Scene, to?: { id: string; seq: number } | null) {
  const last = lastOf(kr, space, 'record', laptop.officer);
  const held = last === undefined ? null : { id: last.id, seq: last.seq };
  const record = (to === undefined ? held : to) as typeof held;
  const { writer } = laptop.officerKeys;
  const made = pinOperation(federation, { space, writer, member: 'KR', control: null, record });
  writeAt(kr, space, 'control', [made.operation]);
  return made;
}

function expectEqual(space: Scene['space'], ...homes: MemoryHome[]) {
  const [first, ...others] = homes as [MemoryHome, ...MemoryHome[]];
  for (const other of others) {
    expect(tipsAt(other, space)).toEqual(tipsAt(first, space));
    expect(digestAt(other, space)).toBe(digestAt(first, space));
  }
}

describe('a revoked writer', () => {
  test('waits without a pin: what was held counts, what comes later does not, and nothing is lost', async () => {
    const s = await scene('revoked');
    const { federation, kr, th, vn, laptop, space, record } = s;
    federation.revoke('KR', [laptop.officerKeys.writer]);
    await settle(kr, th, vn);
    say(laptop, record, 'Pattaya');
    const [late] = wiresAt(laptop, space).slice(-1);
    expect(deliver(th, laptop, [late as never])).toMatchObject({ entries: 1, quarantined: 1 });
    expect(placeAt(th, record)).toEqual(['Bangkok']);
    expect(listSetAside(th.replica.context, 10).entries).toMatchObject([{ reason: 'revoked', member: 'KR' }]);
    expect(homeStatus(th.replica.context)).toMatchObject({ quarantined: 1 });
    expect(await verifyHome(th.replica)).toMatchObject({ ok: true });
  });

  test('a pin above what was held releases it', async () => {
    const s = await scene('released');
    const { federation, kr, th, vn, laptop, space, record } = s;
    federation.revoke('KR', [laptop.officerKeys.writer]);
    await settle(kr, th, vn);
    say(laptop, record, 'Pattaya');
    for (const home of [kr, th]) deliver(home, laptop, wiresAt(laptop, space).slice(-1));
    expect(placeAt(th, record)).toEqual(['Bangkok']);
    const { id, seq } = lastOf(laptop, space, 'record', laptop.officer) as { id: string; seq: number };
    pin(s, { id, seq });
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) expect(placeAt(home, record)).toEqual(['Pattaya']);
    expectEqual(space, kr, th, vn);
    expect(homeStatus(th.replica.context).quarantined).toBe(0);
  });

  test('a pin at what was held keeps the rest out for good, everywhere', async () => {
    const s = await scene('kept-out');
    const { federation, kr, th, vn, laptop, space, record } = s;
    federation.revoke('KR', [laptop.officerKeys.writer]);
    await settle(kr, th, vn);
    pin(s);
    await settle(kr, th, vn);
    say(laptop, record, 'Pattaya');
    deliver(vn, laptop, wiresAt(laptop, space).slice(-1));
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) expect(placeAt(home, record)).toEqual(['Bangkok']);
    expectEqual(space, kr, th, vn);
    expect(listSetAside(vn.replica.context, 10).entries).toMatchObject([{ reason: 'pinned' }]);
    expect(await memorySync(th, vn)).toMatchObject({ converged: true, entriesSent: 0, entriesReceived: 0 });
  });

  test('its home may not call, and it may not write where it knows of its pin', async () => {
    const s = await scene('writer-stopped');
    const { federation, kr, laptop, record, space } = s;
    federation.revoke('KR', [laptop.officerKeys.writer]);
    await memorySync(laptop, kr);
    expect(() => say(laptop, record, 'Krabi')).toThrow(expect.objectContaining({ code: 'writer-stopped' }));
    expect(() => seizure(laptop, space, 'Krabi')).toThrow(expect.objectContaining({ code: 'writer-stopped' }));
    federation.revoke('KR', [laptop.service.writer]);
    expect(kr.replica.admitCaller(laptop.service.writer)).toMatchObject({
      ok: false,
      error: { code: 'caller-revoked' },
    });
  });
});

describe('a pin', () => {
  test('that nobody built upon takes back exactly what lies beyond it', async () => {
    const s = await scene('nobody');
    const { kr, th, vn, laptop, space, record } = s;
    const held = lastOf(kr, space, 'record', laptop.officer);
    say(laptop, record, 'Pattaya');
    seizure(laptop, space, 'Rayong');
    await settle(kr, th, vn, laptop);
    expect(homeStatus(th.replica.context).records).toBe(2);
    pin(s, { id: held?.id as string, seq: held?.seq as number });
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) {
      expect(placeAt(home, record)).toEqual(['Bangkok']);
      expect(homeStatus(home.replica.context)).toMatchObject({ records: 1, quarantined: 2 });
      expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
    }
    expectEqual(space, kr, th, vn);
  });

  test('shows honest text that others typed into what it stops, and nothing of what it stops (SEC-6)', async () => {
    const s = await scene('built-upon');
    const { kr, th, vn, laptop, space, record } = s;
    write(kr, record, 'Seen at noon.');
    await settle(kr, th, vn, laptop);
    const held = lastOf(kr, space, 'record', laptop.officer);
    write(laptop, record, 'Seen at noon. Nine men.');
    await settle(kr, th, vn, laptop);
    write(th, record, 'Seen at noon. Nine armed men.');
    write(vn, record, 'Early: Seen at noon. Nine men.');
    await settle(kr, th, vn);
    pin(s, { id: held?.id as string, seq: held?.seq as number });
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) {
      expect(narrativeAt(home, record)).toBe('Early: Seen at noon.armed ');
      expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
    }
    write(th, record, 'Early: Seen at noon. Nine armed men.'); // the honest author goes on
    await settle(kr, th, vn);
    expect(narrativeAt(vn, record)).toBe('Early: Seen at noon. Nine armed men.');
    expectEqual(space, kr, th, vn);
    // what is cut is the causal past of what counts, so a newcomer receives it and sees the same
    const fresh = s.federation.addLaptop('VN-laptop', 'VN', '*');
    await settle(vn, fresh);
    expectEqual(space, fresh, vn);
  });

  test('that arrives before the entries it cuts leaves them out as they come', async () => {
    const s = await scene('early');
    const { kr, th, vn, laptop, space, record } = s;
    const held = lastOf(kr, space, 'record', laptop.officer);
    say(laptop, record, 'Pattaya');
    say(laptop, record, 'Rayong');
    const late = wiresAt(laptop, space).slice(-2);
    pin(s, { id: held?.id as string, seq: held?.seq as number });
    await settle(kr, th, vn);
    expect(deliver(th, laptop, late)).toMatchObject({ entries: 2, quarantined: 2 });
    expect(placeAt(th, record)).toEqual(['Bangkok']);
    expectEqual(space, kr, th, vn);
  });

  test('to nothing takes back all of a writer, also in a log that is not there yet', async () => {
    const federation = new MemoryFederation(['KR', 'TH'], 'nothing');
    const [kr, th] = [federation.home('KR'), federation.home('TH')];
    const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
    const space = sharedCase(kr, 'TH');
    await settle(kr, th, laptop);
    pin({ federation, kr, th, vn: th, laptop, space, record: '' as RecordId }, null);
    await settle(kr, th);
    seizure(laptop, space, 'Bangkok');
    expect(deliver(th, laptop, wiresAt(laptop, space).slice(-1))).toMatchObject({ quarantined: 1 });
    expect(homeStatus(th.replica.context)).toMatchObject({ records: 0, quarantined: 1 });
    expectEqual(space, kr, th);
  });

  test('PIN-4: of two the lower holds; one that names both replaces them', async () => {
    const s = await scene('lowest');
    const { federation, kr, th, vn, laptop, space, record } = s;
    const first = lastOf(kr, space, 'record', laptop.officer) as EntryRow;
    say(laptop, record, 'Pattaya');
    await settle(kr, th, vn, laptop);
    const second = lastOf(kr, space, 'record', laptop.officer) as EntryRow;
    const pins = [second, first].map(({ id, seq }) => pin(s, { id, seq }).id);
    await settle(kr, th, vn);
    expect(placeAt(vn, record)).toEqual(['Bangkok']);
    const replacing = pinOperation(federation, {
      space,
      writer: laptop.officerKeys.writer,
      member: 'KR',
      control: null,
      record: { id: second.id, seq: second.seq },
      replaces: pins,
    });
    writeAt(kr, space, 'control', [replacing.operation]);
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) expect(placeAt(home, record)).toEqual(['Pattaya']);
    expectEqual(space, kr, th, vn);
  });

  test('PIN-2, VAL-7: holds whatever becomes of its carrier, but only under the directory key of its own member', async () => {
    const s = await scene('carrier');
    const { federation, kr, th, vn, laptop, space, record } = s;
    const { writer } = laptop.officerKeys;
    const draft = { space, writer, member: 'KR', control: null, record: null };
    const forged = pinOperation(federation, draft, federation.directoryKey('VN'));
    const foreign = pinOperation(federation, { ...draft, member: 'VN' }); // VN signs for a writer that is not its own
    const elsewhere = pinOperation(federation, { ...draft, space: sharedCase(kr, 'TH') });
    const wrong = [forged, foreign, elsewhere].map(({ operation }) => operation);
    const first = rawEntry(vn, vn.officer, { space, lane: 'control', operations: wrong });
    expect(deliver(th, vn, [first.wire])).toMatchObject({ entries: 1, quarantined: 1 }); // names no genesis: no right
    expect(placeAt(th, record)).toEqual(['Bangkok']);
    const { operation } = pinOperation(federation, draft);
    const carrier = rawEntry(vn, vn.officer, { space, lane: 'control', after: first.next, operations: [operation] });
    expect(deliver(th, vn, [carrier.wire])).toMatchObject({ entries: 1, quarantined: 1 });
    expect(() => showRecord(th.replica.context, record)).toThrow(expect.objectContaining({ code: 'record-unknown' }));
  });

  test('PIN-2, REC-1: reaches everybody, also where its carrier has no right or is cut off itself', async () => {
    const s = await scene('spread');
    const { federation, kr, th, vn, laptop, space, record } = s;
    const draft = { space, writer: laptop.officerKeys.writer, member: 'KR', control: null, record: null };
    const blind = rawEntry(vn, vn.officer, {
      space,
      lane: 'control',
      operations: [pinOperation(federation, draft).operation],
    });
    expect(deliver(th, vn, [blind.wire])).toMatchObject({ quarantined: 1 });
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) {
      expect(() => showRecord(home.replica.context, record)).toThrow(
        expect.objectContaining({ code: 'record-unknown' }),
      );
    }
    expectEqual(space, kr, th, vn);
    expect(await memorySync(kr, th)).toMatchObject({ converged: true, entriesSent: 0, entriesReceived: 0 });
    const carrier = { ...draft, member: 'VN', writer: vn.officerKeys.writer };
    writeAt(kr, space, 'control', [pinOperation(federation, carrier).operation]);
    await settle(kr, th, vn);
    const newcomer = federation.addLaptop('TH-laptop', 'TH', '*');
    await settle(th, newcomer);
    expect(() => showRecord(newcomer.replica.context, record)).toThrow(
      expect.objectContaining({ code: 'record-unknown' }),
    );
    expectEqual(space, kr, th, newcomer);
  });
});
