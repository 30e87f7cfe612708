import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseImage } from '@liaison/store';
import { beforeAll, describe, expect, it } from 'vitest';
import { chosenWord } from '../support/chosen-strings.js';
import type { FailureAnswer, RecordAnswer, SearchAnswer } from '../support/command-answers.js';
import { federation, type TestFederation } from '../support/federation.js';
import { tablesWith } from '../support/raw-content.js';
import type { TestHome } from '../support/test-home.js';

interface RecallStatus {
  readonly recalls: readonly { readonly holders: readonly { member: string; home: string; state: string }[] }[];
}

let members: TestFederation;
let kr: TestHome;
let th: TestHome;
let vn: TestHome;
let laptop: TestHome;
let space: string;

beforeAll(async () => {
  members = await federation(['KR', 'TH', 'VN']);
  [kr, th, vn] = [members.of('KR'), members.of('TH'), members.of('VN')];
  const made = await kr.does<{ space: string }>(
    ...['space', 'create', '--kind', 'case', '--title', 'Recalls', '--audience', 'TH,VN'],
  );
  space = made.space;
  laptop = await members.laptop('KR', 'KR-laptop', [space]);
  await Promise.all([kr, th, vn].map((home) => home.serve()));
});

const seizure = (home: TestHome, ...set: string[]) =>
  home.does<RecordAnswer>(
    ...['record', 'new', '--space', space, '--kind', 'seizure', ...set.flatMap((one) => ['--set', one])],
  );
const recall = (home: TestHome, record: string, ...more: string[]) =>
  home.does('recall', 'record', record, '--reason', 'source-protection', '--yes', ...more);

/** Where a word still stands in a home: tables, free pages and all as plain text, and the files themselves. */
async function placesWith(home: TestHome, word: string): Promise<string[]> {
  if (home.node !== undefined) await home.stop();
  const found = await home.opened((open) => [
    ...tablesWith(open, [word]),
    ...(Buffer.from(databaseImage(open.database)).includes(word) ? ['a page of the file'] : []),
  ]);
  for (const file of ['liaison.db', 'liaison.db-wal']) {
    const bytes = (() => {
      try {
        return readFileSync(join(home.home, file));
      } catch {
        return Buffer.alloc(0);
      }
    })();
    if (bytes.includes(word)) found.push(file);
  }
  if (home.place.address !== null) await home.serve();
  return found;
}

describe('a recalled record', () => {
  it('is gone from every holder, the laptop last; the chain verifies and receipts show who has done it', async () => {
    const [word, other] = [chosenWord(), chosenWord()];
    const { record } = await seizure(kr, `place=${word}`, `narrative=A long story about ${other} and ${word}.`);
    for (const home of [th, vn, laptop]) expect(await home.sync('KR')).toMatchObject({ converged: true });
    for (const home of [kr, th, vn, laptop]) expect(await placesWith(home, word)).not.toEqual([]);
    expect(await kr.does('recall', 'record', record, '--reason', 'error', '--dry-run')).toMatchObject({
      removed: ['narrative', 'place'],
      entry: null,
    });
    await recall(kr, record);
    for (const home of [th, vn]) expect(await home.sync('KR')).toMatchObject({ converged: true });
    for (const home of [kr, th, vn]) {
      for (const one of [word, other]) expect([home.name, await placesWith(home, one)]).toEqual([home.name, []]);
    }
    const before = await kr.does<RecallStatus>('recall', 'status', record);
    const states = before.recalls[0]?.holders.map(({ state }) => state) ?? [];
    expect([
      states.filter((one) => one === 'removed').length,
      states.filter((one) => one === 'not-yet').length,
    ]).toEqual([3, 1]);
    expect(await laptop.sync('KR')).toMatchObject({ converged: true });
    expect(await placesWith(laptop, word)).toEqual([]);
    const after = await kr.does<RecallStatus>('recall', 'status', record);
    expect(after.recalls[0]?.holders.every(({ state }) => state === 'removed')).toBe(true);
    const all = await Promise.all([kr, th, vn, laptop].map((home) => home.status()));
    expect(new Set(all.map(({ spaces }) => spaces[0]?.stateDigest)).size).toBe(1);
    for (const home of [kr, laptop]) expect((await home.cli('verify', '--rebuild')).code).toBe(0);
    expect(await th.does('record', 'show', record)).toMatchObject({
      sections: {},
      recalls: [{ member: 'KR', reason: 'source-protection' }],
    });
    expect((await th.does<SearchAnswer>('search', word)).hits).toEqual([]);
  });

  it('that nobody has received leaves only as a skeleton', async () => {
    const word = chosenWord();
    const { record } = await seizure(kr, `place=${word}`);
    await recall(kr, record);
    expect(await placesWith(kr, word)).toEqual([]);
    expect(await th.sync('KR')).toMatchObject({ converged: true });
    expect(await placesWith(th, word)).toEqual([]);
  });

  it('covers what the laptop wrote meanwhile; after a reinstatement it is written anew, one field can go alone', async () => {
    const [word, late] = [chosenWord(), chosenWord()];
    const { record } = await seizure(kr, `place=${word}`, 'agency=Customs');
    await laptop.sync('KR');
    await laptop.does('record', 'edit', record, '--set', `concealment=${late}`);
    await recall(kr, record);
    await laptop.sync('KR');
    await th.sync('KR');
    for (const home of [kr, th, laptop]) expect([home.name, await placesWith(home, late)]).toEqual([home.name, []]);
    const refused = await kr.cli<FailureAnswer>('record', 'edit', record, '--set', 'place=Ulsan');
    expect(refused.json.error.code).toBe('section-recalled');
    await kr.does('recall', 'reinstate', record);
    await kr.does('record', 'edit', record, '--set', 'place=Ulsan', '--set', `agency=${word}`);
    await th.sync('KR');
    await recall(kr, record, '--field', 'agency');
    await th.sync('KR');
    for (const home of [kr, th]) expect(await placesWith(home, word)).toEqual([]);
    expect(await th.does('record', 'show', record)).toMatchObject({ sections: { KR: { place: ['Ulsan'] } } });
  });
});
