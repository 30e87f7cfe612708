import type { EntryId } from '@liaison/protocol';
import { type Selectable, sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import { idFromBytes, idToBytes } from './id-columns.js';

export interface EntryRow {
  readonly row: number;
  readonly id: EntryId;
  readonly space: number;
  readonly log: number;
  readonly seq: number;
  readonly past: number;
  readonly token: string;
  readonly at: string;
  readonly noRight: string | null;
  readonly signatureChecked: boolean;
}

type Stored = Selectable<Tables['entry']>;

/** Entries whose chain and causal past are held. */
export class EntryRepository {
  readonly #write;
  readonly #one;
  readonly #many;

  constructor(statements: StatementFactory<Tables>) {
    this.#write = writingStatements(statements);
    this.#one = lookups(statements);
    this.#many = listings(statements);
  }

  insert(entry: Omit<EntryRow, 'row'>): number {
    const { id, signatureChecked, ...rest } = entry;
    return this.#write.insert.run({ ...rest, id: idToBytes(id), checked: signatureChecked ? CHECKED : UNCHECKED })
      .lastInsertRowid;
  }

  byId(id: EntryId): EntryRow | undefined {
    return read(this.#one.byId.get({ id: idToBytes(id) }));
  }

  byRow(row: number): EntryRow | undefined {
    return read(this.#one.byRow.get({ row }));
  }

  /** The entry at a place that the row itself holds; a branch does not hold what lies before its base. */
  at(log: number, seq: number): EntryRow | undefined {
    return read(this.#one.at.get({ log, seq }));
  }

  /** The last entry of a row, up to `to`, whose author had the right to it. */
  lastWithRight(log: number, to: number): EntryRow | undefined {
    return read(this.#one.lastWithRight.get({ log, to }));
  }

  /** Entries of a row after one sequence number and up to another, in order. */
  range(log: number, after: number, to: number, limit: number): EntryRow[] {
    return this.#many.range.all({ log, after, to, limit }).map((row) => read(row) as EntryRow);
  }

  /** Entries of a row that do not count: without right, or past `to`. */
  notCounting(log: number, to: number, limit: number): EntryRow[] {
    return this.#many.notCounting.all({ log, to, limit }).map((row) => read(row) as EntryRow);
  }

  /** Entries whose own signature has not been checked yet, only their place in a checked chain. */
  unchecked(limit: number): EntryRow[] {
    return this.#many.unchecked.all({ limit }).map((row) => read(row) as EntryRow);
  }

  /** `damaged`: its own signature is wrong although a valid later head vouches for what it says. */
  setChecked(row: number, damaged = false): void {
    this.#write.setChecked.run({ row, state: damaged ? DAMAGED : CHECKED });
  }

  /** Puts an intact token in the place of one whose signature was damaged on the way. */
  repair(row: number, token: string): void {
    this.#write.repair.run({ row, token });
  }

  /** Lowest sequence number of a row whose own signature is wrong. */
  firstDamaged(log: number): number | undefined {
    return this.#one.firstDamaged.get({ log })?.seq;
  }

  /** Entries of a space in the order in which they were held, which is a causal order; page by `after`. */
  ofSpace(space: number, after: number, limit: number): EntryRow[] {
    return this.#many.ofSpace.all({ space, after, limit }).map((row) => read(row) as EntryRow);
  }

  /** The row that was held last; 0 where there is none. */
  lastRow(): number {
    return this.#one.lastRow.get()?.row ?? 0;
  }

  countWithRight(log: number, to: number): number {
    return this.#one.countOfLog.get({ log, to })?.count ?? 0;
  }
}

const read = (row: Stored | undefined): EntryRow | undefined =>
  row === undefined
    ? undefined
    : {
        row: row.row,
        id: idFromBytes<EntryId>(row.id),
        space: row.space,
        log: row.log,
        seq: row.seq,
        past: row.past,
        token: row.token,
        at: row.at,
        noRight: row.no_right,
        signatureChecked: row.signature_checked === CHECKED,
      };

const UNCHECKED = 0;
const CHECKED = 1;
const DAMAGED = 2;

type NewEntry = Omit<EntryRow, 'row' | 'id' | 'signatureChecked'> & { id: Uint8Array; checked: number };

const writingStatements = (statements: StatementFactory<Tables>) => ({
  insert: statements.prepare((k, a: NewEntry) =>
    k.insertInto('entry').values({
      id: a.id,
      space: a.space,
      log: a.log,
      seq: a.seq,
      past: a.past,
      token: a.token,
      at: a.at,
      no_right: a.noRight,
      signature_checked: a.checked,
    }),
  ),
  setChecked: statements.prepare((k, a: { row: number; state: number }) =>
    k.updateTable('entry').set({ signature_checked: a.state }).where('row', '=', a.row),
  ),
  repair: statements.prepare((k, a: { row: number; token: string }) =>
    k.updateTable('entry').set({ token: a.token, signature_checked: CHECKED }).where('row', '=', a.row),
  ),
});

const lookups = (statements: StatementFactory<Tables>) => ({
  byId: statements.prepare((k, a: { id: Uint8Array }) => k.selectFrom('entry').selectAll().where('id', '=', a.id)),
  byRow: statements.prepare((k, a: { row: number }) => k.selectFrom('entry').selectAll().where('row', '=', a.row)),
  at: statements.prepare((k, a: { log: number; seq: number }) =>
    k.selectFrom('entry').selectAll().where('log', '=', a.log).where('seq', '=', a.seq),
  ),
  lastWithRight: statements.prepare((k, a: { log: number; to: number }) =>
    k
      .selectFrom('entry')
      .selectAll()
      .where('log', '=', a.log)
      .where('seq', '<=', a.to)
      .where('no_right', 'is', null)
      .orderBy('seq', 'desc')
      .limit(1),
  ),
  lastRow: statements.prepare((k) => k.selectFrom('entry').select('row').orderBy('row', 'desc').limit(1)),
  countOfLog: statements.prepare((k, a: { log: number; to: number }) =>
    k
      .selectFrom('entry')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('log', '=', a.log)
      .where('seq', '<=', a.to)
      .where('no_right', 'is', null),
  ),
  firstDamaged: statements.prepare((k, a: { log: number }) =>
    k
      .selectFrom('entry')
      .select('seq')
      .where('log', '=', a.log)
      .where('signature_checked', '=', sql<number>`2`)
      .orderBy('seq')
      .limit(1),
  ),
});

const listings = (statements: StatementFactory<Tables>) => ({
  range: statements.prepare((k, a: { log: number; after: number; to: number; limit: number }) =>
    k
      .selectFrom('entry')
      .selectAll()
      .where('log', '=', a.log)
      .where('seq', '>', a.after)
      .where('seq', '<=', a.to)
      .orderBy('seq')
      .limit(a.limit),
  ),
  notCounting: statements.prepare((k, a: { log: number; to: number; limit: number }) =>
    k
      .selectFrom('entry')
      .selectAll()
      .where('log', '=', a.log)
      .where((e) => e.or([e('no_right', 'is not', null), e('seq', '>', a.to)]))
      .orderBy('seq')
      .limit(a.limit),
  ),
  unchecked: statements.prepare((k, a: { limit: number }) =>
    k.selectFrom('entry').selectAll().where('signature_checked', '=', sql<number>`0`).orderBy('row').limit(a.limit),
  ),
  ofSpace: statements.prepare((k, a: { space: number; after: number; limit: number }) =>
    k
      .selectFrom('entry')
      .selectAll()
      .where('space', '=', a.space)
      .where('row', '>', a.after)
      .orderBy('row')
      .limit(a.limit),
  ),
});
