import { signToken } from '@liaison/identity';
import type { DraftOperation } from '@liaison/ledger';
import { openWireEntry } from '@liaison/ledger';
import {
  bodyDigest,
  encodeBase64url,
  encodeOperation,
  FORM,
  merkleRoot,
  operationLeaf,
  type RecordId,
  type WireEntry,
  withContent,
} from '@liaison/protocol';
import { createSectionUpdate, SectionDocument, skeletonOf } from '@liaison/records';
import { describe, expect, test } from 'vitest';
import { editRecord, newRecord } from '../../commands/write-record.js';
import { homeStatus } from '../../queries/home-status.js';
import { recordHistory, showRecord } from '../../queries/show-record.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { verifyHome } from '../../verify/verify-home.js';
import {
  controlHeads,
  deliver,
  digestAt,
  editOperation,
  rawEntry,
  seizure,
  sharedCase,
  tipsAt,
  wiresAt,
  writeAt,
} from '../raw-entries.fixture.js';

const RECORD = '018f0000-0000-7000-8000-000000000001' as RecordId;
const PLACE = { fields: { place: 'nowhere' } };

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  const { record } = seizure(kr, space, 'Gunsan');
  await memorySync(kr, th);
  await memorySync(kr, vn);
  return { federation, kr, th, vn, space, record };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** TH sends operations that its own commands would never sign, then an honest one; every home must judge alike. */
async function send({ kr, th, vn, space }: Scene, operations: readonly DraftOperation[]) {
  const heads = tipsAt(th, space).map(({ id }) => id);
  const bad = rawEntry(th, th.officer, { space, heads, operations });
  const good = rawEntry(th, th.officer, {
    space,
    after: bad.next,
    operations: [editOperation(th.officer, RECORD, { fields: { place: 'Phuket' } })],
  });
  deliver(kr, th, [bad.wire, good.wire]);
  for (const wire of [good.wire, bad.wire]) deliver(vn, th, [wire]);
  deliver(th, kr, [bad.wire, good.wire]);
  for (const home of [kr, th, vn]) {
    expect(showRecord(home.replica.context, RECORD).sections.TH).toEqual({ place: ['Phuket'] });
    expect(digestAt(home, space)).toBe(digestAt(kr, space));
    expect(tipsAt(home, space)).toEqual(tipsAt(kr, space));
    expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
  }
}

const standings = (home: MemoryHome, record: string) =>
  recordHistory(home.replica.context, record).history.map(({ member, standing }) => [member, standing]);

describe('a void edit changes no document anywhere, and its author may go on', () => {
  test("VAL-4: in another member's section", async () => {
    const s = await scene('foreign-section');
    await send(s, [editOperation(s.th.officer, s.record, PLACE, { section: 'KR' as never })]);
    expect(showRecord(s.vn.replica.context, s.record).sections).toEqual({ KR: { place: ['Gunsan'] } });
  });

  test("VAL-5: with a number of another member's", async () => {
    const s = await scene('foreign-number');
    const number = showRecord(s.kr.replica.context, s.record).number as string;
    await send(s, [editOperation(s.th.officer, s.record, PLACE, { number })]);
    expect(showRecord(s.vn.replica.context, s.record).sections).not.toHaveProperty('TH');
  });

  test('VAL-8: with a gap in its clock, or with a clock that is used already', async () => {
    const s = await scene('clock');
    const document = SectionDocument.fromUpdates([]);
    const first = document.edit(s.th.officer.certificate.clientId, PLACE) as Uint8Array;
    const second = document.edit(s.th.officer.certificate.clientId, { fields: { place: 'late' } }) as Uint8Array;
    document.close();
    await send(s, [editOperation(s.th.officer, s.record, second), editOperation(s.th.officer, s.record, first)]);
    // the first of the entry lacks its past and is void; the second begins at 0 and is sound
    expect(showRecord(s.vn.replica.context, s.record).sections.TH).toEqual({ place: ['nowhere'] });
    expect(standings(s.vn, s.record)).toEqual([
      ['KR', 'counts'],
      ['TH', 'void-clock-gap'],
      ['TH', 'counts'],
    ]);
    deliver(s.kr, s.th, [
      rawEntry(s.kr, s.th.officer, {
        space: s.space,
        after: { ...tipOf(s.kr, s, s.th) },
        operations: [editOperation(s.th.officer, s.record, first)],
      }).wire,
    ]);
    expect(standings(s.kr, s.record).at(-1)).toEqual(['TH', 'void-clock-gap']);
    expect(showRecord(s.kr.replica.context, s.record).sections.TH).toEqual({ place: ['nowhere'] });
  });

  test('under the clientID of another writer', async () => {
    const s = await scene('foreign-client');
    const update = createSectionUpdate(s.kr.officer.certificate.clientId, PLACE) as Uint8Array;
    await send(s, [editOperation(s.th.officer, s.record, update)]);
    expect(standings(s.vn, s.record)).toContainEqual(['TH', 'void-foreign-client']);
  });

  test('VAL-2, VAL-4: in the joint section of a kind that has none, and in the control lane', async () => {
    const s = await scene('no-joint');
    await send(s, [editOperation(s.th.officer, RECORD, PLACE, { kind: 'statistic', section: 'joint' })]);
    const heads = controlHeads(s.th, s.space);
    const operations = [editOperation(s.th.officer, s.record, PLACE)];
    const lane = rawEntry(s.th, s.th.officer, { space: s.space, lane: 'control', heads, operations });
    deliver(s.kr, s.th, [lane.wire]);
    expect(showRecord(s.kr.replica.context, s.record).sections).not.toHaveProperty('TH');
  });
});

