import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { chosenWord, koreanSyllable, thaiPair, vietnamesePair } from '../support/chosen-strings.js';
import { temporaryFolder } from '../support/clean-up.js';
import type {
  ConflictsAnswer,
  ImportAnswer,
  RecordAnswer,
  SearchAnswer,
  ShownAnswer,
  StatusAnswer,
  SyncAnswer,
  VerifyAnswer,
} from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import { heldBy } from '../support/held-by.js';
import { databaseFile, flipByte, readableIn } from '../support/home-files.js';
import { seizureFile } from '../support/seizure-csv.js';
import type { TestHome } from '../support/test-home.js';

/** Words in scripts of the members, chosen when the test runs: nothing can have been prepared for them. */
const chosen = [
  chosenWord(),
  koreanSyllable(),
  koreanSyllable() + koreanSyllable(),
  thaiPair(),
  vietnamesePair(),
  '대마',
  'ยา',
  'đá',
];
const remarkRow = 7;

let kr: TestHome;
let th: TestHome;
let space: string;
let record: string;
let written: string[];
const files = temporaryFolder('csv');

const digestsOf = (status: StatusAnswer) => status.spaces.map(({ space: id, stateDigest }) => [id, stateDigest]);

async function converge(): Promise<void> {
  const { converged, peers } = await kr.does<SyncAnswer>('sync', '--with', 'TH');
  expect(peers).toMatchObject([{ peer: 'TH', converged: true, quarantined: 0 }]);
  expect(converged).toBe(true);
}

beforeAll(async () => {
  const members = await federation(['KR', 'TH']);
  [kr, th] = [members.of('KR'), members.of('TH')];
  await Promise.all([kr.serve(), th.serve()]);
});

