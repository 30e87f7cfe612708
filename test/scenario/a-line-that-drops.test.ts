import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { newRecord } from '@liaison/node';
import type { SpaceId } from '@liaison/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { BundleMadeAnswer, VerifyAnswer } from '../support/command-answers.js';
import { CountedLine } from '../support/counted-line.js';
import { federation } from '../support/federation.js';
import { freePort } from '../support/free-port.js';
import { seizureFile } from '../support/seizure-csv.js';
import type { TestHome } from '../support/test-home.js';

/** What one connection carries before the line drops it, bytes both ways together. */
const DROP_BYTES = 200_000;
const RECORDS = 20;

let kr: TestHome;
let th: TestHome;
let space: string;
let line: CountedLine;

beforeAll(async () => {
  const members = await federation(['KR', 'TH', 'VN']);
  [kr, th] = [members.of('KR'), members.of('TH')];
  const create = ['space', 'create', '--kind', 'register', '--title', 'Bulk', '--audience', 'TH,VN'];
  ({ space } = await kr.does<{ space: string }>(...create));
  const port = await freePort();
  line = await CountedLine.open({ port: Number(new URL(kr.place.address as string).port), to: port });
  await kr.serve('--listen', `127.0.0.1:${port}`);
  expect(await th.sync('KR')).toMatchObject({ converged: true });
  await kr.stop();
  await Promise.all([write(kr), write(th)]);
  await kr.serve('--listen', `127.0.0.1:${port}`);
});

/** Text that no compression makes smaller: one entry of nearly 1 MiB, and a day's small ones of 4 KB each. */
async function write(home: TestHome): Promise<void> {
  const remarks = () => randomBytes(2_200).toString('base64');
  const file = seizureFile({ folder: temporaryFolder('csv'), rows: 330, remarks });
  await home.does('import', file.csv, '--space', space, '--mapping', file.mapping);
  await home.opened(async (open) => {
    const author = await open.unlockOfficer(undefined, home.passphrase);
    for (let i = 0; i < RECORDS; i++) {
      const change = {
        fields: { place: `${home.name} ${i}` },
        texts: { narrative: randomBytes(3_000).toString('hex') },
      };
      newRecord(open.replica, author, { space: space as SpaceId, kind: 'seizure', change });
    }
  });
}

describe(`a line that drops every connection after ${DROP_BYTES} bytes`, () => {
  it('SYN-10: carries an entry of 1 MiB and a day of small ones, both ways, and sends little twice', async () => {
    const before = line.totals;
    line.dropBytes = DROP_BYTES;
    const report = await th.sync('KR');
    expect(report).toMatchObject({ converged: true });
    const [peer] = report.peers;
    expect(peer?.entriesSent).toBeGreaterThanOrEqual(RECORDS + 1);
    expect(peer?.entriesReceived).toBeGreaterThanOrEqual(RECORDS + 1);
    const { up, down, drops } = line.totals;
    // what there was to carry, once: the same pages as a file
    const file = join(temporaryFolder('stick'), 'all.bundle');
    const whole = await th.does<BundleMadeAnswer>('bundle', 'make', '--for', 'VN', '--whole', '--out', file);
    expect(whole.bytes).toBeGreaterThan(2_000_000);
    const carried = up + down - before.up - before.down;
    expect(drops - before.drops).toBeGreaterThanOrEqual(Math.floor(whole.bytes / DROP_BYTES));
    expect(carried / whole.bytes).toBeLessThan(1.5);
  });

  it('and both have the same afterwards', async () => {
    const digests = await Promise.all([kr, th].map(async (home) => (await home.status()).spaces[0]?.stateDigest));
    expect(new Set(digests).size).toBe(1);
    expect(await th.does<VerifyAnswer>('verify')).toMatchObject({ ok: true });
  });
});
