import { SeededRandom } from '@liaison/node/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  ConflictsAnswer,
  RecordAnswer,
  ShownAnswer,
  StatusAnswer,
  VerifyAnswer,
} from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import { MovedClock } from '../support/moved-clock.js';
import { OfflineOfficer, type ScalarWrite } from '../support/offline-officer.js';
import type { TestHome } from '../support/test-home.js';

const EDITS = 200;
const DEPARTURE = '2026-03-02T08:00:00Z';

let kr: TestHome;
let th: TestHome;
let laptop: TestHome;
let record: string;
const typed: string[] = [];
const writes: ScalarWrite[] = [];

/** One officer's month on one home that is opened in this process, with a clock of its own. */
async function spendMonth(home: TestHome, lane: 0 | 1, eastMinutes: number): Promise<void> {
  const clock = new MovedClock(DEPARTURE, eastMinutes);
  const open = await home.open(clock);
  const author = await open.unlockOfficer(undefined, home.passphrase);
  const random = new SeededRandom(`month of ${home.name}`);
  const officer = new OfflineOfficer(home.name, open, author, record, clock, random, lane);
  officer.work(EDITS);
  open.close();
  typed.push(...officer.lines);
  writes.push(...officer.writes);
}

beforeAll(async () => {
  const members = await federation(['KR', 'TH']);
  [kr, th] = [members.of('KR'), members.of('TH')];
  const { space } = await kr.does<{ space: string }>(
    ...['space', 'create', '--kind', 'case', '--title', 'Operation Siren', '--audience', 'TH'],
  );
  const made = await kr.does<RecordAnswer>('record', 'new', '--space', space, '--kind', 'case', '--set', 'title=Siren');
  record = made.record;
  laptop = await members.laptop('KR', 'KR-laptop', [space]);
  await kr.serve();
  expect(await laptop.sync('KR')).toMatchObject({ converged: true });
  await kr.stop();
  await spendMonth(kr, 0, 540);
  await spendMonth(laptop, 1, 420);
});

describe('a month without a network, with hundreds of edits on both sides', () => {
  it('was a month of work on both', () => {
    expect(typed.length + writes.length).toBe(2 * EDITS);
    expect(
      Math.min(...[kr, laptop].map(({ name }) => typed.filter((line) => line.includes(name)).length)),
    ).toBeGreaterThan(100);
  });

  it('merges at home and at the partner, and everybody says the same', async () => {
    await Promise.all([kr.serve(), th.serve()]);
    expect(await laptop.sync('KR')).toMatchObject({ converged: true, peers: [{ quarantined: 0 }] });
    expect(await laptop.sync('TH')).toMatchObject({ converged: true, peers: [{ quarantined: 0 }] });
    expect(await kr.sync('TH')).toMatchObject({ converged: true });
    const all = await Promise.all([kr, th, laptop].map((home) => home.status()));
    const digests = new Set(all.map((status) => status.spaces[0]?.stateDigest));
    expect(digests.size).toBe(1);
    expect(new Set(all.map((status: StatusAnswer) => status.entries)).size).toBe(1);
    expect(all.map(({ quarantined, pending }) => quarantined + pending)).toEqual([0, 0, 0]);
  });

  it('has every line that was typed, once and whole', async () => {
    for (const home of [kr, th, laptop]) {
      const { sections } = await home.does<ShownAnswer>('record', 'show', record);
      const lines = String(sections.joint?.narrative?.[0]).replace(/\n$/, '').split('\n');
      expect(lines.toSorted()).toEqual(typed.toSorted());
    }
  });

  it('shows of every scalar exactly the values that nobody replaced after seeing them', async () => {
    const { sections } = await th.does<ShownAnswer>('record', 'show', record);
    const seen = new Set(writes.flatMap(({ field, saw }) => saw.map((value) => `${field} ${value}`)));
    for (const field of new Set(writes.map((write) => write.field))) {
      const current = writes.filter((write) => write.field === field && !seen.has(`${field} ${write.value}`));
      expect(sections.joint?.[field]?.toSorted()).toEqual(current.map(({ value }) => value).toSorted());
      expect(current).toHaveLength(2);
    }
  });

  it('says who said what where both replaced the same value', async () => {
    const answers = await Promise.all([kr, th].map((home) => home.does<ConflictsAnswer>('conflicts')));
    expect(answers[0]).toEqual(answers[1]);
    const fields = new Set(writes.map(({ field }) => field));
    const conflicts = answers[0]?.conflicts.filter(({ type }) => type === 'conflict') ?? [];
    expect(new Set(conflicts.map(({ field }) => field))).toEqual(fields);
    for (const { values } of conflicts) {
      expect(new Set(values.map(({ writer }) => writer)).size).toBe(2);
      expect(values.map(({ value }) => String(value).split(' ')[0]).toSorted()).toEqual(['KR', 'KR-laptop']);
      expect(values.map(({ at }) => at.slice(-6)).toSorted()).toEqual(['+07:00', '+09:00']);
    }
  });

  it('verifies at the partner: every signature, link and view', async () => {
    const { code, json } = await th.cli<VerifyAnswer>('verify');
    expect([code, json.problems]).toEqual([0, []]);
    expect(json.entries).toBeGreaterThanOrEqual(2 * EDITS);
  });
});
