import type { MappedRow, Mapping } from '@liaison/interchange';
import { encodePage, type SpaceId } from '@liaison/protocol';
import { callerClient, createPeerRouter, runSync } from '@liaison/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import { createSpace } from '../commands/create-space.js';
import { newRecord } from '../commands/write-record.js';
import type { OpenHome, UnlockedOfficer } from '../home/open-home.js';
import { homeStatus } from '../queries/home-status.js';
import { searchRecords } from '../queries/search-records.js';
import { verifyHome } from '../verify/verify-home.js';
import { startWork } from './start-work.js';
import type { WorkThread } from './work-thread.js';

const router = createPeerRouter();
const mapping = { kind: 'seizure', source: 'ports', key: ['id'], fields: {} } as unknown as Mapping;
const rowsTo = (count: number): MappedRow[] =>
  Array.from({ length: count }, (_, i) => ({
    type: 'mapped',
    line: i + 2,
    key: `${i}`,
    fields: { place: `port ${i}` },
  }));

let homes: TemporaryHomes;
let home: OpenHome;
let laptop: OpenHome;
let officer: UnlockedOfficer;
let space: SpaceId;
let thread: WorkThread;
const defects: unknown[] = [];

/** The desk of a member whose node serves, and a laptop of the same member. */
beforeEach(async () => {
  homes = new TemporaryHomes('work');
  await homes.init('kr');
  home = await homes.open('kr');
  laptop = await homes.enrol('laptop', home);
  officer = await home.unlockOfficer(undefined, PASSPHRASE);
  ({ space } = createSpace(home.replica, officer, { kind: 'register', title: 'Ports', audience: [] }));
  defects.length = 0;
  thread = startWork(home, (error) => defects.push(error));
});
afterEach(async () => {
  await home.work.endThread();
  homes.remove();
});

/** The laptop syncs with the serving home, as over HTTPS. */
function laptopSyncs() {
  const caller = router.createCaller({ caller: laptop.settings.home, replica: home.work.exchange });
  return runSync(callerClient(caller, home.settings.home), laptop.replica);
}

const importRows = async (count: number) => {
  const sink = await home.work.openImport(officer, { space, mapping, dryRun: false, about: 'ports.csv' });
  await sink.add(rowsTo(count));
  const taken = await sink.end();
  await sink.drop();
  return taken;
};

const recordsSeen = (of: OpenHome) => of.replica.reading(() => homeStatus(of.replica.context).records);

describe('a home that is served', () => {
  test('takes pages, documents and receipts in by its thread, and each answer sees them', async () => {
    expect(await laptopSyncs()).toMatchObject({ converged: true });
    const author = await laptop.unlockOfficer(undefined, PASSPHRASE);
    newRecord(laptop.replica, author, { space, kind: 'seizure', change: { fields: { place: 'Da Nang' } } });
    expect(await laptopSyncs()).toMatchObject({ converged: true, entriesSent: 1 });
    expect(recordsSeen(home)).toBe(1);
    expect(await laptopSyncs()).toMatchObject({ converged: true, entriesSent: 0, entriesReceived: 0 });
    expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
    expect(defects).toEqual([]);
  });

  test('imports by its thread what the key of the officer signs here, and goes on writing here', async () => {
    expect(await importRows(1_200)).toMatchObject({ counts: { rows: 1_200, imported: 1_200, entries: 3 } });
    await home.work.command(() =>
      newRecord(home.replica, officer, { space, kind: 'seizure', change: { fields: { place: 'Mokpo' } } }),
    );
    expect(await importRows(1_200)).toMatchObject({ counts: { imported: 0, duplicates: 1_200, entries: 0 } });
    expect(recordsSeen(home)).toBe(1_201);
    expect(await laptopSyncs()).toMatchObject({ converged: true });
    expect(recordsSeen(laptop)).toBe(1_201);
    expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
  });

  test('answers and takes officers in while rows come in, the officer ahead of the rows that wait', async () => {
    const sink = await home.work.openImport(officer, { space, mapping, dryRun: false, about: 'ports.csv' });
    const order: string[] = [];
    const rows = Array.from({ length: 12 }, (_, i) => rowsTo(1_200).slice(i * 100, i * 100 + 100));
    const adding = rows.map(async (some) => {
      await sink.add(some);
      order.push('rows');
    });
    const command = home.work.command(() => order.push('officer'));
    expect(recordsSeen(home)).toBe(0); // answered at once, with twelve jobs under way
    await Promise.all([...adding, command]);
    await sink.end();
    await sink.drop();
    expect(order.indexOf('officer')).toBeLessThanOrEqual(1); // after the one job that was under way
    expect(recordsSeen(home)).toBe(1_200);
  });

  test('indexes what came in step by step, in its thread', async () => {
    await importRows(600);
    const found = () => home.replica.reading(() => searchRecords(home.replica.context, 'port 599', 5));
    expect(found().total).toBe(1);
    while (await home.work.keepUp(200));
    expect(home.replica.context.store.search.owed(1)).toEqual([]);
    expect(found().total).toBe(1);
  });

  test('passes expected failures on with code and next step', async () => {
    const taken = await home.work.exchange.ingest(laptop.settings.home, encodePage([]));
    expect(taken).toMatchObject({ entries: 0 });
    const refused = await home.work.exchange.ingest(laptop.settings.home, new Uint8Array([1, 2, 3]));
    expect(refused.refused?.code).toBe('page-malformed');
    const offer = { rosters: [], directories: ['nonsense'] };
    const documents = await home.work.exchange.admitDocuments(laptop.settings.home, offer);
    expect(documents).toMatchObject({ ok: false, error: { code: expect.any(String), next: expect.any(String) } });
    await expect(
      home.work.openImport(officer, { space: 'A'.repeat(43) as SpaceId, mapping, dryRun: false, about: 'ports.csv' }),
    ).rejects.toMatchObject({ code: 'space-unknown' });
  });

  test('whose thread is killed inside a transaction keeps nothing of it, says so, and goes on with another', async () => {
    let kills = 0;
    const deadly: UnlockedOfficer = {
      ...officer,
      key: {
        ...officer.key,
        sign: (bytes) => {
          kills += 1; // the other thread waits for this signature with its transaction open
          void thread.interrupt();
          return officer.key.sign(bytes);
        },
      },
    };
    const sink = await home.work.openImport(deadly, { space, mapping, dryRun: false, about: 'ports.csv' });
    await sink.add(rowsTo(10));
    await expect(Promise.resolve(sink.end())).rejects.toMatchObject({ code: 'work-stopped', next: expect.any(String) });
    await sink.drop();
    expect([kills, defects.length, recordsSeen(home)]).toEqual([1, 1, 0]);
    await home.work.command(() => home.replica.issueReceipts([space])); // the lock went with the thread
    expect(await importRows(10)).toMatchObject({ counts: { imported: 10 } });
    expect(recordsSeen(home)).toBe(10);
    expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
  });

  test('ends its thread after what is under way, and then works alone', async () => {
    const sink = await home.work.openImport(officer, { space, mapping, dryRun: false, about: 'ports.csv' });
    const added = sink.add(rowsTo(600));
    const ended = home.work.endThread();
    await added;
    await ended;
    expect(recordsSeen(home)).toBe(500);
    expect(home.work.exchange).toBe(home.replica);
    expect(await importRows(600)).toMatchObject({ counts: { imported: 100, duplicates: 500 } });
    await expect(Promise.resolve(sink.add(rowsTo(1)))).rejects.toMatchObject({ code: 'work-stopped' });
    expect(defects).toEqual([]);
  });
});
