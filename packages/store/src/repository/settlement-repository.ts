import { sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** Differing values that an officer has seen and left as they stand. Local; it ends when one of the values changes. */
export type LeftStanding = Tables['left_standing'];

/** What an officer decided about differing values, with what undoes it. */
export interface SettlementRow {
  readonly id: string;
  readonly at: string;
  readonly officer: string;
  /** Row of the record. */
  readonly record: number;
  readonly kind: string;
  readonly field: string;
  /** Section that was written; null: nothing was, the values were left standing. */
  readonly section: string | null;
  /** Canonical JSON of the values the section had before. */
  readonly former: string;
  /** Canonical JSON of the values it had after; of what was left standing its digest. */
  readonly written: string;
}

export class SettlementRepository {
  readonly #leave;
  readonly #takeUp;
  readonly #leftOf;
  readonly #put;
  readonly #get;
  readonly #ofRecord;
  readonly #drop;
  readonly #dropOfSection;

  constructor(statements: StatementFactory<Tables>) {
    this.#leave = statements.prepare((k, a: LeftStanding) =>
      k
        .insertInto('left_standing')
        .values({ record: a.record, kind: a.kind, field: a.field, digest: a.digest, officer: a.officer, at: a.at })
        .onConflict((c) => c.doNothing()),
    );
    this.#takeUp = statements.prepare((k, a: { record: number; kind: string; field: string; digest: string }) =>
      k
        .deleteFrom('left_standing')
        .where('record', '=', a.record)
        .where('kind', '=', a.kind)
        .where('field', '=', a.field)
        .where('digest', '=', a.digest),
    );
    this.#leftOf = statements.prepare((k, a: { record: number }) =>
      k.selectFrom('left_standing').selectAll().where('record', '=', a.record),
    );
    this.#put = statements.prepare((k, a: SettlementRow) =>
      k.insertInto('settlement').values({
        id: a.id,
        at: a.at,
        officer: a.officer,
        record: a.record,
        kind: a.kind,
        field: a.field,
        section: a.section,
        former: a.former,
        written: a.written,
      }),
    );
    this.#get = statements.prepare((k, a: { id: string }) =>
      k.selectFrom('settlement').selectAll().where('id', '=', a.id),
    );
    this.#ofRecord = statements.prepare((k, a: { record: number; kind: string }) =>
      k
        .selectFrom('settlement')
        .selectAll()
        .where('record', '=', a.record)
        .where('kind', '=', a.kind)
        .orderBy(sql`rowid`),
    );
    this.#drop = statements.prepare((k, a: { id: string }) => k.deleteFrom('settlement').where('id', '=', a.id));
    this.#dropOfSection = statements.prepare((k, a: { record: number; section: string }) =>
      k.deleteFrom('settlement').where('record', '=', a.record).where('section', '=', a.section),
    );
  }

  leave(left: LeftStanding): void {
    this.#leave.run(left);
  }

  takeUp(left: Pick<LeftStanding, 'record' | 'kind' | 'field' | 'digest'>): void {
    this.#takeUp.run(left);
  }

  leftOf(record: number): LeftStanding[] {
    return this.#leftOf.all({ record });
  }

  put(settlement: SettlementRow): void {
    this.#put.run(settlement);
  }

  get(id: string): SettlementRow | undefined {
    return this.#get.get({ id });
  }

  /** In the order in which they were decided. */
  ofRecord(record: number, kind: string): SettlementRow[] {
    return this.#ofRecord.all({ record, kind });
  }

  drop(id: string): void {
    this.#drop.run({ id });
  }

  /** All that wrote into a section: what it said before stands in them. */
  dropOfSection(record: number, section: string): void {
    this.#dropOfSection.run({ record, section });
  }
}
