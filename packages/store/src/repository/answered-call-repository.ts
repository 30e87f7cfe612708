import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

export type AnsweredCallRow = Tables['answered_call'];

/** Changes that were asked for with a key, and what was answered, so that none is made twice. */
export class AnsweredCallRepository {
  readonly #put;
  readonly #get;
  readonly #forget;

  constructor(statements: StatementFactory<Tables>) {
    this.#put = statements.prepare((k, a: AnsweredCallRow) =>
      k
        .insertInto('answered_call')
        .values({ officer: a.officer, key: a.key, call: a.call, digest: a.digest, answer: a.answer, at: a.at })
        .onConflict((c) => c.columns(['officer', 'key']).doUpdateSet({ answer: a.answer })),
    );
    this.#get = statements.prepare((k, a: { officer: string; key: string }) =>
      k.selectFrom('answered_call').selectAll().where('officer', '=', a.officer).where('key', '=', a.key),
    );
    this.#forget = statements.prepare((k, a: { before: number }) =>
      k.deleteFrom('answered_call').where('at', '<', a.before),
    );
  }

  put(call: AnsweredCallRow): void {
    this.#put.run(call);
  }

  get(officer: string, key: string): AnsweredCallRow | undefined {
    return this.#get.get({ officer, key });
  }

  /** Forgets what was asked before a time in milliseconds since 1970. */
  forgetBefore(unixMs: number): void {
    this.#forget.run({ before: unixMs });
  }
}
