import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

export interface ConflictRow {
  readonly record: number;
  /** The section with several current values; null for a disagreement between sections. */
  readonly section: number | null;
  readonly kind: string;
  readonly field: string;
  readonly type: 'conflict' | 'disagreement';
  /** Of the values and who says them: changes when one of them does. */
  readonly digest: string;
}

/** Derived: where a record's sections hold several values or say different things. */
export class ConflictRepository {
  readonly #clear;
  readonly #insert;
  readonly #all;
  readonly #ofRecord;

  constructor(statements: StatementFactory<Tables>) {
    this.#clear = statements.prepare((k, a: { record: number }) =>
      k.deleteFrom('conflict').where('record', '=', a.record),
    );
    this.#insert = statements.prepare((k, a: ConflictRow) =>
      k
        .insertInto('conflict')
        .values({ record: a.record, section: a.section, kind: a.kind, field: a.field, type: a.type, digest: a.digest }),
    );
    this.#ofRecord = statements.prepare((k, a: { record: number }) =>
      k
        .selectFrom('conflict')
        .selectAll()
        .where('record', '=', a.record)
        .orderBy('field')
        .orderBy('type')
        .orderBy('section'),
    );
    this.#all = statements.prepare((k) =>
      k.selectFrom('conflict').selectAll().orderBy('record').orderBy('field').orderBy('type').orderBy('section'),
    );
  }

  replace(record: number, rows: readonly ConflictRow[]): void {
    this.#clear.run({ record });
    for (const row of rows) this.#insert.run(row);
  }

  all(): ConflictRow[] {
    return this.#all.all().map(read);
  }

  ofRecord(record: number): ConflictRow[] {
    return this.#ofRecord.all({ record }).map(read);
  }
}

const read = (row: Omit<ConflictRow, 'type'> & { type: string }): ConflictRow => ({
  ...row,
  type: row.type as ConflictRow['type'],
});
