import { sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** Where operations stand: in their section, in their entry. */
export const placeStatements = (statements: StatementFactory<Tables>) => ({
  ofSection: statements.prepare((k, a: { section: number }) =>
    k
      .selectFrom('operation as o')
      .innerJoin('entry as e', 'e.row', 'o.entry')
      .select(['o.row', 'e.log', 'e.seq', 'o.client', 'o.clock_from', 'o.clock_to', 'o.scattered'])
      .where('o.section', '=', a.section)
      .where('o.verdict', '=', 'valid')
      .orderBy('o.row'),
  ),
  lastOfSection: statements.prepare((k, a: { section: number; before: number }) =>
    k
      .selectFrom('operation as o')
      .innerJoin('entry as e', 'e.row', 'o.entry')
      .select(['o.row', 'e.log', 'e.seq', 'o.client', 'o.clock_from', 'o.clock_to', 'o.scattered'])
      .where('o.section', '=', a.section)
      .where('o.row', '<', a.before)
      .where('o.verdict', '=', 'valid')
      .orderBy('o.row', 'desc')
      .limit(1),
  ),
  firstOfSection: statements.prepare((k, a: { section: number }) =>
    k.selectFrom('operation').select('row').where('section', '=', a.section).orderBy('row').limit(1),
  ),
  allOfSection: statements.prepare((k, a: { section: number }) =>
    k.selectFrom('operation').select(['row', 'entry', 'verdict']).where('section', '=', a.section).orderBy('row'),
  ),
  recordsIn: statements.prepare((k, a: { log: number; after: number; to: number; limit: number }) =>
    k
      .selectFrom('entry as e')
      .innerJoin('operation as o', (join) =>
        join.on('o.row', '>=', sql<number>`e.row * 1024`).on('o.row', '<', sql<number>`(e.row + 1) * 1024`),
      )
      .innerJoin('section as s', 's.row', 'o.section')
      .select('s.record')
      .where('e.log', '=', a.log)
      .where('e.seq', '>', a.after)
      .where('e.seq', '<=', a.to)
      .limit(a.limit),
  ),
  countOfEntry: statements.prepare((k, a: { from: number; to: number }) =>
    k
      .selectFrom('operation')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('row', '>=', a.from)
      .where('row', '<', a.to),
  ),
});

/** What operations hold. */
export const contentStatements = (statements: StatementFactory<Tables>) => ({
  body: statements.prepare((k, a: { row: number }) =>
    k.selectFrom('operation').select(['body', 'purged']).where('row', '=', a.row),
  ),
  replace: statements.prepare((k, a: { row: number; salt: Uint8Array; body: Uint8Array; purged: number }) =>
    k.updateTable('operation').set({ salt: a.salt, body: a.body, purged: a.purged }).where('row', '=', a.row),
  ),
  unplaced: statements.prepare((k, a: { space: number }) =>
    k
      .selectFrom('operation as o')
      .innerJoin('entry as e', 'e.row', 'o.entry')
      .innerJoin('log as l', 'l.row', 'e.log')
      .select(['o.row', 'o.entry', 'o.salt', 'o.body', 'o.purged'])
      .where('o.section', 'is', null)
      .where('e.space', '=', a.space)
      .where('l.lane', '=', 'record'),
  ),
  ofSection: statements.prepare((k, a: { section: number }) =>
    k
      .selectFrom('operation')
      .select(['row', 'entry', 'salt', 'body', 'purged'])
      .where('section', '=', a.section)
      .orderBy('row'),
  ),
});
