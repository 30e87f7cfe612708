import { sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** Older ones are dropped. */
const EVENTS_KEPT = 10_000;

export interface SignInRow {
  readonly row: number;
  readonly officer: string;
  readonly event: string;
  readonly at: string;
}

/** The journal of who signed in at this home's desk, and who tried. */
export class SignInRepository {
  readonly #put;
  readonly #trim;
  readonly #failures;
  readonly #latest;

  constructor(statements: StatementFactory<Tables>) {
    this.#put = statements.prepare((k, a: { officer: string; event: string; at: string }) =>
      k.insertInto('sign_in').values({ officer: a.officer, event: a.event, at: a.at }),
    );
    this.#trim = statements.prepare((k, a: { upTo: number }) => k.deleteFrom('sign_in').where('row', '<=', a.upTo));
    this.#failures = statements.prepare((k, a: { officer: string }) =>
      sql<{ failures: number }>`
        select count(*) as failures from sign_in
        where officer = ${a.officer} and event = 'passphrase-wrong' and row > coalesce(
          (select max(row) from sign_in where officer = ${a.officer} and event = 'signed-in'), 0)`.compile(k),
    );
    this.#latest = statements.prepare((k, a: { before: number; limit: number }) =>
      k.selectFrom('sign_in').selectAll().where('row', '<', a.before).orderBy('row', 'desc').limit(a.limit),
    );
  }

  put(event: { officer: string; event: string; at: string }): void {
    const { lastInsertRowid } = this.#put.run(event);
    this.#trim.run({ upTo: lastInsertRowid - EVENTS_KEPT });
  }

  /** Wrong passphrases of an officer since the last right one. */
  failuresOf(officer: string): number {
    return this.#failures.get({ officer })?.failures ?? 0;
  }

  /** The latest first, before a row. */
  latest(limit: number, before: number = Number.MAX_SAFE_INTEGER): SignInRow[] {
    return this.#latest.all({ before, limit });
  }
}
