import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { FailureAnswer, ImportAnswer, VerifyAnswer } from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import { seizureFile } from '../support/seizure-csv.js';
import { smallDisk } from '../support/small-disk.js';
import type { TestHome } from '../support/test-home.js';

const MIB = 1_048_576;
const RECORDS = 2_000;
const WRITTEN_MAX = 60;
const FULL = { code: 'disk-full', message: expect.any(String), next: expect.stringContaining('Free some disk space') };

const disk = smallDisk(4 * MIB);

// needs an account that may mount a disk in memory; what SQLite itself can limit is tested beside the replica
describe.runIf(disk !== undefined)('a disk that is full', () => {
  let kr: TestHome;
  let th: TestHome;
  let space: string;
  let importing: string[];
  let written = 0;
  let kept: { entries: number; records: number };

  beforeAll(async () => {
    const members = await federation(['KR', 'TH']);
    kr = members.of('KR');
    th = members.of('TH').copyTo(disk?.folder ?? '');
    await th.does('home', 'moved', '--yes'); // the copy is the one that goes on
    ({ space } = await kr.does<{ space: string }>(
      ...['space', 'create', '--kind', 'register', '--title', 'Full', '--audience', 'TH'],
    ));
    const remarks = (row: number) => `remark ${row} ${'목격자 진술 '.repeat(60)}`;
    const file = seizureFile({ folder: temporaryFolder('csv'), rows: RECORDS, remarks });
    importing = ['import', file.csv, '--space', space, '--mapping', file.mapping];
    expect(await kr.does<ImportAnswer>(...importing)).toMatchObject({ imported: RECORDS });
    await Promise.all([kr.serve(), th.serve()]);
  });

  it('TRN-13: takes what there is room for; the peer is told to come again, and neither blames a page', async () => {
    const sent = await kr.sync('TH');
    expect(sent).toMatchObject({ converged: false, peers: [{ error: { next: expect.stringContaining('later') } }] });
    expect(JSON.stringify(sent.peers[0]?.error)).toContain('unable-now');
    expect(await th.sync('KR')).toMatchObject({ converged: false, peers: [{ error: FULL }] });
    const status = await th.status();
    kept = { entries: status.entries, records: status.records };
    expect(status.records).toBeLessThan(RECORDS);
    for (const home of [kr, th]) {
      expect(await home.desk((calls) => calls.home.setAside({ limit: 10 }))).toMatchObject({ refusals: [] });
    }
  });

  it('NOD-12: an officer who writes or imports there hears what is wrong, and can read on', async () => {
    const imported = await th.cli<FailureAnswer>('import', ...importing.slice(1));
    expect([imported.code, imported.json]).toEqual([1, { error: FULL }]);
    const narrative = `narrative=${'Da Nang '.repeat(15_000)}`;
    const write = () =>
      th.cli<FailureAnswer>('record', 'new', '--space', space, '--kind', 'seizure', '--set', narrative);
    // what earlier changes have left in the write-ahead log still has room for some
    let said = await write();
    for (; said.code === 0 && written < WRITTEN_MAX; written++) said = await write();
    expect([said.code, said.json]).toEqual([1, { error: FULL }]);
    kept = { entries: kept.entries + written, records: kept.records + written };
    expect(await th.status()).toMatchObject(kept);
  });

  it('NOD-12: is no more in the way once there is room, also after a restart', async () => {
    await th.stop();
    expect(await th.status()).toMatchObject(kept);
    disk?.grow(200 * MIB);
    await th.serve();
    expect(await kr.sync('TH')).toMatchObject({ converged: true });
    const [left, right] = [await kr.status(), await th.status()];
    expect(right.records).toBe(RECORDS + written);
    expect(right.spaces[0]?.stateDigest).toBe(left.spaces[0]?.stateDigest);
    expect((await th.cli<VerifyAnswer>('verify')).json).toMatchObject({ ok: true, problems: [] });
    expect(disk?.free()).toBeGreaterThan(0);
  });
});
