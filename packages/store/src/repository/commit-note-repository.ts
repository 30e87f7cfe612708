import { sql } from 'kysely';
import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';

/** Older notes are dropped: whoever has not looked for so long forgets everything it remembers. */
const NOTES_KEPT = 10_000;

/** What commits since some note have changed: some spaces, or more than spaces. */
export interface CommitNews {
  /** The last note there is; to be asked about next time. */
  readonly last: number;
  readonly spaces: ReadonlySet<number>;
  readonly everything: boolean;
}

/**
 * What each commit changed, for another connection of the same home that remembers things. A note is written in the very
 * transaction that it is about, so whoever reads both from one snapshot can trust what it remembers.
 */
export class CommitNoteRepository {
  readonly #put;
  readonly #drop;
  readonly #last;
  readonly #first;
  readonly #since;

  constructor(statements: StatementFactory<Tables>) {
    this.#put = statements.prepare((k, a: { space: number | null }) =>
      k.insertInto('commit_note').values({ space: a.space }),
    );
    this.#drop = statements.prepare((k, a: { upTo: number }) => k.deleteFrom('commit_note').where('row', '<=', a.upTo));
    this.#last = statements.prepare((k) =>
      sql<{ row: number | null }>`select max(row) as row from commit_note`.compile(k),
    );
    this.#first = statements.prepare((k) =>
      sql<{ row: number | null }>`select min(row) as row from commit_note`.compile(k),
    );
    this.#since = statements.prepare((k, a: { row: number }) =>
      k.selectFrom('commit_note').select('space').where('row', '>', a.row).distinct(),
    );
  }

  /** Inside the transaction that makes the change. Returns the last note. */
  write(changed: Iterable<number> | 'everything'): number {
    let last = this.last();
    for (const space of changed === 'everything' ? [null] : changed) {
      last = this.#put.run({ space }).lastInsertRowid;
    }
    this.#drop.run({ upTo: last - NOTES_KEPT });
    return last;
  }

  last(): number {
    return this.#last.get()?.row ?? 0;
  }

  since(row: number): CommitNews {
    const last = this.last();
    if (last === row) return { last, spaces: new Set(), everything: false };
    const isCut = (this.#first.get()?.row ?? 0) > row + 1;
    const notes = this.#since.all({ row }).map(({ space }) => space);
    const spaces = new Set(notes.filter((space) => space !== null));
    return { last, spaces, everything: isCut || notes.includes(null) };
  }
}
