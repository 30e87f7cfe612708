import type { EntryId, RecordId, SpaceId, WireEntry } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { homeStatus } from '../../queries/home-status.js';
import { listSetAside } from '../../queries/list-set-aside.js';
import { showRecord } from '../../queries/show-record.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { verifyHome } from '../../verify/verify-home.js';
import { QUARANTINE } from '../limits.js';
import {
  controlHeads,
  deliver,
  editOperation,
  rawEntry,
  seizure,
  sharedCase,
  spaceRow,
  tipsAt,
} from '../raw-entries.fixture.js';

const recordId = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}` as RecordId;
const LONG = 'x'.repeat(95_000);
const PARTS = Array.from({ length: 10 }, (_, part) => part);

/** KR shares with TH and VN; MY is of the community and has no right there. VN brings what MY signs. */
async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN', 'MY'], seed);
  const [kr, th, vn, my] = ['KR', 'TH', 'VN', 'MY'].map((code) => federation.home(code)) as [
    MemoryHome,
    MemoryHome,
    MemoryHome,
    MemoryHome,
  ];
  const space = sharedCase(kr, 'TH', 'VN');
  const { record } = seizure(kr, space, 'Incheon');
  await memorySync(kr, th);
  await memorySync(kr, vn);
  return { federation, kr, th, vn, my, space, record };
}

interface Flood {
  readonly wires: WireEntry[];
  readonly last: { readonly id: EntryId; readonly seq: number } | undefined;
}

/** A chain of entries of nearly 1 MiB each, in which every one but the last is named by the next. */
function flood(author: MemoryHome, space: SpaceId, heads: readonly EntryId[], count: number): Flood {
  const wires: WireEntry[] = [];
  let after: Flood['last'];
  for (let n = 0; n < count; n++) {
    const operations = PARTS.map((part) =>
      editOperation(author.officer, recordId(n * PARTS.length + part), { texts: { narrative: LONG } }),
    );
    const place = after === undefined ? { heads, after: null } : { after };
    const { wire, next } = rawEntry(author, author.officer, { space, operations, ...place });
    wires.push(wire);
    after = next;
  }
  return { wires, last: after };
}

const heldOf = (home: MemoryHome, space: SpaceId) =>
  home.replica.context.store.quarantine.ofSpace(spaceRow(home, space).row);

/** Thousands of entries are signed, on whatever machine. */
const PATIENT = { timeout: 120_000 };

describe('entries without right (FRK-5)', () => {
  test('are held up to a bound, also in a chain that names itself, shown, and never compared', PATIENT, async () => {
    const { kr, th, vn, my, space, record } = await scene('flood');
    const { wires } = flood(my, space, controlHeads(kr, space), 45);
    let brought = 0;
    for (let from = 0; from < wires.length; from += 3) {
      const { entries, quarantined, refused } = deliver(kr, vn, wires.slice(from, from + 3));
      brought += quarantined;
      expect([refused, entries <= quarantined]).toEqual([undefined, true]);
    }
    expect(brought).toBeGreaterThan(30);
    const { bytes, count } = heldOf(kr, space);
    expect(bytes).toBeLessThan(QUARANTINE.perSpace.bytesMax + 1_100_000);
    expect(count).toBeLessThan(wires.length);
    expect(listSetAside(kr.replica.context, 1_000).entries.filter(({ member }) => member === 'MY')).toHaveLength(count);
    expect(homeStatus(kr.replica.context)).toMatchObject({ quarantined: count, records: 1 });
    // nobody else has any of it, and there is nothing to compare
    expect(await memorySync(kr, th)).toMatchObject({ converged: true, entriesSent: 0, entriesReceived: 0 });
    seizure(th, space, 'Phuket');
    expect(await memorySync(kr, th)).toMatchObject({ converged: true, entriesReceived: 1 });
    expect(homeStatus(kr.replica.context).records).toBe(2);
    expect(showRecord(kr.replica.context, record).sections).not.toHaveProperty('MY');
    expect(await verifyHome(kr.replica)).toMatchObject({ ok: true });
  });

  test('are held beyond it where something that counts has seen them', PATIENT, async () => {
    const { kr, th, vn, my, space } = await scene('needed');
    const { wires, last } = flood(my, space, controlHeads(kr, space), 45);
    for (const wire of wires) deliver(kr, vn, [wire]);
    expect(heldOf(kr, space).count).toBeLessThan(wires.length);
    const operations = [editOperation(vn.officer, recordId(900), { fields: { place: 'Hue' } })];
    const heads = [...controlHeads(kr, space), last?.id as EntryId];
    const { wire } = rawEntry(vn, vn.officer, { space, operations, heads, after: null });
    // page by page, as a sync brings them: what is needed is known at the end of the first round
    for (let round = 0; round < 2; round++) for (const one of [...wires, wire]) deliver(kr, vn, [one]);
    expect(homeStatus(kr.replica.context)).toMatchObject({ pending: 0, records: 2 });
    for (let round = 0; round < 2; round++) await memorySync(kr, th);
    expect(tipsAt(th, space)).toEqual(tipsAt(kr, space));
    expect(await memorySync(kr, th)).toMatchObject({ converged: true, entriesSent: 0, entriesReceived: 0 });
  });

  test(
    'are no reason to hold each other: what waits for them without right does not count either',
    PATIENT,
    async () => {
      const { kr, vn, my, space } = await scene('waiting');
      const { wires } = flood(my, space, controlHeads(kr, space), 60);
      for (const wire of wires.slice(0, 40)) deliver(kr, vn, [wire]);
      const { count } = heldOf(kr, space);
      for (const wire of wires.slice(40).reverse()) deliver(kr, vn, [wire]);
      expect(heldOf(kr, space).count).toBeLessThanOrEqual(count + 1);
    },
  );
});

describe('a peer that may not hold a space (SPC-6)', () => {
  test('brings nothing of it, however right the entries are; it is counted and shown', async () => {
    const { kr, th, my, space, record } = await scene('sender');
    const operations = [editOperation(kr.officer, record, { fields: { place: 'Busan' } }, { section: 'KR' as never })];
    const { wire } = rawEntry(kr, kr.officer, { space, operations: [operations[0] as never] });
    expect(deliver(th, my, [wire])).toMatchObject({ entries: 0, refused: { code: 'space-not-entitled' } });
    expect(listSetAside(th.replica.context, 5).refusals).toMatchObject([{ peer: my.service.writer }]);
    expect(th.replica.context.store.setAside.refusals(1)[0]?.bytes.length).toBe(0);
    expect(homeStatus(th.replica.context)).toMatchObject({ quarantined: 1, pending: 0 });
  });
});

describe('an entry that waits for many (LOG-4)', () => {
  test('is looked at a few times, not once for each that arrives', PATIENT, async () => {
    const federation = new MemoryFederation(['KR', 'TH'], 'heads');
    const [kr, th] = [federation.home('KR'), federation.home('TH')];
    const laptops = Array.from({ length: 24 }, (_, i) => federation.addLaptop(`laptop-${i}`, 'KR', '*'));
    const space = sharedCase(kr, 'TH');
    await memorySync(kr, th);
    const control = controlHeads(kr, space);
    const first = laptops.map((laptop, i) => {
      const operations = [editOperation(laptop.officer, recordId(i), { fields: { place: `${i}` } })];
      return rawEntry(laptop, laptop.officer, { space, operations, heads: control });
    });
    const heads = first.map(({ opened }) => opened.id);
    const operations = [editOperation(kr.officer, recordId(99), { fields: { place: 'all' } })];
    const { wire, opened } = rawEntry(kr, kr.officer, { space, operations, heads });
    deliver(th, kr, [wire]);
    const { setAside } = th.replica.context.store;
    const waitsFor = () => heads.find((id) => setAside.waitingFor(id).some((row) => row.id === opened.id));
    let changes = 0;
    for (const one of first) {
      const before = waitsFor();
      deliver(th, kr, [one.wire]);
      if (waitsFor() !== before) changes += 1;
    }
    expect(homeStatus(th.replica.context).pending).toBe(0);
    expect(th.replica.holds(opened.id)).toBe(true);
    expect(changes).toBeLessThan(14);
  });
});
