import type { EntryId } from '@liaison/protocol';
import type { Selectable } from 'kysely';
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
  readonly #insert;
  readonly #byId;
  readonly #byRow;
  readonly #at;
  readonly #lastWithRight;
  readonly #range;
  readonly #notCounting;
  readonly #unchecked;
  readonly #setChecked;
  readonly #ofSpace;
  readonly #countOfLog;

  constructor(statements: StatementFactory<Tables>) {
    this.#insert = statements.prepare(
      (k, a: Omit<EntryRow, 'row' | 'id' | 'signatureChecked'> & { id: Uint8Array; checked: number }) =>
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
    );
    this.#byId = statements.prepare((k, a: { id: Uint8Array }) =>
      k.selectFrom('entry').selectAll().where('id', '=', a.id),
    );
    this.#byRow = statements.prepare((k, a: { row: number }) =>
      k.selectFrom('entry').selectAll().where('row', '=', a.row),
    );
    this.#at = statements.prepare((k, a: { log: number; seq: number }) =>
      k.selectFrom('entry').selectAll().where('log', '=', a.log).where('seq', '=', a.seq),
    );
    this.#lastWithRight = statements.prepare((k, a: { log: number; to: number }) =>
      k
        .selectFrom('entry')
        .selectAll()
        .where('log', '=', a.log)
        .where('seq', '<=', a.to)
        .where('no_right', 'is', null)
        .orderBy('seq', 'desc')
        .limit(1),
    );
    this.#range = statements.prepare((k, a: { log: number; after: number; to: number; limit: number }) =>
      k
        .selectFrom('entry')
        .selectAll()
        .where('log', '=', a.log)
        .where('seq', '>', a.after)
        .where('seq', '<=', a.to)
        .orderBy('seq')
        .limit(a.limit),
    );
    this.#notCounting = statements.prepare((k, a: { log: number; to: number; limit: number }) =>
      k
        .selectFrom('entry')
        .selectAll()
        .where('log', '=', a.log)
        .where((e) => e.or([e('no_right', 'is not', null), e('seq', '>', a.to)]))
        .orderBy('seq')
        .limit(a.limit),
    );
    this.#unchecked = statements.prepare((k, a: { limit: number }) =>
      k.selectFrom('entry').selectAll().where('signature_checked', '=', 0).orderBy('row').limit(a.limit),
    );
    this.#setChecked = statements.prepare((k, a: { row: number; state: number }) =>
      k.updateTable('entry').set({ signature_checked: a.state }).where('row', '=', a.row),
    );
    this.#ofSpace = statements.prepare((k, a: { space: number; after: number; limit: number }) =>
      k
        .selectFrom('entry')
        .selectAll()
        .where('space', '=', a.space)
        .where('row', '>', a.after)
        .orderBy('row')
        .limit(a.limit),
    );
    this.#countOfLog = statements.prepare((k, a: { log: number; to: number }) =>
      k
        .selectFrom('entry')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('log', '=', a.log)
        .where('seq', '<=', a.to)
        .where('no_right', 'is', null),
    );
  }

  insert(entry: Omit<EntryRow, 'row'>): number {
    const { id, signatureChecked, ...rest } = entry;
    return this.#insert.run({ ...rest, id: idToBytes(id), checked: signatureChecked ? 1 : 0 }).lastInsertRowid;
  }

  byId(id: EntryId): EntryRow | undefined {
    return read(this.#byId.get({ id: idToBytes(id) }));
  }

  byRow(row: number): EntryRow | undefined {
    return read(this.#byRow.get({ row }));
  }

  /** The entry at a place that the row itself holds; a branch does not hold what lies before its base. */
  at(log: number, seq: number): EntryRow | undefined {
    return read(this.#at.get({ log, seq }));
  }

  /** The last entry of a row, up to `to`, whose author had the right to it. */
  lastWithRight(log: number, to: number): EntryRow | undefined {
    return read(this.#lastWithRight.get({ log, to }));
  }

  /** Entries of a row after one sequence number and up to another, in order. */
  range(log: number, after: number, to: number, limit: number): EntryRow[] {
    return this.#range.all({ log, after, to, limit }).map((row) => read(row) as EntryRow);
  }

  /** Entries of a row that do not count: without right, or past `to`. */
  notCounting(log: number, to: number, limit: number): EntryRow[] {
    return this.#notCounting.all({ log, to, limit }).map((row) => read(row) as EntryRow);
  }

  /** Entries whose own signature has not been checked yet, only their place in a checked chain. */
  unchecked(limit: number): EntryRow[] {
    return this.#unchecked.all({ limit }).map((row) => read(row) as EntryRow);
  }

  /** `damaged`: its own signature is wrong although a valid later head vouches for what it says. */
  setChecked(row: number, damaged = false): void {
    this.#setChecked.run({ row, state: damaged ? 2 : 1 });
  }

  /** Entries of a space in the order in which they were held, which is a causal order; page by `after`. */
  ofSpace(space: number, after: number, limit: number): EntryRow[] {
    return this.#ofSpace.all({ space, after, limit }).map((row) => read(row) as EntryRow);
  }

  countWithRight(log: number, to: number): number {
    return this.#countOfLog.get({ log, to })?.count ?? 0;
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
        signatureChecked: row.signature_checked === 1,
      };
