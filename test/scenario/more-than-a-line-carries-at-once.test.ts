import { randomBytes } from 'node:crypto';
import { newRecord } from '@liaison/node';
import type { SpaceId } from '@liaison/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { CountedLine } from '../support/counted-line.js';
import { federation, type TestFederation } from '../support/federation.js';
import { freePort } from '../support/free-port.js';
import { certifyMany } from '../support/many-certificates.js';
import type { TestHome } from '../support/test-home.js';

const CERTIFICATES = 1_700;
const SESSIONS_MAX = 12;

let members: TestFederation;
let kr: TestHome;
let th: TestHome;
let vn: TestHome;
let directoryChars: number;

beforeAll(async () => {
  members = await federation(['KR', 'TH', 'VN']);
  [kr, th, vn] = [members.of('KR'), members.of('TH'), members.of('VN')];
});

/** A line before the address of a home; the home is to listen behind it. */
async function lineTo(home: TestHome): Promise<{ line: CountedLine; listen: readonly string[] }> {
  const port = await freePort();
  const line = await CountedLine.open({ port: Number(new URL(home.place.address as string).port), to: port });
  return { line, listen: ['--listen', `127.0.0.1:${port}`] };
}

const directoryVersion = async (home: TestHome, member: string): Promise<number> =>
  home.opened(({ replica }) => replica.documents().directories.find((one) => one.member === member)?.version ?? 0);

/** Syncs over a line that drops every `dropBytes` and is dead after `carries`, again and again until all is there. */
async function syncByAndBy(caller: TestHome, called: TestHome, line: CountedLine, between: () => Promise<unknown>) {
  const { up, down } = line.totals;
  for (let sessions = 1; sessions <= SESSIONS_MAX; sessions++) {
    line.carriesMax = line.totals.up + line.totals.down + 500_000;
    const report = await caller.sync(called);
    if (report.converged) return { sessions, carried: line.totals.up + line.totals.down - up - down };
    await between();
  }
  throw new Error(`not in ${SESSIONS_MAX} sessions`);
}

describe('a directory of nearly 2 MB, and a line that drops every 200 kB and dies after 500 kB', () => {
  beforeAll(async () => {
    directoryChars = await certifyMany(kr, CERTIFICATES);
    expect(directoryChars).toBeGreaterThan(1_800_000);
  });

  it('SYN-13, SYN-14: is fetched over several sessions, each of a program of its own', async () => {
    const { line, listen } = await lineTo(kr);
    await kr.serve(...listen);
    line.dropBytes = 200_000;
    const { sessions, carried } = await syncByAndBy(th, kr, line, async () => undefined);
    expect(sessions).toBeGreaterThan(1);
    expect(carried).toBeLessThan(directoryChars);
    await kr.stop();
    expect(await directoryVersion(th, 'KR')).toBe(await directoryVersion(kr, 'KR'));
  });

  it('SYN-12, SYN-14: is brought over several sessions to a node that is killed between them', async () => {
    const { line, listen } = await lineTo(vn);
    await vn.serve(...listen);
    line.dropBytes = 200_000;
    const { sessions, carried } = await syncByAndBy(kr, vn, line, async () => {
      await vn.kill9();
      await vn.serve(...listen);
    });
    expect(sessions).toBeGreaterThan(1);
    expect(carried).toBeLessThan(directoryChars);
    await vn.stop();
    expect(await directoryVersion(vn, 'KR')).toBe(await directoryVersion(kr, 'KR'));
  });
});

describe('a line that drops every 60 kB', () => {
  const [SPACES, RECORDS] = [40, 60];
  const narrative = () => randomBytes(1_500).toString('hex');

  const write = (home: TestHome, space: SpaceId): Promise<void> =>
    home.opened(async (open) => {
      const author = await open.unlockOfficer(undefined, home.passphrase);
      for (let i = 0; i < RECORDS; i++) {
        const change = { fields: { place: `${home.name} ${i}` }, texts: { narrative: narrative() } };
        newRecord(open.replica, author, { space, kind: 'seizure', change });
      }
    });

  it('SYN-10, SYN-11: carries ordinary pages and the comparison of many spaces, both ways', async () => {
    const spaces = await th.desk(async (calls) => {
      const made: string[] = [];
      for (let i = 0; i < SPACES; i++) {
        const asked = { officer: th.officer, kind: 'case' as const, title: `Case ${i}`, audience: ['VN'] };
        made.push((await calls.space.create(asked)).space);
      }
      return made as SpaceId[];
    });
    const [space] = spaces as [SpaceId];
    const { line, listen } = await lineTo(th);
    await th.serve(...listen);
    expect(await vn.sync('TH')).toMatchObject({ converged: true });
    await th.stop();
    await write(th, space);
    await write(vn, space);
    await th.serve(...listen);
    line.dropBytes = 60_000;
    const before = line.totals;
    const report = await vn.sync('TH');
    expect(report).toMatchObject({ converged: true, peers: [{ entriesSent: RECORDS, entriesReceived: RECORDS }] });
    expect(line.totals.drops - before.drops).toBeGreaterThan(5);
    await th.stop();
  });
});
