import { loadMapping, type Mapping, type RejectedRow } from '@liaison/interchange';
import { describe, expect, test } from 'vitest';
import { homeStatus } from '../queries/home-status.js';
import { listConflicts } from '../queries/list-conflicts.js';
import { searchRecords } from '../queries/search-records.js';
import { showRecord } from '../queries/show-record.js';
import { sectionText } from '../replica/derived/search-upkeep.js';
import { sharedCase } from '../replica/raw-entries.fixture.js';
import { MemoryFederation, type MemoryHome } from '../testing/memory-federation.js';
import { memorySync } from '../testing/memory-sync.js';
import { verifyHome } from '../verify/verify-home.js';
import { type ImportInput, importRows } from './import-rows.js';
import { editRecord } from './write-record.js';

const mapping = ((): Mapping => {
  const loaded = loadMapping(
    JSON.stringify({
      kind: 'seizure',
      source: 'ports',
      key: ['id'],
      fields: { place: { column: 'place' }, agency: { column: 'agency' } },
    }),
  );
  if (!loaded.ok) throw loaded.error;
  return loaded.value;
})();

async function* bytesOf(rows: readonly string[]) {
  yield Buffer.from(['id,place,agency', ...rows, ''].join('\n'));
}

const rowsTo = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i},port ${i},customs`);

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH'], seed);
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const space = sharedCase(kr, 'TH');
  await memorySync(kr, th);
  const rejected: RejectedRow[] = [];
  const run = (home: MemoryHome, rows: readonly string[], change: Partial<ImportInput> = {}) =>
    importRows(home.replica, home.officer, {
      space,
      mapping,
      file: bytesOf(rows),
      dryRun: false,
      onRejected: (row) => rejected.push(row),
      ...change,
    });
  return { kr, th, space, run, rejected };
}

const recordAt = (home: MemoryHome, text: string) => {
  const { hits, total } = searchRecords(home.replica.context, text, 10);
  expect(total).toBe(1);
  return hits[0]?.record as NonNullable<(typeof hits)[0]>['record'];
};

describe('an import', () => {
  test('takes 500 rows to an entry, in the order of the file', async () => {
    const { kr, run } = await scene('rows');
    expect(await run(kr, rowsTo(1_001))).toEqual({
      rows: 1001,
      imported: 1001,
      duplicates: 0,
      rejected: 0,
      entries: 3,
    });
    const { records } = homeStatus(kr.replica.context);
    expect(records).toBe(1_001);
    const sections = kr.replica.context.store.sections.allSections().slice(1); // the first is the space's own title
    const places = sections.map((row) => sectionText(kr.replica.context, row));
    expect(places.map((text) => /port \d+/.exec(text)?.[0])).toEqual(rowsTo(1_001).map((_, i) => `port ${i}`));
    expect(await verifyHome(kr.replica)).toMatchObject({ ok: true });
  });

  test('again adds nothing, also after an officer has corrected a record', async () => {
    const { kr, run } = await scene('again');
    await run(kr, rowsTo(3));
    const record = recordAt(kr, 'port 1');
    editRecord(kr.replica, kr.officer, { record, joint: false, change: { fields: { place: 'corrected' } } });
    const before = homeStatus(kr.replica.context).entries;
    expect(await run(kr, rowsTo(3))).toMatchObject({ rows: 3, imported: 0, duplicates: 3, entries: 0 });
    expect(homeStatus(kr.replica.context).entries).toBe(before);
    expect(showRecord(kr.replica.context, record).sections.KR?.place).toEqual(['corrected']);
  });

  test('of a file whose source has changed updates the records that changed', async () => {
    const { kr, run } = await scene('changed');
    await run(kr, rowsTo(3));
    const record = recordAt(kr, 'port 1');
    expect(await run(kr, ['0,port 0,customs', '1,harbour 1,customs'])).toMatchObject({ imported: 1, duplicates: 1 });
    expect(showRecord(kr.replica.context, record).sections.KR?.place).toEqual(['harbour 1']);
  });

  test('by another member becomes a second section on the same records', async () => {
    const { kr, th, run } = await scene('second-member');
    await run(kr, rowsTo(3));
    await memorySync(kr, th);
    expect(await run(th, ['0,port 0,customs', '1,pier 1,customs', '9,port 9,police'])).toMatchObject({ imported: 3 });
    await memorySync(th, kr);
    expect(homeStatus(kr.replica.context).records).toBe(4);
    expect(showRecord(kr.replica.context, recordAt(kr, 'pier 1')).sections).toEqual({
      KR: { place: ['port 1'], agency: ['customs'] },
      TH: { place: ['pier 1'], agency: ['customs'] },
    });
    expect(listConflicts(kr.replica.context)).toMatchObject([{ type: 'disagreement', field: 'place' }]);
  });

  test('a row given twice in one file is a duplicate; the same key with other content is rejected by line', async () => {
    const { kr, run, rejected } = await scene('twice');
    const rows = ['7,port 7,customs', '7,port 7,customs', '7,port 8,customs', ',,', 'x'];
    for (const dryRun of [true, false]) {
      expect(await run(kr, rows, { dryRun })).toMatchObject({ rows: 4, imported: 1, duplicates: 1, rejected: 2 });
    }
    expect(rejected.map(({ line }) => line)).toEqual([4, 6, 4, 6]);
    expect(homeStatus(kr.replica.context).records).toBe(1);
  });

  test('a dry run says the same and writes nothing', async () => {
    const { kr, run } = await scene('dry');
    const before = homeStatus(kr.replica.context);
    const counts = await run(kr, rowsTo(600), { dryRun: true });
    expect(homeStatus(kr.replica.context)).toEqual(before);
    expect(await run(kr, rowsTo(600))).toEqual(counts);
  });

  test('that is interrupted leaves whole entries, and goes on where it stopped', async () => {
    const { kr, run } = await scene('interrupted');
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    const cut = run(kr, rowsTo(1_200), { signal: stop.signal, onProgress });
    await expect(cut).rejects.toMatchObject({ code: 'import-interrupted', data: { imported: 500, entries: 1 } });
    expect(homeStatus(kr.replica.context)).toMatchObject({ records: 500, entries: 3 });
    expect(await verifyHome(kr.replica)).toMatchObject({ ok: true });
    expect(await run(kr, rowsTo(1_200))).toMatchObject({ imported: 700, duplicates: 500, entries: 2 });
  });

  test('into a space that is not held, or by a writer who may not, writes nothing', async () => {
    const { kr, run, space } = await scene('no-space');
    await expect(run(kr, rowsTo(1), { space: 'A'.repeat(43) as typeof space })).rejects.toMatchObject({
      code: 'space-unknown',
    });
    const certificate = kr.replica.certificate(kr.service.writer) as typeof kr.officer.certificate;
    kr.officer = { certificate, key: kr.service.signing };
    await expect(run(kr, rowsTo(1))).rejects.toMatchObject({ code: 'no-right' });
    expect(homeStatus(kr.replica.context).records).toBe(0);
  });
});
