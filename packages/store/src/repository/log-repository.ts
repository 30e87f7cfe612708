import type { Lane, WriterId } from '@liaison/protocol';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** One log, or one branch of a forked log: see `log` in the core schema. */
export interface LogRow {
  readonly row: number;
  readonly space: number;
  readonly lane: Lane;
  readonly writer: WriterId;
  readonly base: number | null;
  readonly baseSeq: number;
  readonly tipSeq: number;
  readonly tipEntry: number;
  /** How far pins let it count (0: not at all); null: no pin. */
  readonly pinnedTo: number | null;
  /** Local: how far it was held when its writer was reported revoked and no pin had come; null: not revoked. */
  readonly heldBackTo: number | null;
}

export class LogRepository {
  readonly #insert;
  readonly #ofSpace;
  readonly #ofWriter;
  readonly #byRow;
  readonly #setTip;
  readonly #setLimits;
  readonly #rowsOfWriter;

  constructor(statements: StatementFactory<Tables>) {
    this.#insert = statements.prepare((k, a: Omit<LogRow, 'row'>) =>
      k.insertInto('log').values({
        space: a.space,
        lane: a.lane,
        writer: a.writer,
        base: a.base,
        base_seq: a.baseSeq,
        tip_seq: a.tipSeq,
        tip_entry: a.tipEntry,
        pinned_to: a.pinnedTo,
        held_back_to: a.heldBackTo,
      }),
    );
    this.#ofSpace = statements.prepare((k, a: { space: number }) =>
      k.selectFrom('log').selectAll().where('space', '=', a.space).orderBy('row'),
    );
    this.#ofWriter = statements.prepare((k, a: { space: number; lane: Lane; writer: string }) =>
      k
        .selectFrom('log')
        .selectAll()
        .where('space', '=', a.space)
        .where('lane', '=', a.lane)
        .where('writer', '=', a.writer)
        .orderBy('row'),
    );
    this.#byRow = statements.prepare((k, a: { row: number }) =>
      k.selectFrom('log').selectAll().where('row', '=', a.row),
    );
    this.#rowsOfWriter = statements.prepare((k, a: { writer: string }) =>
      k.selectFrom('log').selectAll().where('writer', '=', a.writer).orderBy('row'),
    );
    this.#setTip = statements.prepare((k, a: { row: number; seq: number; entry: number }) =>
      k.updateTable('log').set({ tip_seq: a.seq, tip_entry: a.entry }).where('row', '=', a.row),
    );
    this.#setLimits = statements.prepare((k, a: { row: number; pinnedTo: number | null; heldBackTo: number | null }) =>
      k.updateTable('log').set({ pinned_to: a.pinnedTo, held_back_to: a.heldBackTo }).where('row', '=', a.row),
    );
  }

  insert(log: Omit<LogRow, 'row'>): number {
    return this.#insert.run(log).lastInsertRowid;
  }

  ofSpace(space: number): LogRow[] {
    return this.#ofSpace.all({ space }).map(read);
  }

  ofWriter(space: number, lane: Lane, writer: WriterId): LogRow[] {
    return this.#ofWriter.all({ space, lane, writer }).map(read);
  }

  everywhereOf(writer: WriterId): LogRow[] {
    return this.#rowsOfWriter.all({ writer }).map(read);
  }

  byRow(row: number): LogRow | undefined {
    const found = this.#byRow.get({ row });
    return found === undefined ? undefined : read(found);
  }

  setTip(row: number, seq: number, entry: number): void {
    this.#setTip.run({ row, seq, entry });
  }

  setLimits(row: number, pinnedTo: number | null, heldBackTo: number | null): void {
    this.#setLimits.run({ row, pinnedTo, heldBackTo });
  }
}

const read = (row: {
  row: number;
  space: number;
  lane: Lane;
  writer: string;
  base: number | null;
  base_seq: number;
  tip_seq: number;
  tip_entry: number;
  pinned_to: number | null;
  held_back_to: number | null;
}): LogRow => ({
  row: row.row,
  space: row.space,
  lane: row.lane,
  writer: row.writer as WriterId,
  base: row.base,
  baseSeq: row.base_seq,
  tipSeq: row.tip_seq,
  tipEntry: row.tip_entry,
  pinnedTo: row.pinned_to,
  heldBackTo: row.held_back_to,
});
