import { encodePage, type WireEntry } from '@liaison/protocol';
import { formatRecordNumber } from '@liaison/records';
import { describe, expect, test } from 'vitest';
import { showRecord } from '../../queries/show-record.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { auditSignatures } from '../../verify/audit-signatures.js';
import { verifyHome } from '../../verify/verify-home.js';
import {
  controlHeads,
  deliver,
  editOperation,
  rawEntry,
  seizure,
  sharedCase,
  tipsAt,
  wiresAt,
} from '../raw-entries.fixture.js';

const homes = (federation: MemoryFederation) =>
  ['KR', 'TH', 'VN'].map((code) => federation.home(code)) as [MemoryHome, MemoryHome, MemoryHome];

/** The same entry with the signature of another one: what only a relay can have done. */
const damaged = (wire: WireEntry, other: WireEntry): WireEntry => {
  const signature = other.token.split('.')[2];
  return { ...wire, token: [...wire.token.split('.').slice(0, 2), signature].join('.') };
};

describe('a relay that damages a signature inside a chain', () => {
  test('is found out; the entry is given to nobody, fetched again, and everyone converges', async () => {
    const federation = new MemoryFederation(['KR', 'TH', 'VN'], 'damage');
    const [kr, th, vn] = homes(federation);
    const space = sharedCase(kr, 'TH', 'VN');
    for (let i = 0; i < 20; i++) seizure(kr, space, `place ${i}`);
    const wires = wiresAt(kr, space);
    const harmed = wires.map((wire, i) => (i === 11 ? damaged(wire, wires[12] as WireEntry) : wire));
    expect(deliver(th, vn, harmed)).toMatchObject({ entries: wires.length });
    const fromTh = await memorySync(vn, th);
    expect(fromTh.error).toBeUndefined();
    expect(tipsAt(vn, space)[1]?.seq).toBeLessThan(20);
    expect(auditSignatures(th.replica, 100).damaged.length).toBeLessThanOrEqual(1);
    expect((await verifyHome(th.replica)).problems).toMatchObject([{ code: 'signature-wrong' }]);
    for (const [from, to] of [
      [kr, th],
      [vn, th],
    ] as const) {
      const report = await memorySync(from, to);
      expect(report).toMatchObject({ converged: true });
    }
    expect(tipsAt(vn, space)).toEqual(tipsAt(kr, space));
    expect(await verifyHome(th.replica)).toMatchObject({ ok: true });
    expect(await verifyHome(vn.replica)).toMatchObject({ ok: true });
  });
});

describe('a page of spaces that the receiver may not hold', () => {
  test('is dealt with at once, however many they are, and the space that it may hold is kept', () => {
    const federation = new MemoryFederation(['KR', 'TH', 'VN'], 'many-spaces');
    const [kr, th] = homes(federation);
    const foreign = Array.from({ length: 150 }, () => wiresAt(kr, sharedCase(kr))).flat();
    const shared = wiresAt(kr, sharedCase(kr, 'TH'));
    const report = deliver(th, kr, [...foreign, ...shared]);
    expect(report).toMatchObject({ entries: shared.length, refused: { code: 'space-not-entitled' } });
    expect(th.replica.context.store.spaces.all()).toHaveLength(1);
    expect(th.replica.context.store.setAside.refusals(5).map(({ bytes }) => bytes.length)).toEqual([0]);
  });
});

describe('a partner that forks its own log again and again', () => {
  test('FRK-5: adds no branch beyond the proof, and what an honest writer has seen is held all the same', async () => {
    const federation = new MemoryFederation(['KR', 'TH', 'VN'], 'many-branches');
    const [kr, th] = homes(federation);
    const space = sharedCase(kr, 'TH');
    const { record } = seizure(kr, space, 'Gunsan');
    await memorySync(kr, th);
    const heads = controlHeads(th, space);
    const branches = Array.from({ length: 60 }, (_unused, i) => {
      const operations = [editOperation(th.officer, record, { fields: { place: `branch ${i}` } })];
      return rawEntry(th, th.officer, { space, heads, operations, after: null }).wire;
    });
    for (const wire of branches) deliver(kr, th, [wire]);
    const rows = kr.replica.context.store.logs.ofWriter(1, 'record', th.officer.certificate.claims.writer);
    expect(rows.length).toBeLessThan(20); // two, and those that were among the two lowest for a while
    expect(showRecord(kr.replica.context, record).sections).not.toHaveProperty('TH');
    expect(await verifyHome(kr.replica)).toMatchObject({ ok: true });
  });
});

describe('a partner that numbers what others made', () => {
  test("NUM-4: cannot: a number proves its record, and the first one's own stays", async () => {
    const federation = new MemoryFederation(['KR', 'TH', 'VN'], 'numbers');
    const [kr, th] = homes(federation);
    const space = sharedCase(kr, 'TH');
    const { record, number } = seizure(kr, space, 'Gunsan');
    await memorySync(kr, th);
    const { serial } = th.officer.certificate.claims;
    const own = formatRecordNumber({ member: th.member, year: 2026, serial, counter: 1 });
    const operations = [editOperation(th.officer, record, { fields: { place: 'Phuket' } }, { number: own })];
    const { wire } = rawEntry(th, th.officer, { space, heads: controlHeads(th, space), operations });
    expect(kr.replica.ingest(th.service.writer, encodePage([wire]))).toMatchObject({ entries: 1 });
    expect(showRecord(kr.replica.context, number)).toMatchObject({ record, number });
    expect(showRecord(kr.replica.context, number).sections).not.toHaveProperty('TH');
  });
});
