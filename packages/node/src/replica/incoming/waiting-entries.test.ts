import { type EntryId, encodePage, type RecordId, type WireEntry } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { homeStatus } from '../../queries/home-status.js';
import { listSetAside } from '../../queries/list-set-aside.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
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
} from '../raw-entries.fixture.js';

const UNKNOWN = 'A'.repeat(43) as EntryId;
const recordId = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}` as RecordId;

async function shared(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  await memorySync(kr, th);
  await memorySync(kr, vn);
  return { federation, kr, th, vn, space };
}

/** A chain of entries that its author's home does not hold. */
function chainOf(home: MemoryHome, space: ReturnType<typeof sharedCase>, length: number): WireEntry[] {
  const wires: WireEntry[] = [];
  let after: { id: EntryId; seq: number } | undefined;
  for (let i = 0; i < length; i++) {
    const operations = [editOperation(home.officer, recordId(i), { fields: { place: `place ${i}` } })];
    const heads = i === 0 ? controlHeads(home, space) : [];
    const { wire, next } = rawEntry(home, home.officer, {
      space,
      operations,
      heads,
      ...(after === undefined ? {} : { after }),
    });
    wires.push(wire);
    after = next;
  }
  return wires;
}

describe('entries that wait', () => {
  test('LOG-4, VAL-9: pages in any order end the same: what comes early waits for what it names', async () => {
    const { kr, th, space } = await shared('reordered');
    const before = wiresAt(kr, space).length;
    for (const place of ['Busan', 'Incheon', 'Daegu', 'Ulsan']) seizure(kr, space, place);
    const fresh = wiresAt(kr, space).slice(before);
    for (const wire of [...fresh].reverse().slice(0, 3)) {
      expect(deliver(th, kr, [wire])).toMatchObject({ entries: 0, pending: 1, quarantined: 0 });
    }
    expect(homeStatus(th.replica.context)).toMatchObject({ pending: 3, quarantined: 0 });
    expect(deliver(th, kr, [fresh[0] as WireEntry])).toMatchObject({ entries: 1, pending: 0 });
    expect(homeStatus(th.replica.context).pending).toBe(0);
    expect(tipsAt(th, space)).toEqual(tipsAt(kr, space));
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
  });

  test('LOG-5: a control lane may come before the certificate of its writer, who nobody knows yet', async () => {
    const federation = new MemoryFederation(['KR', 'TH'], 'certificate-late');
    const [kr, th] = [federation.home('KR'), federation.home('TH')];
    const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
    const space = sharedCase(laptop, 'TH');
    seizure(laptop, space, 'Bangkok');
    const [genesis, ...records] = wiresAt(laptop, space);
    expect(deliver(th, kr, [genesis as WireEntry])).toMatchObject({ entries: 0, pending: 1 });
    expect(deliver(th, kr, records)).toMatchObject({ refused: { code: 'space-unknown' } });
    const offer = { rosters: [], directories: [federation.directoryToken('KR')] };
    expect(th.replica.admitDocuments(kr.service.writer, offer)).toMatchObject({ ok: true });
    expect(homeStatus(th.replica.context)).toMatchObject({ entries: 1, pending: 0 });
    expect(deliver(th, kr, records)).toMatchObject({ entries: 2 });
    expect(digestAt(th, space)).toBe(digestAt(laptop, space));
  });

  test('thousands may wait for one: they are taken up without running out of stack', async () => {
    const { kr, th, space } = await shared('long-chain');
    const chain = chainOf(kr, space, 4_000);
    const rest = chain.slice(1).reverse();
    for (let i = 0; i < rest.length; i += 2_000) {
      expect(th.replica.ingest(kr.service.writer, encodePage(rest.slice(i, i + 2_000)))).not.toHaveProperty('refused');
    }
    expect(homeStatus(th.replica.context).pending).toBe(3_999);
    expect(deliver(th, kr, chain.slice(0, 1))).toMatchObject({ entries: 1 });
    expect(homeStatus(th.replica.context)).toMatchObject({ pending: 0, records: 4_000 });
  }, 60_000);

  test('LOG-4: a hostile entry that waits and then does not fit is set aside; the honest page that released it is kept', async () => {
    const { kr, th, vn, space } = await shared('hostile-waiter');
    const before = wiresAt(kr, space).length;
    seizure(kr, space, 'Gwangju');
    const honest = wiresAt(kr, space).slice(before);
    const [head] = tipsAt(kr, space).filter(({ lane }) => lane === 'record');
    const misplaced = rawEntry(vn, vn.officer, {
      space,
      after: { id: head?.id as EntryId, seq: head?.seq as number }, // another writer's entry as its own past
      operations: [editOperation(vn.officer, recordId(1), { fields: { place: 'x' } })],
    }).wire;
    expect(deliver(th, vn, [misplaced])).toMatchObject({ pending: 1 });
    expect(deliver(th, kr, honest)).toMatchObject({ entries: 1, quarantined: 0 });
    expect(homeStatus(th.replica.context).pending).toBe(0);
    expect(listSetAside(th.replica.context, 10).refusals).toMatchObject([
      { code: 'chain-broken', peer: vn.service.writer },
    ]);
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
  });

  test('PAG-6: what goes on waiting stays on the account of the peer that brought it', async () => {
    const { kr, th, vn, space } = await shared('account');
    const before = wiresAt(kr, space).length;
    seizure(kr, space, 'Suwon');
    const honest = wiresAt(kr, space).slice(before);
    const [head] = tipsAt(kr, space).filter(({ lane }) => lane === 'record');
    const waiter = rawEntry(vn, vn.officer, {
      space,
      heads: [head?.id as EntryId, UNKNOWN].sort(),
      operations: [editOperation(vn.officer, recordId(2), { fields: { place: 'x' } })],
    }).wire;
    deliver(th, vn, [waiter]);
    const { setAside } = th.replica.context.store;
    expect(deliver(th, kr, honest)).toMatchObject({ entries: 1, pending: 0 });
    expect([setAside.pendingOf(vn.service.writer).count, setAside.pendingOf(kr.service.writer).count]).toEqual([1, 0]);
  });

  test('an entry that waits has given nothing to any document', async () => {
    const { kr, th, space } = await shared('nothing-early');
    const [, second] = chainOf(kr, space, 2);
    const digest = digestAt(th, space);
    deliver(th, kr, [second as WireEntry]);
    expect(digestAt(th, space)).toBe(digest);
    expect(homeStatus(th.replica.context)).toMatchObject({ records: 0, pending: 1 });
  });
});
