import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** Up to which change each officer of this home has seen each listed record. Local: nobody else learns who read what. */
export class SeenRepository {
  readonly #put;
  readonly #of;
  readonly #forget;

  constructor(statements: StatementFactory<Tables>) {
    this.#put = statements.prepare((k, a: Tables['seen']) =>
      k
        .insertInto('seen')
        .values({ officer: a.officer, listed: a.listed, change: a.change })
        .onConflict((c) => c.columns(['officer', 'listed']).doUpdateSet({ change: a.change })),
    );
    this.#of = statements.prepare((k, a: { officer: string; listed: number }) =>
      k.selectFrom('seen').select('change').where('officer', '=', a.officer).where('listed', '=', a.listed),
    );
    this.#forget = statements.prepare((k, a: { officer: string; change: number }) =>
      k.deleteFrom('seen').where('officer', '=', a.officer).where('change', '<=', a.change),
    );
  }

  put(officer: string, listed: number, change: number): void {
    this.#put.run({ officer, listed, change });
  }

  of(officer: string, listed: number): number {
    return this.#of.get({ officer, listed })?.change ?? 0;
  }

  /** Drops single marks that a mark over everything makes needless. */
  forgetUpTo(officer: string, change: number): void {
    this.#forget.run({ officer, change });
  }
}
