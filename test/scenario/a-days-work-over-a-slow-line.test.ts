import { editRecord, newRecord, type OpenHome } from '@liaison/node';
import { SeededRandom } from '@liaison/node/testing';
import type { RecordId, SpaceId } from '@liaison/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { CountedLine, type LineTotals, secondsOn } from '../support/counted-line.js';
import { federation } from '../support/federation.js';
import { freePort } from '../support/free-port.js';
import type { TestHome } from '../support/test-home.js';
import { typedText } from '../support/typed-text.js';

/** A line of 64 kbit/s. The 2 s of latency are taken one way: a round trip costs 4 s. */
const LINE = { bytesPerSecond: 8_000, roundTripSeconds: 4 };
const SECONDS_MAX = 60;

let kr: TestHome;
let laptop: TestHome;
let shared: string;
let notes: string;
let line: CountedLine;
const random = new SeededRandom('a day');

beforeAll(async () => {
  const members = await federation(['KR', 'TH']);
  kr = members.of('KR');
  const create = async (title: string, ...audience: string[]) =>
    (await kr.does<{ space: string }>('space', 'create', '--kind', 'case', '--title', title, ...audience)).space;
  shared = await create('Da Nang', '--audience', 'TH');
  notes = await create('Own notes');
  laptop = await members.laptop('KR', 'KR-laptop', [shared, notes]);
  const port = await freePort();
  line = await CountedLine.open({ port: Number(new URL(kr.place.address as string).port), to: port });
  const serve = () => kr.serve('--listen', `127.0.0.1:${port}`);
  await serve();
  expect(await laptop.sync('KR')).toMatchObject({ converged: true });
  await kr.stop();
  await work(kr, { records: 1, edits: 10, notes: 1 });
  await serve();
});

interface Day {
  readonly records: number;
  readonly edits: number;
  readonly notes: number;
}

/** New records with narratives of 2 KB, edits of fields and lines here and there, and notes of a paragraph. */
const work = (at: TestHome, day: Day): Promise<void> =>
  at.opened(async (home) => {
    const author = await home.unlockOfficer(undefined, at.passphrase);
    const made = Array.from({ length: day.records }, (_, i) => {
      const change = {
        fields: { place: `Warehouse ${i}`, substance: 'heroin' },
        texts: { narrative: typedText(random, 2_000) },
      };
      return newRecord(home.replica, author, { space: shared as SpaceId, kind: 'seizure', change }).record;
    });
    for (let i = 0; i < day.edits; i++) edit(home, author, random.pick(made));
    for (let i = 0; i < day.notes; i++) {
      const change = { fields: {}, texts: { narrative: typedText(random, 600) } };
      newRecord(home.replica, author, { space: notes as SpaceId, kind: 'seizure', change });
    }
  });

function edit(home: OpenHome, author: Parameters<typeof editRecord>[1], record: RecordId): void {
  const fields = { agency: typedText(random, 40), concealment: typedText(random, 60) };
  editRecord(home.replica, author, { record, change: { fields }, joint: false });
}

const since = (before: LineTotals): LineTotals => {
  const { up, down, connections, drops } = line.totals;
  return {
    up: up - before.up,
    down: down - before.down,
    connections: connections - before.connections,
    drops: drops - before.drops,
  };
};

describe('64 kbit/s and 2 s of latency', () => {
  it('carry a day of a laptop in under a minute, with what home wrote meanwhile', async () => {
    await work(laptop, { records: 5, edits: 40, notes: 3 });
    const before = line.totals;
    const report = await laptop.sync('KR');
    expect(report).toMatchObject({ converged: true, peers: [{ entriesSent: 48, entriesReceived: 12 }] });
    const carried = since(before);
    const calls = report.peers[0]?.roundTrips ?? Number.NaN;
    expect(calls).toBeLessThanOrEqual(6);
    expect(secondsOn(LINE, carried, calls)).toBeLessThan(SECONDS_MAX);
  });

  it('and nothing new is known after one call', async () => {
    const before = line.totals;
    const report = await laptop.sync('KR');
    expect(report).toMatchObject({ converged: true, peers: [{ roundTrips: 1 }] });
    expect(secondsOn(LINE, since(before), 1)).toBeLessThan(15);
  });
});
