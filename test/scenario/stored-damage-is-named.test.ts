import { join } from 'node:path';
import type { OpenHome } from '@liaison/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { RecordAnswer, StatusAnswer, VerifyAnswer } from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import type { TestHome } from '../support/test-home.js';

let kr: TestHome;
let writer: string;
const copies = temporaryFolder('damaged');

/** A copy of the home, changed behind the cipher as a failing disk controller or an intruder with the key would. */
async function damaged(name: string, harm: (home: OpenHome) => void): Promise<TestHome> {
  const copy = kr.copyTo(join(copies, name));
  await copy.opened((home) => home.acceptPlace());
  await copy.opened(harm);
  return copy;
}

const one = <Row>(home: OpenHome, sql: string): Row => home.database.prepare(sql).get() as Row;

/** Row of the entry at a place of the record log; sequence number 1 is the title of the space. */
const entryAt = (home: OpenHome, seq: number) =>
  one<{ row: number; token: string }>(
    home,
    `select entry.row, token from entry join log on log.row = entry.log where lane = 'record' and seq = ${seq}`,
  );

function flipInClaims(home: OpenHome, seq: number): void {
  const { row, token } = entryAt(home, seq);
  const [header, payload, signature] = token.split('.') as [string, string, string];
  const claims = Buffer.from(payload, 'base64url').toString('utf8');
  const at = claims.indexOf('"at":"') + 18;
  const changed = `${claims.slice(0, at)}${claims[at] === '0' ? '1' : '0'}${claims.slice(at + 1)}`;
  const next = `${header}.${Buffer.from(changed).toString('base64url')}.${signature}`;
  home.database.prepare('update entry set token = ? where row = ?').run(next, row);
}

function flipInBody(home: OpenHome, seq: number): void {
  const { row } = entryAt(home, seq);
  const operation = one<{ row: number; body: Buffer }>(home, `select row, body from operation where entry = ${row}`);
  const at = operation.body.length - 4;
  operation.body[at] = (operation.body[at] as number) ^ 1;
  home.database.prepare('update operation set body = ? where row = ?').run(operation.body, operation.row);
}

function flipInSignature(home: OpenHome, seq: number): void {
  const { row, token } = entryAt(home, seq);
  const at = token.length - 30;
  const next = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
  home.database.prepare('update entry set token = ? where row = ?').run(next, row);
}

beforeAll(async () => {
  kr = (await federation(['KR', 'TH'])).of('KR');
  const { space } = await kr.does<{ space: string }>(
    ...['space', 'create', '--kind', 'case', '--title', 'Evidence', '--audience', 'TH'],
  );
  for (const place of ['Busan', 'Incheon', 'Ulsan', 'Mokpo', 'Jeju']) {
    await kr.desk((calls) =>
      calls.record.new({ officer: kr.officer, space, kind: 'seizure', set: [{ field: 'place', text: place }] }),
    );
  }
  const status = await kr.status();
  writer = status.spaces[0]?.frontier.find(({ lane }) => lane === 'record')?.writer as string;
});

describe('one changed byte behind the cipher', () => {
  it.each([
    ['claims', 3, flipInClaims],
    ['a body', 4, flipInBody],
    ['a signature', 5, flipInSignature],
  ] as const)('of %s is reported with writer, lane and seq', async (_what, seq, harm) => {
    const copy = await damaged(`one-${seq}`, (home) => harm(home, seq));
    const { code, json } = await copy.cli<VerifyAnswer>('verify');
    expect([code, json.ok]).toEqual([3, false]);
    const where = `${writer} record ${seq}`;
    expect(json.problems.map((problem) => problem.where)).toContain(where);
    expect(
      json.problems.filter((problem) => /^\S+ (record|control) \d+$/.test(problem.where)).map((p) => p.where),
    ).toEqual(json.problems.filter((problem) => problem.where === where).map((p) => p.where));
  });

  it('in three entries at once: all three are reported, not only the first', async () => {
    const copy = await damaged('all', (home) => {
      flipInClaims(home, 2);
      flipInBody(home, 4);
      flipInSignature(home, 6);
    });
    const { json } = await copy.cli<VerifyAnswer>('verify');
    const places = new Set(json.problems.map((problem) => problem.where));
    expect([...places]).toEqual(expect.arrayContaining([2, 4, 6].map((seq) => `${writer} record ${seq}`)));
    expect(json.entries).toBe(7);
  });

  it('leaves a damaged log that is never repaired in silence', async () => {
    const copy = await damaged('kept', (home) => flipInBody(home, 4));
    expect((await copy.cli<VerifyAnswer>('verify', '--rebuild')).code).toBe(3);
    expect((await copy.cli<VerifyAnswer>('verify')).code).toBe(3);
  });
});

describe('a damaged view', () => {
  it('is found, and verify --rebuild makes it anew from the log', async () => {
    const before = await kr.does<StatusAnswer>('status');
    const copy = await damaged('view', ({ database }) => {
      const osaka = '{"fields":{"place":["Osaka"]},"texts":{},"unreadable":{}}';
      const change = "update section set source = null, view = ?, title = 'Osaka' where title like '%Busan%'";
      expect(database.prepare(change).run(osaka).changes).toBeGreaterThan(0);
      database.prepare("update section set digest = zeroblob(32) where title like '%Jeju%'").run();
      database.prepare('delete from conflict').run();
    });
    const found = await copy.cli<VerifyAnswer>('verify');
    expect([found.code, found.json.problems.some(({ code }) => code === 'view-differs')]).toEqual([3, true]);
    const rebuilt = await copy.cli<VerifyAnswer>('verify', '--rebuild');
    expect(rebuilt).toMatchObject({ code: 0, json: { ok: true, problems: [], entries: found.json.entries } });
    expect(await copy.does<StatusAnswer>('status')).toEqual(before);
    const search = (query: string) => copy.desk((calls) => calls.record.search({ query, limit: 5 }));
    expect([(await search('Busan')).total, (await search('Osaka')).total]).toEqual([1, 0]);
    expect((await search('Busan')).hits[0]?.title).toContain('Busan');
  });

  it('of which the search texts are lost is made anew as well', async () => {
    const copy = await damaged('search', (home) => {
      home.replica.context.store.search.clear();
    });
    const search = () => copy.desk((calls) => calls.record.search({ query: 'Ulsan', limit: 5 }));
    expect((await search()).total).toBe(0);
    await copy.does<RecordAnswer>('verify', '--rebuild');
    expect((await search()).total).toBe(1);
  });
});