const tipOf = (home: MemoryHome, { space }: Scene, of: MemoryHome) => {
  const tip = tipsAt(home, space).find(({ lane, writer }) => lane === 'record' && writer === of.officerKeys.writer);
  if (tip === undefined) throw new Error('no tip');
  return { id: tip.id, seq: tip.seq };
};

describe('what a later version writes', () => {
  test('VAL-1, VAL-3, VER-4: an unknown kind and an unknown operation are held, passed on and fingerprinted, and shown nowhere', async () => {
    const s = await scene('unread');
    const future = editOperation(s.th.officer, s.record, PLACE, { kind: 'sample-analysis' });
    await send(s, [future, editOperation(s.th.officer, s.record, PLACE)]);
    const unknown = unknownOperation(s);
    expect(deliver(s.kr, s.th, [unknown])).toMatchObject({ entries: 1, quarantined: 0 });
    await memorySync(s.kr, s.vn);
    expect(tipsAt(s.vn, s.space)).toEqual(tipsAt(s.kr, s.space));
    const rows = s.vn.replica.context.store.entries.ofSpace(1, 0, 100);
    const all = rows.flatMap(({ row }) => s.vn.replica.context.store.operations.ofEntry(row));
    expect(all.filter(({ verdict }) => verdict === 'unread')).toHaveLength(2);
    expect(showRecord(s.vn.replica.context, s.record).sections.TH).toEqual({ place: ['nowhere'] });
    expect(await verifyHome(s.vn.replica)).toMatchObject({ ok: true });
  });
});

/** An entry with an operation that this version has no header for. */
function unknownOperation({ kr, th, space }: Scene): WireEntry {
  const body = encodeOperation(FORM.json, { op: 'recall', record: RECORD } as never, Buffer.from('{"why":"x"}'));
  const salt = new Uint8Array(16);
  const { opened } = rawEntry(kr, th.officer, {
    space,
    after: tipOf(kr, { space } as Scene, th),
    operations: [editOperation(th.officer, RECORD, PLACE)],
  });
  const claims = { ...opened.claims, root: encodeBase64url(rootOf(salt, body)) };
  return { token: signToken('liaison-entry', claims, th.officer.key).token, operations: [{ salt, body }] };
}

function rootOf(salt: Uint8Array, body: Uint8Array): Uint8Array {
  const skeleton = skeletonOf(FORM.json, Buffer.from('{"why":"x"}'));
  if (!skeleton.ok) throw skeleton.error;
  return merkleRoot([operationLeaf(bodyDigest(salt, body), withContent(body, skeleton.value))]);
}

describe('a command signs nothing that would be void', () => {
  test('a change past what a section may hold is refused, with nothing written', async () => {
    const { kr, space, record } = await scene('own-void');
    const before = homeStatus(kr.replica.context);
    const wrong = [editOperation(kr.officer, record, PLACE)]; // its clock is used already
    expect(() => writeAt(kr, space, 'record', wrong)).toThrow(expect.objectContaining({ code: 'change-void' }));
    expect(homeStatus(kr.replica.context)).toEqual(before);
    editRecord(kr.replica, kr.officer, { record, joint: false, change: PLACE });
    expect(showRecord(kr.replica.context, record).sections.KR).toEqual({ place: ['nowhere'] });
  });

  test('a record of the internal kind cannot be made by hand', async () => {
    const { kr, space } = await scene('internal');
    const input = { space, kind: 'space', change: { fields: { title: 'x' } } };
    expect(() => newRecord(kr.replica, kr.officer, input)).toThrow(expect.objectContaining({ code: 'kind-unknown' }));
  });

  test('what was opened is what is sent', async () => {
    const { kr, space } = await scene('opened');
    for (const wire of wiresAt(kr, space)) expect(openWireEntry(wire, skeletonOf)).toMatchObject({ ok: true });
  });
});
