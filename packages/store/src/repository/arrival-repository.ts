import { sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** When a page with entries was committed here by this home's own clock, and which home's service writer brought it. */
export interface Arrival {
  readonly at: string;
  readonly peer: string;
}

/**
 * When entries came. One row a page and not one an entry: it stands for every entry from its row on, until the next one.
 * What this home wrote itself in between did not come; whoever asks knows that by its writer.
 */
export class ArrivalRepository {
  readonly #last;
  readonly #put;
  readonly #of;

  constructor(statements: StatementFactory<Tables>) {
    this.#last = statements.prepare((k) => sql<{ row: number | null }>`select max(row) as row from entry`.compile(k));
    this.#put = statements.prepare((k, a: { entry_from: number; at: string; peer: string }) =>
      k
        .insertInto('arrival')
        .values({ entry_from: a.entry_from, at: a.at, peer: a.peer })
        .onConflict((c) => c.column('entry_from').doUpdateSet({ at: a.at, peer: a.peer })),
    );
    this.#of = statements.prepare((k, a: { entry: number }) =>
      k
        .selectFrom('arrival')
        .select(['at', 'peer'])
        .where('entry_from', '<=', a.entry)
        .orderBy('entry_from', 'desc')
        .limit(1),
    );
  }

  /** Row of the entry that was held last. */
  lastEntry(): number {
    return this.#last.get()?.row ?? 0;
  }

  /** Keeps that what was held after `lastEntry` came so; nothing where nothing was held. Inside that transaction. */
  keep(lastBefore: number, arrival: Arrival): void {
    if (this.lastEntry() > lastBefore) this.#put.run({ entry_from: lastBefore + 1, ...arrival });
  }

  /** How the entry of this row came, if another home wrote it. */
  of(entry: number): Arrival | undefined {
    return this.#of.get({ entry });
  }
}
