import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

export interface DraftRow {
  readonly record: string;
  readonly field: string;
  /** JSON. */
  readonly value: string;
  readonly at: string;
}

/** What officers of this home are typing and have not said yet: by officer, record and field. Never sent. */
export class DraftRepository {
  readonly #put;
  readonly #ofOfficer;
  readonly #ofRecord;
  readonly #count;
  readonly #drop;
  readonly #dropField;

  constructor(statements: StatementFactory<Tables>) {
    this.#put = statements.prepare((k, a: Tables['draft']) =>
      k
        .insertInto('draft')
        .values({ officer: a.officer, record: a.record, field: a.field, value: a.value, at: a.at })
        .onConflict((c) => c.columns(['officer', 'record', 'field']).doUpdateSet({ value: a.value, at: a.at })),
    );
    this.#ofOfficer = statements.prepare((k, a: { officer: string }) =>
      k
        .selectFrom('draft')
        .select(['record', 'field', 'value', 'at'])
        .where('officer', '=', a.officer)
        .orderBy('record')
        .orderBy('field'),
    );
    this.#ofRecord = statements.prepare((k, a: { record: string }) =>
      k.selectFrom('draft').selectAll().where('record', '=', a.record),
    );
    this.#count = statements.prepare((k, a: { officer: string }) =>
      k
        .selectFrom('draft')
        .select((e) => e.fn.countAll<number>().as('drafts'))
        .where('officer', '=', a.officer),
    );
    this.#drop = statements.prepare((k, a: { officer: string; record: string }) =>
      k.deleteFrom('draft').where('officer', '=', a.officer).where('record', '=', a.record),
    );
    this.#dropField = statements.prepare((k, a: { officer: string; record: string; field: string }) =>
      k
        .deleteFrom('draft')
        .where('officer', '=', a.officer)
        .where('record', '=', a.record)
        .where('field', '=', a.field),
    );
  }

  put(officer: string, draft: DraftRow): void {
    const { record, field, value, at } = draft;
    this.#put.run({ officer, record, field, value, at });
  }

  ofOfficer(officer: string): DraftRow[] {
    return this.#ofOfficer.all({ officer });
  }

  /** Of whichever officer. */
  ofRecord(record: string): (DraftRow & { readonly officer: string })[] {
    return this.#ofRecord.all({ record });
  }

  count(officer: string): number {
    return this.#count.get({ officer })?.drafts ?? 0;
  }

  /** One field's draft, or all of a record. */
  drop(officer: string, record: string, field?: string): void {
    if (field === undefined) this.#drop.run({ officer, record });
    else this.#dropField.run({ officer, record, field });
  }
}
