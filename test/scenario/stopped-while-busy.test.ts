import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { ImportAnswer, StatusAnswer, VerifyAnswer } from '../support/command-answers.js';
import { exitOf, startCommand } from '../support/command-line.js';
import { eventually } from '../support/eventually.js';
import { federation } from '../support/federation.js';
import { seizureFile } from '../support/seizure-csv.js';
import type { TestHome } from '../support/test-home.js';

const RECORDS = 5_000;
const ROWS_PER_ENTRY = 500;

describe('a node that is stopped while it works', () => {
  let kr: TestHome;
  let th: TestHome;
  let importing: string[];
  const activityOf = async (home: TestHome, what: string): Promise<StatusAnswer['activity'][number] | undefined> =>
    (await home.status()).activity.find((one) => one.what === what);

  beforeAll(async () => {
    const members = await federation(['KR', 'TH']);
    [kr, th] = [members.of('KR'), members.of('TH')];
    const { space } = await kr.does<{ space: string }>(
      ...['space', 'create', '--kind', 'register', '--title', 'Busy', '--audience', 'TH'],
    );
    const file = seizureFile({ folder: temporaryFolder('csv'), rows: RECORDS });
    importing = ['import', file.csv, '--space', space, '--mapping', file.mapping];
  });

  it('NOD-14: says how far an import is, and ends with whole entries', async () => {
    await kr.serve();
    const child = startCommand([...importing, '--home', kr.home], kr.place.passphraseFile);
    await eventually('the import is seen', async () => {
      const activity = await activityOf(kr, 'import');
      return activity?.about === 'seizures.csv' && (activity.progress.imported ?? 0) >= ROWS_PER_ENTRY;
    });
    expect(await kr.stop()).toBe(0);
    expect(await exitOf(child)).not.toBe(0);
    const { records } = await kr.status();
    expect(records).toBeGreaterThan(0);
    expect(records % ROWS_PER_ENTRY).toBe(0);
    expect((await kr.cli<VerifyAnswer>('verify')).json).toMatchObject({ ok: true });
    expect(await kr.does<ImportAnswer>(...importing)).toMatchObject({ duplicates: records, rejected: 0 });
  });

  it('NOD-14: says that pages come in, and ends with whole pages', async () => {
    await Promise.all([kr.serve(), th.serve()]);
    const syncing = kr.sync('TH');
    await eventually('TH receives', async () => ((await activityOf(th, 'receive'))?.progress.entries ?? 0) > 0);
    expect(await activityOf(kr, 'sync')).toMatchObject({ about: 'TH' });
    expect(await th.stop()).toBe(0);
    expect(await syncing).toMatchObject({ converged: false });
    expect((await th.cli<VerifyAnswer>('verify')).json).toMatchObject({ ok: true });
    await th.serve();
    expect(await kr.sync('TH')).toMatchObject({ converged: true });
    expect((await th.status()).records).toBe(RECORDS);
    expect(await activityOf(kr, 'sync')).toBeUndefined();
    await Promise.all([kr.stop(), th.stop()]);
  });
});
