import type BetterSqlite3 from 'better-sqlite3';
import { translateSqliteError } from '../database/database-errors.js';
import type { Database } from '../database/database-handle.js';
import { fold } from './fold.js';
import { type GramQuery, gramQuery, indexedGrams } from './grams.js';

/** What a search found: the newest sections, and how many there are. */
export interface SearchHits {
  /** Section rows, highest first, at most as many as were asked for. */
  readonly sections: readonly number[];
  /** False: there may be more than were asked for, older ones than were looked at, or ones not indexed yet. */
  readonly complete: boolean;
}

/** The text of a section as it stands; empty for one that says nothing. */
export type TextOf = (section: number) => string;

type Statement<Args extends unknown[], Row = unknown> = BetterSqlite3.Statement<Args, Row>;
type Finder = Statement<[Record<string, string | number>], number>;

/** One ASCII character is in nearly every text: the newest sections answer it, and the officer types on. */
const LOOKED_THROUGH_MAX = 500;
/** After a bulk page its records are looked at directly, the newest ones, until the index has caught up: some 15 ms of work. */
const OWED_LOOKED_THROUGH_MAX = 200;
/** Candidates of one question to the index: the first questions are small, since most searches need no more. */
const CANDIDATES_FIRST = 64;
const CANDIDATES_MAX = 4_096;

const CLEAR_SQL = `
DELETE FROM search_owed;
INSERT INTO search_ascii (search_ascii) VALUES ('delete-all');
INSERT INTO search_wide (search_wide) VALUES ('delete-all');
`;

const FORGET_SQL = `
INSERT INTO search_ascii (search_ascii) VALUES ('optimize');
INSERT INTO search_wide (search_wide) VALUES ('optimize');
`;

/**
 * Substring search over the text of sections, in any script and from one character on. A section matches when its
 * folded text contains the folded query (see `fold`). The index keeps no text: grams find candidates and the section
 * itself decides. A changed section is owed to the index and looked at directly until `put` has paid, so a page of
 * records is committed without waiting for its grams. The tables of `SEARCH_SCHEMA_SQL` must exist. Writes belong in the
 * caller's transaction. Failures are those of `translateSqliteError`.
 */
export class SearchIndex {
  readonly #db: Database;
  readonly #statements;
  /** One statement per way to combine the indexes, prepared at first use. */
  readonly #finders = new Map<string, Finder>();

  constructor(db: Database) {
    this.#db = db;
    this.#statements = prepareStatements(db);
  }

