import { type Genesis, type MemberCode, type RecordId, spaceIdOf } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { changeAudience } from '../../commands/change-audience.js';
import { homeStatus } from '../../queries/home-status.js';
import { listSetAside } from '../../queries/list-set-aside.js';
import { searchRecords } from '../../queries/search-records.js';
import { showRecord } from '../../queries/show-record.js';
import { MemoryFederation } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { verifyHome } from '../../verify/verify-home.js';
import {
  audienceAt,
  audienceOperation,
  controlHeads,
  deliver,
  digestAt,
  editOperation,
  jsonOperation,
  rawEntry,
  seizure,
  sharedCase,
  spaceRow,
  tipsAt,
  wiresAt,
} from '../raw-entries.fixture.js';

const RECORD = '018f0000-0000-7000-8000-000000000001' as RecordId;
const PLACE = { fields: { place: 'nowhere' } };

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH');
  await memorySync(kr, th);
  return { federation, kr, th, vn, space };
}

describe('a refused page', () => {
  test('PAG-5: leaves nothing of itself: not the good entry before the bad one, not its records, not its search text', async () => {
    const { kr, th, space } = await scene('atomic');
    seizure(kr, space, 'Gimhae');
    seizure(kr, space, 'Gimpo');
    const [first, second] = wiresAt(kr, space).slice(-2);
    const before = [digestAt(th, space), tipsAt(th, space), homeStatus(th.replica.context)] as const;
    const torn = { ...second, operations: [] } as typeof second;
    expect(deliver(th, kr, [first, torn] as never)).toMatchObject({
      entries: 0,
      refused: { code: 'entry-incomplete' },
    });
    expect([digestAt(th, space), tipsAt(th, space)]).toEqual(before.slice(0, 2));
    expect(homeStatus(th.replica.context)).toEqual({ ...before[2], refused: 1, quarantined: 1 });
    expect(searchRecords(th.replica.context, 'Gimhae', 10).total).toBe(0);
    expect(deliver(th, kr, [first, second] as never)).toMatchObject({ entries: 2 });
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
  });

  test('is refused in the middle of its transaction just the same', async () => {
    const { kr, th, space } = await scene('atomic-late');
    seizure(kr, space, 'Gimhae');
    const [good] = wiresAt(kr, space).slice(-1);
    const [head] = tipsAt(kr, space);
    const broken = rawEntry(th, th.officer, {
      space,
      after: { id: head?.id as never, seq: 40 },
      operations: [editOperation(th.officer, RECORD, PLACE)],
    }).wire;
    const before = digestAt(th, space);
    expect(deliver(th, kr, [good as never, broken])).toMatchObject({ entries: 0, refused: { code: 'chain-broken' } });
    expect(digestAt(th, space)).toBe(before);
    expect(listSetAside(th.replica.context, 5).refusals).toMatchObject([
      { code: 'chain-broken', peer: kr.service.writer },
    ]);
    expect(await verifyHome(th.replica)).toMatchObject({ ok: true });
  });

  test('bytes that are no page are refused and kept for inspection, bounded', async () => {
    const { kr, th } = await scene('noise');
    const noise = new Uint8Array(100_000).fill(7);
    expect(th.replica.ingest(kr.service.writer, noise)).toMatchObject({ refused: { code: 'page-malformed' } });
    const [kept] = th.replica.context.store.setAside.refusals(1);
    expect(kept?.bytes.length).toBe(65_536);
  });
});

