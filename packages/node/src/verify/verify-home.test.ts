import { describe, expect, test } from 'vitest';
import { editRecord } from '../commands/write-record.js';
import { listConflicts } from '../queries/list-conflicts.js';
import { showRecord } from '../queries/show-record.js';
import { digestAt, lastOf, seizure, sharedCase } from '../replica/raw-entries.fixture.js';
import { MemoryFederation, type MemoryHome } from '../testing/memory-federation.js';
import { memorySync } from '../testing/memory-sync.js';
import { auditSignatures } from './audit-signatures.js';
import { rebuildDerived } from './rebuild-derived.js';
import { replayHome } from './replay-home.js';
import { verifyHome } from './verify-home.js';

/** A home with two members' words, where the record log of its own officer has three entries. */
async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH'], seed);
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const space = sharedCase(kr, 'TH');
  const { record } = seizure(kr, space, 'Sokcho');
  await memorySync(kr, th);
  const say = (home: MemoryHome, place: string) =>
    editRecord(home.replica, home.officer, { record, joint: true, change: { fields: { place } } });
  say(kr, 'Donghae');
  say(th, 'Samcheok');
  await memorySync(kr, th);
  const writer = kr.officerKeys.writer;
  const row = (seq: number) => {
    const [log] = kr.replica.context.store.logs.ofWriter(1, 'record', writer);
    return kr.replica.context.store.entries.at(log?.row as number, seq)?.row as number;
  };
  const damage = (sql: string, ...values: unknown[]) => kr.database.prepare(sql).run(...values);
  return { kr, th, space, record, row, damage, at: (seq: number) => `${writer} record ${seq}` };
}

const flip = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

const operationOf = (home: MemoryHome, entry: number) => {
  const [operation] = home.replica.context.store.operations.ofEntry(entry);
  if (operation === undefined) throw new Error('the entry has no operation');
  return operation;
};

async function codes(home: MemoryHome): Promise<[string, string][]> {
  const { ok, problems } = await verifyHome(home.replica);
  expect(ok).toBe(problems.length === 0);
  return problems.map(({ code, where }) => [code, where]);
}