describe('the main job, from outside, with two members', () => {
  it('imports a CSV file once, and again adds nothing', async () => {
    ({ space } = await kr.does<{ space: string }>(
      ...['space', 'create', '--kind', 'register', '--title', 'Seizures of the week', '--audience', 'TH'],
    ));
    const remarks = (row: number) => (row === remarkRow ? chosen.join(' ') : '');
    const { csv, mapping, rows } = seizureFile({ folder: files, rows: 60, remarks });
    written = [...rows.flatMap((row) => [row.Agency, row.Place, row.Remarks.slice(0, 40)]), ...chosen.slice(0, 1)];
    const command = ['import', csv, '--space', space, '--mapping', mapping];
    const dry = await kr.does<ImportAnswer>(...command, '--dry-run');
    expect(dry).toMatchObject({ rows: 60, imported: 60, duplicates: 0, rejected: 0 });
    expect((await kr.status()).records).toBe(0);
    const first = await kr.does<ImportAnswer>(...command);
    expect(first).toMatchObject({ rows: 60, imported: 60, duplicates: 0, rejected: 0, entries: 1 });
    const before = await kr.status();
    const again = await kr.does<ImportAnswer>(...command);
    expect(again).toMatchObject({ rows: 60, imported: 0, duplicates: 60, rejected: 0, entries: 0 });
    expect(await kr.status()).toEqual(before);
  });

  it('finds on the other side, after a sync, what was chosen at this moment', async () => {
    await converge();
    await th.desk(async (calls) => {
      for (const text of chosen) {
        const { hits, total } = await calls.record.search({ query: text, limit: 1_000 });
        expect([text, total]).toEqual([text, hits.length]);
        const shown = await Promise.all(hits.map((hit) => calls.record.show({ record: hit.record })));
        const texts = shown.map(({ sections }) => JSON.stringify(sections));
        expect(texts.filter((found) => found.includes(chosen[0] as string))).toHaveLength(1);
      }
    });
    const { hits } = await th.does<SearchAnswer>('search', chosen[0] as string);
    expect(hits).toMatchObject([{ kind: 'seizure', space, record: expect.any(String), title: expect.any(String) }]);
    expect((await th.does<SearchAnswer>('search', `${chosen[0]}x`)).hits).toEqual([]);
  });

  it('has equal digests and counts on both sides', async () => {
    const [left, right] = [await kr.does<StatusAnswer>('status'), await th.does<StatusAnswer>('status')];
    expect(left.spaces).toHaveLength(1);
    expect(left.spaces[0]?.stateDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(digestsOf(right)).toEqual(digestsOf(left));
    expect(right.spaces[0]?.frontier).toEqual(left.spaces[0]?.frontier);
    expect([right.entries, right.records, right.quarantined]).toEqual([left.entries, 60, 0]);
  });

  it('needs one round trip and at most 2 KB each way when there is nothing new, and creates nothing', async () => {
    await th.sync('KR'); // the first contact in this direction costs one more
    const held = async () => [heldBy(await kr.status()), heldBy(await th.status())];
    const before = await held();
    for (const [from, to] of [
      [kr, 'TH'],
      [th, 'KR'],
    ] as const) {
      const [peer] = (await from.does<SyncAnswer>('sync', '--with', to)).peers;
      expect(peer).toMatchObject({ roundTrips: 1, entriesSent: 0, entriesReceived: 0, converged: true });
      expect(peer?.bytesSent).toBeLessThanOrEqual(2_048);
      expect(peer?.bytesReceived).toBeLessThanOrEqual(2_048);
    }
    expect(await held()).toEqual(before);
  });

  it('shows a conflict where both edited the joint section offline, with both values', async () => {
    const made = await kr.does<RecordAnswer>(
      ...['record', 'new', '--space', space, '--kind', 'seizure', '--set', 'substance=heroin', '--set', 'place=부산항'],
    );
    record = made.record;
    await converge();
    await Promise.all([kr.stop(), th.stop()]);
    await kr.does('record', 'edit', record, '--joint', '--set', 'caseNumber=KR-11', '--set', 'agency=검찰청');
    await th.does('record', 'edit', record, '--joint', '--set', 'caseNumber=TH-22', '--set', 'agency=검찰청');
    await th.serve();
    await converge();
    const [left, right] = [await kr.does<ConflictsAnswer>('conflicts'), await th.does<ConflictsAnswer>('conflicts')];
    expect(left).toEqual(right);
    const joint = left.conflicts.filter((conflict) => conflict.section === 'joint');
    expect(joint).toMatchObject([{ record, field: 'caseNumber', type: 'conflict' }]);
    const said = joint[0]?.values.map(({ value, member }) => `${member} ${value}`).sort();
    expect(said).toEqual(['KR KR-11', 'TH TH-22']);
  });

  it('shows a disagreement where each edited its own section, and loses neither', async () => {
    await kr.does('record', 'edit', record, '--set', 'quantity=2.1 kg');
    await th.does('record', 'edit', record, '--set', 'quantity=2 kg', '--set', 'substance=opium');
    await converge();
    const { conflicts } = await th.does<ConflictsAnswer>('conflicts');
    const between = conflicts.filter(({ type }) => type === 'disagreement').map(({ field }) => field);
    expect(between).toEqual(expect.arrayContaining(['quantity', 'substance']));
    const { sections } = await th.does<ShownAnswer>('record', 'show', record);
    expect(sections.KR).toMatchObject({ quantity: [{ amount: 2.1, unit: 'kg', grams: 2_100 }], substance: ['heroin'] });
    expect(sections.TH).toMatchObject({ quantity: [{ amount: 2, unit: 'kg', grams: 2_000 }], substance: ['opium'] });
  });

  it('settles the conflict when somebody says one value after seeing both', async () => {
    await th.does('record', 'edit', record, '--joint', '--set', 'caseNumber=KR-11/TH-22');
    await converge();
    const { sections } = await kr.does<ShownAnswer>('record', 'show', record);
    expect(sections.joint?.caseNumber).toEqual(['KR-11/TH-22']);
    const { conflicts } = await kr.does<ConflictsAnswer>('conflicts');
    expect(conflicts.filter(({ type }) => type === 'conflict')).toEqual([]);
  });

  it('keeps no value readable in any file of a home, running or stopped', async () => {
    const values = [...written, '부산항', 'KR-11/TH-22', '검찰청', 'Seizures of the week'];
    await kr.serve();
    writeFileSync(join(files, 'control'), values.join('\n'));
    expect(readableIn(files, values)).not.toEqual([]);
    for (const home of [kr.home, th.home]) expect(readableIn(home, values)).toEqual([]);
    await Promise.all([kr.stop(), th.stop()]);
    for (const home of [kr.home, th.home]) expect(readableIn(home, values)).toEqual([]);
  });

  it('says ok of a sound home, and not ok of any flipped byte', async () => {
    const sound = await th.cli<VerifyAnswer>('verify');
    expect(sound).toMatchObject({ code: 0, json: { ok: true, problems: [] } });
    const copies = temporaryFolder('flipped');
    const places: [string, number | ((size: number) => number)][] = [
      ['the salt', 3],
      ['the first page', 1_000],
      ['a page in the middle', (size) => Math.floor(size / 2) + 11],
      ['the last page', -2_000],
      ['the last byte', -1],
    ];
    const size = statSync(databaseFile(th.home)).size;
    for (const [name, place] of places) {
      const damaged = th.copyTo(join(copies, name.replaceAll(' ', '-')));
      flipByte(databaseFile(damaged.home), typeof place === 'number' ? place : place(size));
      const { code, json } = await damaged.cli<VerifyAnswer>('verify');
      expect([name, code, json.ok]).toEqual([name, 3, false]);
      expect(json.problems.length).toBeGreaterThan(0);
      expect(json.problems[0]).toMatchObject({ code: expect.any(String), where: expect.any(String) });
    }
  });
});
