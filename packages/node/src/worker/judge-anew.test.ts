import type { MappedRow, Mapping } from '@liaison/interchange';
import type { SpaceId } from '@liaison/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import { createSpace } from '../commands/create-space.js';
import { recallRecord } from '../commands/recall-record.js';
import { newRecord } from '../commands/write-record.js';
import type { OpenHome, UnlockedOfficer } from '../home/open-home.js';
import { homeStatus } from '../queries/home-status.js';
import { searchRecords } from '../queries/search-records.js';
import { verifyHome } from '../verify/verify-home.js';
import { startWork } from './start-work.js';

const ROWS = 700;
const mapping = { kind: 'seizure', source: 'ports', key: ['id'], fields: {} } as unknown as Mapping;
const rows: MappedRow[] = Array.from({ length: ROWS }, (_, i) => {
  return { type: 'mapped', line: i + 2, key: `${i}`, fields: { place: `port ${i}` } };
});

let homes: TemporaryHomes;
let home: OpenHome;
let officer: UnlockedOfficer;
let space: SpaceId;
const defects: unknown[] = [];

beforeEach(async () => {
  homes = new TemporaryHomes('anew');
  await homes.init('kr');
  home = await homes.open('kr');
  officer = await home.unlockOfficer(undefined, PASSPHRASE);
  ({ space } = createSpace(home.replica, officer, { kind: 'register', title: 'Ports', audience: [] }));
  defects.length = 0;
});
afterEach(async () => {
  await home.work.endThread();
  homes.remove();
});

const importRows = async () => {
  const sink = await home.work.openImport(officer, { space, mapping, dryRun: false, about: 'ports.csv' });
  await sink.add(rows);
  await sink.end();
  await sink.drop();
};
const write = (place: string) =>
  newRecord(home.replica, officer, { space, kind: 'seizure', change: { fields: { place } } }).record;
const found = (query: string) => home.replica.reading(() => searchRecords(home.replica.context, query, 5).total);

describe.each(['by the thread of a serving node', 'by the command line alone'])(
  'judging everything anew, %s',
  (where) => {
    beforeEach(async () => {
      if (where.includes('thread')) startWork(home, (error) => defects.push(error));
      await importRows();
    });

    test('officers read, search, write and recall between its steps, and all of it is judged as well', async () => {
      const early = await home.work.command(() => write('Mokpo'));
      let steps = 0;
      const judged = await home.work.judgeAnew(async () => {
        steps += 1;
        const seen = home.replica.reading(() => homeStatus(home.replica.context).records);
        expect(seen).toBeGreaterThanOrEqual(ROWS);
        if (steps % 5 === 1) await home.work.command(() => write(`Da Nang ${steps}`));
        if (steps === 12) {
          expect(found(`port ${ROWS - 1}`)).toBe(1);
          await home.work.command(() =>
            recallRecord(home.replica, officer, { record: early, joint: false, reason: 'error' }),
          );
        }
      });
      expect(steps).toBeGreaterThan(15);
      expect(judged.problems).toEqual([]);
      expect(judged.sections).toBeGreaterThanOrEqual(ROWS + 1);
      expect(await verifyHome(home.replica)).toMatchObject({ ok: true });
      expect([found('Mokpo'), found('Da Nang 1'), found('port 5')].map((total) => total > 0)).toEqual([
        false,
        true,
        true,
      ]);
      expect(defects).toEqual([]);
    });

    test('waits with its next step until an officer has written, and can be ended', async () => {
      const order: string[] = [];
      const stopped = new Error('stopped');
      const judging = home.work.judgeAnew(async () => {
        order.push('step');
        if (order.length === 1) void home.work.command(() => order.push('officer'));
        if (order.length > 4) throw stopped;
      });
      await expect(judging).rejects.toBe(stopped);
      expect(order).toEqual(['step', 'officer', 'step', 'step', 'step']);
      // what was begun has done no harm: search says that it has not looked at everything until the index is made again
      const search = () => home.replica.reading(() => searchRecords(home.replica.context, 'port 5', 5));
      expect([search().complete, found(`port ${ROWS - 1}`)]).toEqual([false, 1]);
      expect((await home.work.judgeAnew(async () => undefined)).problems).toEqual([]);
      expect(search()).toMatchObject({ hits: { length: 5 } });
      expect(await home.work.checkFile()).toEqual([]);
    });
  },
);
