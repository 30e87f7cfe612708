import { encodePage, type SpaceId, type WriterId } from '@liaison/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { chosenWord } from '../support/chosen-strings.js';
import type { RecordAnswer } from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import { connectAs } from '../support/peer-access.js';
import { tablesWith } from '../support/raw-content.js';
import type { TestHome } from '../support/test-home.js';

let kr: TestHome;
let th: TestHome;
let vn: TestHome;
let space: SpaceId;
let shared: string;
let secrets: string[];

beforeAll(async () => {
  const members = await federation(['KR', 'TH', 'VN']);
  [kr, th, vn] = [members.of('KR'), members.of('TH'), members.of('VN')];
  const [title, place, own] = [chosenWord(), chosenWord(), chosenWord()];
  const made = await kr.does<{ space: string }>(
    'space',
    'create',
    '--kind',
    'case',
    '--title',
    title,
    '--audience',
    'TH',
  );
  space = made.space as SpaceId;
  const open = await kr.does<{ space: string }>(
    ...['space', 'create', '--kind', 'register', '--title', 'For all three', '--audience', 'TH,VN'],
  );
  shared = open.space;
  const { record } = await kr.does<RecordAnswer>(
    ...['record', 'new', '--space', space, '--kind', 'seizure', '--set', `place=${place}`, '--set', `narrative=${own}`],
  );
  secrets = [title, place, own, space, record];
  await Promise.all([kr, th, vn].map((home) => home.serve()));
  for (const [from, to] of [
    ['KR', 'TH'],
    ['KR', 'VN'],
    ['TH', 'VN'],
    ['VN', 'KR'],
    ['VN', 'TH'],
  ] as const) {
    expect(await members.of(from).sync(to)).toMatchObject({ converged: true });
  }
});

/** The same without the ids, which are not text in the database. */
const words = () => secrets.slice(0, 3);

describe('a member outside the audience', () => {
  it('sees the spaces that are shared with it and no other, while the audience sees both', async () => {
    const spacesOf = async (home: TestHome) => (await home.status()).spaces.map((one) => one.space).toSorted();
    expect(await spacesOf(vn)).toEqual([shared]);
    expect(await spacesOf(th)).toEqual([shared, space].toSorted());
  });

  it('finds nothing, and is told the same about it as about a record that never was', async () => {
    for (const word of words()) {
      expect(await vn.desk((calls) => calls.record.search({ query: word, limit: 5 }))).toMatchObject({
        hits: [],
        total: 0,
      });
    }
    const denied = await vn.cli('record', 'show', secrets[4] as string);
    const absent = await vn.cli('record', 'show', '00000000-0000-4000-8000-000000000000');
    expect([denied.code, (denied.json as { error: { code: string } }).error.code]).toEqual([
      absent.code,
      (absent.json as { error: { code: string } }).error.code,
    ]);
  });

  it('has none of it in its raw file, opened with its own key', async () => {
    await vn.stop();
    expect(await vn.opened((home) => tablesWith(home, secrets))).toEqual([]);
    await th.stop();
    expect(await th.opened((home) => tablesWith(home, words()))).toContain('operation');
    await th.serve();
  });

  it('is given nothing when it asks peers directly with the id of the space', async () => {
    await vn.opened(async (home) => {
      for (const holder of [kr, th]) {
        const connection = connectAs(home, holder);
        const { client } = connection;
        const writers = await writersOf(holder);
        for (const lane of ['control', 'record'] as const) {
          const pulled = await client.call('pull', { wants: [{ space, lane, have: [] }] });
          expect(pulled).toMatchObject({
            page: Buffer.from(encodePage([])).toString('base64'),
            more: false,
            diverged: [],
          });
          const logs = writers.map((writer) => ({ space, lane, writer }));
          expect(await client.call('ancestors', { logs })).toEqual({ logs: writers.map(() => []) });
        }
        const get = [{ holder: client.peer, space }];
        expect(await client.call('receipts', { put: [], get })).toMatchObject({ tokens: [null] });
        expect(await client.call('finish', { spaces: [space] })).toMatchObject({ spaces: [] });
        const nodes = [...'0123456789abcdef'].map((prefix) => ({ prefix, digest: space, spaces: [] }));
        expect(JSON.stringify(await client.call('compare', { nodes }))).not.toContain(space);
        connection.close();
      }
    });
  });

  it('refuses to keep it when a partner pushes it on', async () => {
    await th.stop();
    await vn.serve();
    await th.opened(async (home) => {
      const connection = connectAs(home, vn);
      const wants = (['control', 'record'] as const).map((lane) => ({ space, lane, have: [] }));
      const { entries } = home.replica.select(home.replica.home, wants, 1e6);
      expect(entries.length).toBeGreaterThan(2);
      const whole = await connection.client.call('push', encodePage(entries));
      expect(whole).toMatchObject({ entries: 0, refused: { code: 'space-not-entitled' } });
      const records = await connection.client.call('push', encodePage(entries.slice(1)));
      expect(records).toMatchObject({ entries: 0, refused: { code: 'space-not-entitled' } }); // SYN-5: not whether it is held
      connection.close();
    });
    await vn.stop();
    expect(await vn.opened((home) => tablesWith(home, words()))).toEqual([]);
    expect((await vn.status()).spaces.map((one) => one.space)).toEqual([shared]);
  });
});

const writersOf = async (home: TestHome): Promise<WriterId[]> => {
  const { spaces } = await home.status();
  return (spaces.find((one) => one.space === space)?.frontier ?? []).map(({ writer }) => writer as WriterId);
};
