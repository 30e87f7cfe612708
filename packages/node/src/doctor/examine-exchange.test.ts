import { signDirectory } from '@liaison/identity';
import { encodeOperation, FORM, type RecordId } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { editRecord } from '../commands/write-record.js';
import { homeStatus } from '../queries/home-status.js';
import {
  cloneHome,
  deliver,
  editOperation,
  pinOperation,
  rawEntry,
  seizure,
  sharedCase,
  wiresAt,
} from '../replica/raw-entries.fixture.js';
import { ManualClock } from '../testing/manual-clock.js';
import { MemoryFederation, type MemoryHome } from '../testing/memory-federation.js';
import { memorySync } from '../testing/memory-sync.js';
import { examineClaimedTimes } from './examine-clock.js';
import { examineExchange } from './examine-exchange.js';
import { examineWriters } from './examine-writers.js';

const DAY_MS = 86_400_000;

async function scene(seed: string) {
  const clock = new ManualClock();
  const federation = new MemoryFederation(['KR', 'TH'], seed, () => clock);
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const space = sharedCase(kr, 'TH');
  await memorySync(kr, th);
  const later = (days: number) => {
    clock.now += days * DAY_MS;
  };
  return { federation, kr, th, space, later };
}

const codes = ({ replica }: MemoryHome) => examineExchange(replica.context).map(({ code }) => code);
const writerCodes = (home: MemoryHome) =>
  examineWriters(home.replica.context, [{ writer: home.officerKeys.writer, name: 'Kim' }]).map(({ code }) => code);

describe('the exchange', () => {
  test('of homes that have just met has no findings', async () => {
    const { kr, th } = await scene('sound');
    expect([codes(kr), codes(th)]).toEqual([[], []]);
  });

  test('what was written and nobody has taken is owed after a week, and peers are silent after two', async () => {
    const { kr, th, space, later } = await scene('owed');
    seizure(kr, space, 'Busan');
    later(6);
    expect(codes(kr)).toEqual([]);
    later(2);
    expect(examineExchange(kr.replica.context)).toMatchObject([
      { code: 'receipts-owed', about: space, message: expect.stringContaining('1 entry') },
    ]);
    await memorySync(kr, th);
    expect(codes(kr)).toEqual([]);
    const contacted = '2026-11-01T00:00:00.000+09:00';
    const peer = { writer: th.service.writer, nonce: null, contacted, converged: null };
    kr.replica.context.store.exchange.putPeer(peer);
    expect(codes(kr)).toEqual(['peers-silent']);
  });

  test('an entry whose past never comes waits, then waits too long', async () => {
    const { kr, th, space, later } = await scene('pending');
    seizure(kr, space, 'Busan');
    seizure(kr, space, 'Jeju');
    expect(deliver(th, kr, wiresAt(kr, space).slice(-1))).toMatchObject({ entries: 0 });
    expect(codes(th)).toEqual(['entries-wait']);
    later(8);
    expect(codes(th)).toContain('entries-wait-long');
    await memorySync(kr, th);
    expect(codes(th)).toEqual([]);
  });

  test('what a newer version wrote is named as unread', async () => {
    const { kr, th, space } = await scene('unread');
    const operation = editOperation(kr.officer, RECORD, { fields: { place: 'x' } }, { kind: 'sample-analysis' });
    expect(deliver(th, kr, [rawEntry(kr, kr.officer, { space, operations: [operation] }).wire])).toMatchObject({
      entries: 1,
    });
    expect(codes(th)).toEqual(['entries-unread']);
  });

  test('a page that was refused is named with its code', async () => {
    const { kr, th, space } = await scene('refused');
    const operation = encodeOperation(FORM.json, { op: 'recall' } as never, Buffer.from('{}'));
    const [wire] = wiresAt(kr, space);
    deliver(th, kr, [{ ...wire, operations: [{ form: 'whole', salt: new Uint8Array(16), body: operation }] } as never]);
    const [found, ...others] = examineExchange(th.replica.context);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'pages-refused', message: expect.stringMatching(/\(entry-[a-z-]+\)/) });
  });

  test('a member that signs two directories of one version is named', async () => {
    const { federation, kr, th } = await scene('contradiction');
    const held = th.replica.context.authority.directory(th.member);
    if (held === undefined) throw new Error('no directory');
    const next = (day: number) => {
      const at = `2026-11-2${day}T00:00:00.000+09:00`;
      const claims = { ...held.claims, at, version: held.version + 1, previous: held.id };
      return signDirectory(claims, federation.directoryKey(th.member)).token;
    };
    kr.replica.admitDocuments(th.service.writer, { rosters: [], directories: [next(1), next(2)] });
    const [found] = examineExchange(kr.replica.context);
    expect(found).toMatchObject({ code: 'directories-contradict', severity: 'error', about: 'TH' });
    expect(homeStatus(kr.replica.context).alarms).toEqual([found]);
  });
});

const RECORD = '018f0000-0000-7000-8000-000000000001' as RecordId;

describe('the keys of a home', () => {
  test('a copy that wrote as well is a fork at the original, once both have met', async () => {
    const { federation, kr, th, space } = await scene('clone');
    const { record } = seizure(kr, space, 'Incheon');
    const clone = cloneHome(federation, kr);
    const say = (home: MemoryHome, place: string) =>
      editRecord(home.replica, home.officer, { record, joint: false, change: { fields: { place } } });
    say(kr, 'Busan');
    say(clone, 'Jeju');
    expect(writerCodes(kr)).toEqual([]);
    await memorySync(clone, th);
    await memorySync(kr, th);
    expect(writerCodes(kr)).toEqual(['writer-forked']);
  });

  test('one that was reported, and one that was pinned', async () => {
    const { federation, kr, th, space } = await scene('reported');
    seizure(kr, space, 'Incheon');
    federation.revoke(kr.member, [kr.officerKeys.writer]);
    expect(writerCodes(kr)).toEqual(['writer-reported']);
    const { writer } = kr.officerKeys;
    const { operation } = pinOperation(federation, { space, writer, member: 'KR', control: null, record: null });
    deliver(kr, th, [rawEntry(th, th.officer, { space, lane: 'control', operations: [operation] }).wire]);
    expect(writerCodes(kr)).toEqual(['writer-reported', 'writer-pinned']);
  });

  test('without a certificate is named', async () => {
    const { kr } = await scene('uncertified');
    const writer = kr.officerKeys.writer.replace(/.$/, (last) =>
      last === 'A' ? 'B' : 'A',
    ) as typeof kr.service.writer;
    const [found] = examineWriters(kr.replica.context, [{ writer, name: 'Lee' }]);
    expect(found).toMatchObject({ code: 'certificate-missing', about: writer });
  });
});

test('something that claims to be written in the days to come is shown with its author', async () => {
  const clock = new ManualClock();
  const federation = new MemoryFederation(['KR', 'TH'], 'future', (home) => (home === 'TH' ? ahead : clock));
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const space = sharedCase(kr, 'TH');
  await memorySync(kr, th);
  ahead.now += 3 * DAY_MS;
  seizure(th, space, 'Songkhla');
  await memorySync(kr, th);
  expect(examineClaimedTimes(kr.replica.context)).toMatchObject([
    { code: 'clock-behind', about: th.officerKeys.writer },
  ]);
  expect(examineClaimedTimes(th.replica.context)).toEqual([]);
});

const ahead = new ManualClock();
