import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { ImportAnswer, VerifyAnswer } from '../support/command-answers.js';
import { exitOf, startCommand } from '../support/command-line.js';
import { eventually } from '../support/eventually.js';
import { federation } from '../support/federation.js';
import { databaseBytes } from '../support/home-files.js';
import { type SeizureFile, seizureFile } from '../support/seizure-csv.js';
import type { TestHome } from '../support/test-home.js';

const RECORDS = 5_000;

let kr: TestHome;
let th: TestHome;
let space: string;
let file: SeizureFile;
let importing: string[];

async function verified(home: TestHome): Promise<void> {
  const { code, json } = await home.cli<VerifyAnswer>('verify');
  expect([home.name, code, json.problems]).toEqual([home.name, 0, []]);
}

/** Starts a command on a home and kills it once it has committed about so many bytes. */
async function killAfterBytes(home: TestHome, args: readonly string[], bytes: number): Promise<void> {
  const start = databaseBytes(home.home);
  const child = startCommand([...args, '--home', home.home], home.place.passphraseFile);
  await eventually(`${home.name} committed ${bytes} bytes`, () => databaseBytes(home.home) - start >= bytes, 60_000);
  child.kill('SIGKILL');
  expect(await exitOf(child)).toBeNull();
}

beforeAll(async () => {
  const members = await federation(['KR', 'TH']);
  [kr, th] = [members.of('KR'), members.of('TH')];
  ({ space } = await kr.does<{ space: string }>(
    ...['space', 'create', '--kind', 'register', '--title', 'Killed', '--audience', 'TH'],
  ));
  const remarks = (row: number) => `remark ${row} ${'목격자 진술 '.repeat(30)}`;
  file = seizureFile({ folder: temporaryFolder('csv'), rows: RECORDS, remarks });
  importing = ['import', file.csv, '--space', space, '--mapping', file.mapping];
});

describe('kill -9 in the middle of 5,000 records', () => {
  it('of an import leaves whole entries, and the same import again completes it', async () => {
    await killAfterBytes(kr, importing, 3_000_000 + randomInt(6_000_000));
    const { records, entries } = await kr.status();
    expect(records).toBeGreaterThan(0);
    expect(records).toBeLessThan(RECORDS);
    expect(entries).toBeGreaterThan(2);
    await verified(kr); // every entry with each of its rows, as its root says
    const again = await kr.does<ImportAnswer>(...importing);
    expect(again).toMatchObject({ rows: RECORDS, duplicates: records, imported: RECORDS - records, rejected: 0 });
    expect(await kr.status()).toMatchObject({ records: RECORDS, entries: entries + again.entries });
  });

  it('of the receiver while it is sent to keeps what was receipted and goes on', async () => {
    await th.serve();
    let moved = 0;
    const limit = 2 + randomInt(5);
    const interrupted = await kr.sync('TH', (entries) => {
      moved = entries;
      if (entries >= limit) th.node?.killNow();
    });
    expect(moved).toBeGreaterThanOrEqual(limit);
    expect(interrupted).toMatchObject({ converged: false, peers: [{ error: { code: expect.any(String) } }] });
    await th.kill9();
    const kept = await th.status();
    expect(kept.entries).toBeGreaterThanOrEqual(limit);
    expect(kept.records).toBeLessThan(RECORDS);
  });

  it('of the receiver while it fetches keeps whole pages', async () => {
    const before = await th.status();
    await kr.serve();
    await killAfterBytes(th, ['sync', '--with', 'KR'], 2_500_000 + randomInt(3_000_000));
    const after = await th.status();
    expect(after.entries).toBeGreaterThanOrEqual(before.entries);
    expect(after.records).toBeLessThan(RECORDS);
    await verified(th);
  });

  it('of the sender in the middle of an answer is an error that says what to do', async () => {
    const before = await th.status();
    const report = await th.sync('KR', (entries) => {
      if (entries > 0) kr.node?.killNow();
    });
    expect((await th.status()).entries).toBeGreaterThan(before.entries);
    expect(report.peers[0]).toMatchObject({ converged: false, error: { next: expect.any(String) } });
    await kr.kill9();
  });

  it('and both restart and converge: nothing lost, nothing doubled', async () => {
    await Promise.all([kr.serve(), th.serve()]);
    expect(await th.sync('KR')).toMatchObject({ converged: true });
    const again = await kr.sync('TH');
    expect(again).toMatchObject({ converged: true, peers: [{ entriesSent: 0, entriesReceived: 0 }] });
    const [left, right] = [await kr.status(), await th.status()];
    expect(left.records).toBe(RECORDS);
    expect([right.records, right.entries, right.quarantined, right.pending]).toEqual([RECORDS, left.entries, 0, 0]);
    expect(right.spaces[0]?.frontier).toEqual(left.spaces[0]?.frontier);
    expect(right.spaces[0]?.stateDigest).toBe(left.spaces[0]?.stateDigest);
    const row = randomInt(RECORDS);
    const search = () => th.desk((calls) => calls.record.search({ query: `remark ${row} 목격자`, limit: 10 }));
    // what came in bulk is indexed a moment later, and until then the answer says that it is not complete
    await eventually('all is indexed', async () => (await search()).complete, 120_000);
    expect(await search()).toMatchObject({ total: 1, hits: [{ kind: 'seizure' }] });
    await verified(th);
  });
});
