import { loadMapping } from '@liaison/interchange';
import { type MemberCode, orThrow, type SpaceId } from '@liaison/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSpace } from '../../commands/create-space.js';
import { importRows } from '../../commands/import-rows.js';
import { newRecord } from '../../commands/write-record.js';
import { homeStatus } from '../../queries/home-status.js';
import { searchRecords } from '../../queries/search-records.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { verifyHome } from '../../verify/verify-home.js';

const LONG = 'Incheon '.repeat(4_000);
const TH = 'TH' as MemberCode;
const FULL = expect.objectContaining({ code: 'disk-full', next: expect.stringContaining('Free some disk space') });

const mapping = orThrow(
  loadMapping(JSON.stringify({ kind: 'seizure', source: 'p', key: ['id'], fields: { place: { column: 'place' } } })),
);
async function* bytesOf(rows: readonly string[]) {
  yield Buffer.from(['id,place', ...rows, ''].join('\n'));
}

let federation: MemoryFederation;
let kr: MemoryHome;
let th: MemoryHome;
let space: SpaceId;

const tell = (home: MemoryHome, place: string) =>
  newRecord(home.replica, home.officer, { space, kind: 'seizure', change: { fields: { place } } });
/** SQLite may not take another page, as on a full disk, and gives the same answer. */
const fill = ({ database }: MemoryHome) =>
  database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true })}`);
const free = ({ database }: MemoryHome) => database.pragma('max_page_count = 1000000');
const seen = ({ replica }: MemoryHome) => replica.reading(() => homeStatus(replica.context));

beforeEach(async () => {
  federation = new MemoryFederation(['KR', 'TH'], 'a full disk');
  kr = federation.home('KR');
  th = federation.home('TH');
  ({ space } = createSpace(kr.replica, kr.officer, { kind: 'case', title: 'Full', audience: [TH] }));
  tell(kr, 'Busan');
  expect(await memorySync(kr, th)).toMatchObject({ converged: true });
});
afterEach(() => {
  for (const home of federation.homes.values()) home.database.close();
});

test('TRN-13: a page that finds no room is not refused: the peer hears that it should come again, and does', async () => {
  tell(kr, LONG);
  const before = seen(th);
  fill(th);
  const sent = await memorySync(kr, th);
  expect(sent).toMatchObject({ converged: false, entriesSent: 0, error: { data: { code: 'unable-now' } } });
  expect(await memorySync(th, kr)).toMatchObject({ converged: false, entriesReceived: 0, error: FULL });
  expect(seen(th)).toEqual(before);
  expect(th.replica.context.store.setAside.refusals(10)).toEqual([]);
  expect(kr.replica.context.store.setAside.refusals(10)).toEqual([]);
  expect(searchRecords(th.replica.context, 'Busan', 5).total).toBe(1); // it goes on reading
  free(th);
  expect(await memorySync(kr, th)).toMatchObject({ converged: true, entriesSent: 1 });
  expect(seen(th).spaces[0]?.stateDigest).toBe(seen(kr).spaces[0]?.stateDigest);
  expect(await verifyHome(th.replica)).toMatchObject({ ok: true });
});

test('NOD-12: what an officer writes or imports fails as a whole, by name, and can be done again', async () => {
  const before = seen(kr);
  fill(kr);
  expect(() => tell(kr, LONG)).toThrow(FULL);
  const rows = Array.from({ length: 700 }, (_, i) => `${i},${LONG.slice(0, 400)}`);
  const onRejected = () => expect.unreachable('no row is at fault');
  const run = () =>
    importRows(kr.replica, kr.officer, { space, mapping, file: bytesOf(rows), dryRun: false, onRejected });
  await expect(run()).rejects.toMatchObject({ code: 'disk-full', next: expect.any(String) });
  expect(seen(kr)).toEqual(before);
  free(kr);
  tell(kr, LONG);
  expect(await run()).toMatchObject({ imported: 700, rejected: 0 });
  expect(await verifyHome(kr.replica)).toMatchObject({ ok: true });
});

test('NOD-12: receipts that find no room are owed, and given later', async () => {
  const spaces = Array.from({ length: 150 }, (_, i) => {
    return createSpace(kr.replica, kr.officer, { kind: 'case', title: `Case ${i}`, audience: [TH] }).space;
  });
  const receipts = () => spaces.filter((id) => kr.replica.receiptToken(kr.service.writer, id) !== undefined).length;
  fill(kr);
  expect(() => kr.replica.issueReceipts(spaces)).toThrow(FULL);
  expect(receipts()).toBe(0);
  free(kr);
  expect(await memorySync(kr, th)).toMatchObject({ converged: true });
  expect(receipts()).toBe(150);
});
