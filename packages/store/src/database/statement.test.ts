import { sql } from 'kysely';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { openMemoryDatabase } from './open-database.js';
import { createStatements } from './statement.js';
import { temporaryDatabase } from './temporary-database.fixture.js';

interface Tables {
  entry: { id: Uint8Array; seq: number; text: string | null };
}

const entryStatements = () => {
  const { db } = temporaryDatabase();
  db.exec('CREATE TABLE entry (id BLOB PRIMARY KEY, seq INTEGER NOT NULL, text TEXT)');
  const statements = createStatements<Tables>(db);
  const insert = statements.prepare((k, arg: { id: Uint8Array; seq: number; text: string | null }) =>
    k.insertInto('entry').values({ id: arg.id, seq: arg.seq, text: arg.text }),
  );
  for (const seq of [1, 2, 3]) insert.run({ id: Uint8Array.of(seq, 0, 255), seq, text: seq === 2 ? null : `t${seq}` });
  return { db, statements, insert };
};

describe('createStatements', () => {
  it('binds values and conditions by name, whatever their order in the SQL', () => {
    const { statements } = entryStatements();
    const range = statements.prepare((k, arg: { from: number; count: number; besides: string }) =>
      k
        .selectFrom('entry')
        .select(['seq', 'text'])
        .where((where) => where.or([where('text', 'is', null), where('text', '!=', arg.besides)]))
        .where('seq', '>=', arg.from)
        .where('seq', '<', 99)
        .orderBy('seq')
        .limit(arg.count),
    );
    expect(range.sql).toContain('limit ?');
    expect(range.all({ count: 5, besides: 't3', from: 1 }).map(({ seq }) => seq)).toEqual([1, 2]);
    expect(range.all({ count: 1, besides: '', from: 2 })).toEqual([{ seq: 2, text: null }]);
    expectTypeOf(range.get).returns.toEqualTypeOf<{ seq: number; text: string | null } | undefined>();
  });

  it('takes bytes in any typed array and gives buffers', () => {
    const { statements } = entryStatements();
    const byId = statements.prepare((k, arg: { id: Uint8Array }) =>
      k.selectFrom('entry').selectAll().where('id', '=', arg.id),
    );
    const view = new Uint8Array([9, 3, 0, 255, 9]).subarray(1, 4);
    const row = byId.get({ id: view });
    expect(row?.seq).toBe(3);
    expect(Buffer.isBuffer(row?.id)).toBe(true);
    expect(byId.get({ id: Uint8Array.of(7) })).toBeUndefined();
  });

  it('reports what was written, and works in upserts, updates and expressions', () => {
    const { statements, insert } = entryStatements();
    expect(insert.run({ id: Uint8Array.of(9), seq: 9, text: null })).toEqual({ changes: 1, lastInsertRowid: 4 });
    const upsert = statements.prepare((k, arg: { id: Uint8Array; seq: number }) =>
      k
        .insertInto('entry')
        .values({ id: arg.id, seq: arg.seq, text: 'new' })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((row) => ({ seq: row('entry.seq', '+', arg.seq) })),
        ),
    );
    upsert.run({ id: Uint8Array.of(9), seq: 100 });
    const all = statements.prepare((k) => k.selectFrom('entry').select('seq').orderBy('seq'));
    expect(all.all().map(({ seq }) => seq)).toEqual([1, 2, 3, 109]);
    const raise = statements.prepare((k, arg: { by: number }) =>
      k.updateTable('entry').set((row) => ({ seq: row('seq', '+', arg.by) })),
    );
    expect(raise.run({ by: 1 }).changes).toBe(4);
  });

  it('takes hand-written SQL and lists through json_each', () => {
    const { statements } = entryStatements();
    const several = statements.prepare((k, arg: { seqs: string }) =>
      sql<{
        seq: number;
      }>`SELECT seq FROM entry WHERE seq IN (SELECT value FROM json_each(${arg.seqs})) ORDER BY seq`.compile(k),
    );
    expect(several.all({ seqs: JSON.stringify([3, 1, 8]) })).toEqual([{ seq: 1 }, { seq: 3 }]);
  });

  it('gives rows one at a time and stops early', () => {
    const { db, statements } = entryStatements();
    const all = statements.prepare((k) => k.selectFrom('entry').select('seq').orderBy('seq'));
    for (const { seq } of all.iterate()) if (seq === 2) break;
    expect([...all.iterate()].length).toBe(3);
    db.exec('DELETE FROM entry');
    expect([...all.iterate()]).toEqual([]);
  });

  it('refuses a missing argument', () => {
    const { insert } = entryStatements();
    // @ts-expect-error every argument must be given
    expect(() => insert.run({ id: Uint8Array.of(1), seq: 1 })).toThrow('text is not bound');
  });

  it('translates what SQLite reports', () => {
    const { db, insert } = entryStatements();
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    const large = { id: Uint8Array.of(8), seq: 8, text: 'x'.repeat(50_000) };
    expect(() => insert.run(large)).toThrow(expect.objectContaining({ code: 'disk-full' }));
  });

  it('prepares nothing over tables that do not exist', () => {
    const statements = createStatements<Tables>(openMemoryDatabase());
    expect(() => statements.prepare((k) => k.selectFrom('entry').selectAll())).toThrow('no such table');
  });
});