describe('entitlement', () => {
  test('SPC-6: entries of a space for others are refused before they are stored', async () => {
    const { kr, vn, space } = await scene('not-entitled');
    seizure(kr, space, 'Gunsan');
    const wires = wiresAt(kr, space);
    expect(deliver(vn, kr, wires)).toMatchObject({ entries: 0, refused: { code: 'space-not-entitled' } });
    expect(deliver(vn, kr, wires.slice(1))).toMatchObject({ refused: { code: 'space-unknown' } });
    expect(homeStatus(vn.replica.context)).toMatchObject({ entries: 0, spaces: [], pending: 0 });
    expect(vn.replica.context.store.spaces.byId(space)).toBeUndefined();
    // what is kept of the refusal is the signed page itself, but no more than the limit
    expect(searchRecords(vn.replica.context, 'Gunsan', 10).total).toBe(0);
  });

  test('the own removal is taken, and what comes of the records after it is refused', async () => {
    const { kr, th, space } = await scene('removal');
    seizure(kr, space, 'Gunsan');
    await memorySync(kr, th);
    changeAudience(kr.replica, kr.officer, { space, add: [], remove: ['TH' as MemberCode] });
    const [removal] = wiresAt(kr, space).slice(-1);
    expect(deliver(th, kr, [removal as never])).toMatchObject({ entries: 1 });
    expect(audienceAt(th, space)).toEqual([]);
    seizure(kr, space, 'Mokpo');
    const [later] = wiresAt(kr, space).slice(-1);
    expect(deliver(th, kr, [later as never])).toMatchObject({ entries: 0, refused: { code: 'space-not-entitled' } });
    expect(kr.replica.select(th.service.writer, [{ space, lane: 'record', have: [] }], 1e6).entries).toEqual([]);
  });

  test("SPC-7: a stranger cannot found a space in another member's name", async () => {
    const { kr, vn } = await scene('false-owner');
    const founder = vn.officer.certificate.claims.writer;
    const genesis: Genesis = {
      founder,
      kind: 'case',
      owner: 'KR' as MemberCode,
      rule: 'owner-decides',
      salt: 'A'.repeat(22),
    };
    const space = spaceIdOf(genesis);
    const operations = [jsonOperation({ op: 'genesis' }, genesis)];
    const { wire } = rawEntry(vn, vn.officer, { space, lane: 'control', operations });
    expect(deliver(kr, vn, [wire])).toMatchObject({ entries: 0, refused: { code: 'space-unknown' } });
    expect(homeStatus(kr.replica.context).spaces).toHaveLength(1);
  });

  test('a member outside the audience gets nothing by asking', async () => {
    const { kr, vn, space } = await scene('asking');
    seizure(kr, space, 'Gunsan');
    expect(kr.replica.spacesFor(vn.service.writer)).toEqual([]);
    for (const lane of ['control', 'record'] as const) {
      expect(kr.replica.select(vn.service.writer, [{ space, lane, have: [] }], 1e6).entries).toEqual([]);
    }
  });
});

describe('an entry without right', () => {
  test('AUT-1, VAL-1: in the middle of a log is held as the past of what follows and gives nothing to any document', async () => {
    const { kr, th, space } = await scene('middle');
    const { record } = seizure(kr, space, 'Gunsan');
    await memorySync(kr, th);
    const { officer } = th;
    const heads = controlHeads(th, space);
    const blind = rawEntry(th, officer, { space, operations: [editOperation(officer, record, PLACE)] });
    const sound = rawEntry(th, officer, {
      space,
      after: blind.next,
      heads,
      operations: [editOperation(officer, RECORD, { fields: { place: 'Phuket' } })],
    });
    expect(deliver(kr, th, [blind.wire])).toMatchObject({ entries: 1, quarantined: 1 });
    expect(listSetAside(kr.replica.context, 5).entries).toMatchObject([{ reason: 'no-genesis', member: 'TH' }]);
    expect(deliver(kr, th, [sound.wire])).toMatchObject({ entries: 1, quarantined: 0 });
    expect(listSetAside(kr.replica.context, 5).entries).toMatchObject([{ reason: 'no-genesis', needed: true }]);
    expect(showRecord(kr.replica.context, record).sections).not.toHaveProperty('TH');
    expect(showRecord(kr.replica.context, RECORD).sections.TH).toEqual({ place: ['Phuket'] });
    deliver(th, kr, [blind.wire, sound.wire]);
    expect(tipsAt(th, space)).toEqual(tipsAt(kr, space));
    expect(digestAt(th, space)).toBe(digestAt(kr, space));
    expect(await verifyHome(kr.replica)).toMatchObject({ ok: true });
  });

  test('without power or audience it is set aside with the reason', async () => {
    const { kr, th, vn, space } = await scene('reasons');
    const heads = controlHeads(th, space);
    const grab = rawEntry(th, th.officer, {
      space,
      lane: 'control',
      heads,
      operations: [audienceOperation('TH', 'VN')],
    });
    const intruder = rawEntry(vn, vn.officer, { space, heads, operations: [editOperation(vn.officer, RECORD, PLACE)] });
    const service = { certificate: th.replica.certificate(th.service.writer) as never, key: th.service.signing };
    const robot = rawEntry(th, service, { space, heads, operations: [editOperation(service, RECORD, PLACE)] });
    expect(deliver(kr, th, [grab.wire, intruder.wire, robot.wire])).toMatchObject({ entries: 3, quarantined: 3 });
    const reasons = listSetAside(kr.replica.context, 9).entries.map(({ reason, member }) => [member, reason]);
    expect(reasons).toEqual([
      ['TH', 'not-owner'],
      ['VN', 'not-in-audience'],
      ['TH', 'no-power'],
    ]);
    expect(kr.replica.context.standings.of(spaceRow(kr, space).row).audience).toEqual(new Set(['TH']));
    expect(homeStatus(kr.replica.context)).toMatchObject({ records: 0, quarantined: 3 });
  });
});