  /** The texts of these sections changed. */
  owe(sections: readonly number[]): void {
    if (sections.length > 0) translated(() => this.#statements.owe.run(JSON.stringify(sections)));
  }

  /** Sections whose grams are not those of their text, the newest first. */
  owed(limit: number): number[] {
    return translated(() => this.#statements.owed.all(limit));
  }

  /** Writes the grams of a section. */
  put(section: number, text: string): void {
    const { ascii, wide } = indexedGrams(fold(text));
    translated(() => {
      const { putAscii, putWide, removeWide, pay } = this.#statements;
      putAscii.run(section, ascii);
      if (wide === '') removeWide.run(section);
      else putWide.run(section, wide);
      pay.run(section);
    });
  }

  /** Takes a section out of every later result. Its grams stay in the file, unused, until `forgetRemoved`. */
  remove(section: number): void {
    translated(() => {
      this.#statements.removeAscii.run(section);
      this.#statements.removeWide.run(section);
      this.#statements.pay.run(section);
    });
  }

  /** Rewrites the index without the grams of removed and replaced texts: part of a purge, before `compactWal`. */
  forgetRemoved(): void {
    translated(() => this.#db.exec(FORGET_SQL));
  }

  /** Empties the index before it is built anew. */
  clear(): void {
    translated(() => this.#db.exec(CLEAR_SQL));
  }

  /** The newest `limit` sections below row `before` that contain `query`; an empty query finds nothing. */
  find(query: string, limit: number, textOf: TextOf, before = Number.MAX_SAFE_INTEGER): SearchHits {
    const folded = fold(query);
    if (folded === '') return { sections: [], complete: true };
    const matches = (section: number) => fold(textOf(section)).includes(folded);
    const owed = new Set(this.owed(OWED_LOOKED_THROUGH_MAX));
    const found = [...owed].filter((section) => section < before && matches(section));
    const caughtUp = owed.size < OWED_LOOKED_THROUGH_MAX;
    const grams = gramQuery(folded);
    const narrowed = grams.ascii !== undefined || grams.wide !== undefined;
    let indexed = 0;
    let looked = 0;
    for (const section of this.#candidates(grams, before)) {
      if (indexed >= limit || (!narrowed && looked >= LOOKED_THROUGH_MAX)) return newest(found, limit, false);
      looked += 1;
      if (owed.has(section) || !matches(section)) continue;
      found.push(section);
      indexed += 1;
    }
    return newest(found, limit, caughtUp && found.length <= limit);
  }

  /** Newest first, a few at a time: between two candidates other statements run. */
  *#candidates(grams: GramQuery, from: number): Generator<number> {
    const finder = this.#finder(grams);
    let before = from;
    for (let count = CANDIDATES_FIRST; ; count = Math.min(count * 4, CANDIDATES_MAX)) {
      const rows = translated(() => finder.all({ ...grams, before, count }));
      yield* rows;
      if (rows.length < count) return;
      before = rows.at(-1) as number;
    }
  }

  #finder(grams: GramQuery): Finder {
    const sql = finderSql(grams);
    const known = this.#finders.get(sql);
    if (known !== undefined) return known;
    const finder = this.#db.prepare<[Record<string, string | number>], number>(sql).pluck();
    this.#finders.set(sql, finder);
    return finder;
  }
}

const newest = (found: readonly number[], limit: number, complete: boolean): SearchHits => ({
  sections: found.toSorted((a, b) => b - a).slice(0, limit),
  complete,
});

const finderSql = ({ ascii, wide }: GramQuery): string => {
  const tail = 'ORDER BY rowid DESC LIMIT @count';
  if (ascii === undefined && wide === undefined) {
    return 'SELECT rowid FROM section WHERE rowid < @before ORDER BY rowid DESC LIMIT @count';
  }
  if (ascii === undefined)
    return `SELECT rowid FROM search_wide WHERE search_wide MATCH @wide AND rowid < @before ${tail}`;
  // the plus keeps SQLite from asking the first index once for each row that the second one finds: seconds instead of 3 ms
  const both = wide === undefined ? '' : 'AND +rowid IN (SELECT rowid FROM search_wide WHERE search_wide MATCH @wide)';
  return `SELECT rowid FROM search_ascii WHERE search_ascii MATCH @ascii AND rowid < @before ${both} ${tail}`;
};

const prepareStatements = (db: Database) => ({
  owe: db.prepare<[string]>(
    'INSERT INTO search_owed (section) SELECT value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING',
  ),
  owed: db.prepare<[number], number>('SELECT section FROM search_owed ORDER BY section DESC LIMIT ?').pluck(),
  pay: db.prepare<[number]>('DELETE FROM search_owed WHERE section = ?'),
  putAscii: db.prepare<[number, string]>('REPLACE INTO search_ascii (rowid, grams) VALUES (?, ?)'),
  putWide: db.prepare<[number, string]>('REPLACE INTO search_wide (rowid, grams) VALUES (?, ?)'),
  removeAscii: db.prepare<[number]>('DELETE FROM search_ascii WHERE rowid = ?'),
  removeWide: db.prepare<[number]>('DELETE FROM search_wide WHERE rowid = ?'),
});

const translated = <T>(call: () => T): T => {
  try {
    return call();
  } catch (error) {
    throw translateSqliteError(error);
  }
};