describe('verify', () => {
  test('finds nothing in a sound home', async () => {
    const { kr, th } = await scene('sound');
    for (const home of [kr, th]) {
      expect(await verifyHome(home.replica)).toEqual({ entries: 5, ok: true, problems: [] });
      expect(replayHome(home.replica)).toEqual([]);
    }
  });

  test('finds nothing in a sound home of which a few entries are more than one page holds', async () => {
    const { kr, record } = await scene('large');
    for (let i = 0; i < 24; i++)
      editRecord(kr.replica, kr.officer, {
        record,
        joint: false,
        change: { fields: { narrative: `${i} ${'말'.repeat(65_000)}` } },
      });
    expect(replayHome(kr.replica)).toEqual([]);
    expect(await codes(kr)).toEqual([]);
  });

  test('is no answer when it was interrupted', async () => {
    const { kr } = await scene('interrupted');
    const stopped = verifyHome(kr.replica, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'verify-interrupted' });
    const stop = new AbortController();
    const late = verifyHome(kr.replica, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(late).rejects.toMatchObject({ code: 'verify-interrupted' });
  });

  test.each(['body', 'salt'] as const)('reports one flipped bit in a stored %s', async (part) => {
    const { kr, row, damage, at } = await scene(part);
    const bytes = operationOf(kr, row(2))[part];
    damage(`update operation set ${part} = ? where entry = ?`, Buffer.from(flip(bytes, bytes.length - 1)), row(2));
    const found = await codes(kr);
    expect(found).toContainEqual([
      expect.stringMatching(/^(entry-root-mismatch|operation-malformed|update-malformed)$/),
      at(2),
    ]);
    expect(found.filter(([code]) => code !== 'view-differs')).toHaveLength(1);
  });

  test('reports one changed character in a stored claim', async () => {
    const { kr, row, damage, at } = await scene('claim');
    const { token } = kr.replica.context.store.entries.byRow(row(2)) as { token: string };
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const claims = Buffer.from(payload, 'base64url').toString().replace('"at":"2026', '"at":"2025');
    damage(
      'update entry set token = ? where row = ?',
      `${header}.${Buffer.from(claims).toString('base64url')}.${signature}`,
      row(2),
    );
    expect(await codes(kr)).toEqual([
      ['entry-id-wrong', at(2)],
      ['signature-wrong', at(2)],
    ]);
  });

  test('reports a damaged signature, which the audit marks as well', async () => {
    const { kr, row, damage, at } = await scene('signature');
    const { token, id } = kr.replica.context.store.entries.byRow(row(2)) as { token: string; id: string };
    const end = token.lastIndexOf('.') + 5;
    const letter = token[end] === 'A' ? 'B' : 'A';
    damage(
      'update entry set token = ?, signature_checked = 0 where row = ?',
      token.slice(0, end) + letter + token.slice(end + 1),
      row(2),
    );
    expect(await codes(kr)).toEqual([['signature-wrong', at(2)]]);
    expect(auditSignatures(kr.replica, 10)).toEqual({ checked: 0, damaged: [id] });
    expect(kr.replica.context.store.entries.unchecked(10)).toEqual([]);
    expect(await codes(kr)).toEqual([['signature-wrong', at(2)]]); // a mark is no repair
  });

  test('reports an operation that is gone', async () => {
    const { kr, row, damage, at } = await scene('operation-gone');
    damage('delete from operation where entry = ?', row(2));
    expect(await codes(kr)).toContainEqual(['entry-incomplete', at(2)]);
  });

  test('reports an entry that is gone, from the middle and from the end', async () => {
    const middle = await scene('entry-gone');
    middle.damage('delete from entry where row = ?', middle.row(2));
    expect(await codes(middle.kr)).toContainEqual(['chain-broken', middle.at(3)]);
    const end = await scene('end-gone');
    end.damage('delete from entry where row = ?', end.row(3));
    expect(await codes(end.kr)).toContainEqual(['log-incomplete', end.at(3)]);
  });

  test('reports an entry that stands in another log than it says', async () => {
    const { kr, th, row, damage, space } = await scene('moved');
    const { log } = lastOf(kr, space, 'record', th.officer) as { log: number };
    damage('update entry set log = ?, seq = 9 where row = ?', log, row(3));
    expect(await codes(kr)).toContainEqual(['entry-out-of-place', `${th.officerKeys.writer} record 9`]);
  });

  test.each([
    ['changed', `update section set source = null, view = '{"fields":{},"texts":{},"unreadable":{}}'`],
    ['silenced', `update section set speaks = 0 where name = 'KR'`],
    ['given another digest', 'update section set digest = zeroblob(32)'],
  ])('reports a view that was %s, and a rebuild mends it', async (_what, sql) => {
    const { kr, th, space, record, damage } = await scene(`view ${sql}`);
    damage(sql);
    expect(await codes(kr)).toContainEqual(['view-differs', `${record} seizure KR`]);
    rebuildDerived(kr.replica);
    expect(await codes(kr)).toEqual([]);
    expect(digestAt(kr, space)).toBe(digestAt(th, space));
  });
});

describe('a rebuild', () => {
  test('makes views, search text and conflicts anew from the log alone', async () => {
    const { kr, th, space, record, damage } = await scene('rebuild');
    const before = [showRecord(kr.replica.context, record), listConflicts(kr.replica.context)];
    expect(before[1]).toHaveLength(2);
    damage(
      `update section set speaks = 0, source = null, view = null, state = null, title = '', digest = zeroblob(32)`,
    );
    damage('delete from conflict');
    kr.replica.context.store.search.clear();
    expect(rebuildDerived(kr.replica)).toEqual({ sections: 3 });
    expect([showRecord(kr.replica.context, record), listConflicts(kr.replica.context)]).toEqual(before);
    expect(kr.replica.context.store.search.owed(10)).toEqual([]);
    expect(digestAt(kr, space)).toBe(digestAt(th, space));
    expect(replayHome(kr.replica)).toEqual([]);
  });
});
