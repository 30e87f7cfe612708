import type BetterSqlite3 from 'better-sqlite3';
import { translateSqliteError } from '../database/database-errors.js';
import type { Database } from '../database/database-handle.js';
import { fold } from './fold.js';
import { type GramQuery, gramQuery, indexedGrams } from './grams.js';

/** What a search found: how many sections in all, and the newest of them. */
export interface SearchHits {
  total: number;
  /** Section rows, highest first, at most as many as were asked for. */
  sections: number[];
}

type Statement<Args extends unknown[], Row = unknown> = BetterSqlite3.Statement<Args, Row>;

interface SearchStatements {
  putText: Statement<[number, string]>;
  putAscii: Statement<[number, string]>;
  putWide: Statement<[number, string]>;
  removeText: Statement<[number]>;
  removeAscii: Statement<[number]>;
  removeWide: Statement<[number]>;
}

const CANDIDATES = {
  ascii: 'SELECT rowid FROM search_ascii WHERE search_ascii MATCH @ascii',
  wide: 'SELECT rowid FROM search_wide WHERE search_wide MATCH @wide',
} as const;

const CLEAR_SQL = `
DELETE FROM search_text;
INSERT INTO search_ascii (search_ascii) VALUES ('delete-all');
INSERT INTO search_wide (search_wide) VALUES ('delete-all');
`;

const FORGET_SQL = `
INSERT INTO search_ascii (search_ascii) VALUES ('optimize');
INSERT INTO search_wide (search_wide) VALUES ('optimize');
`;

/**
 * Substring search over the text of sections, in any script and from one character on. A section matches when its
 * folded text contains the folded query (see `fold`); grams only find candidates. The tables of `SEARCH_SCHEMA_SQL`
 * must exist. Writes belong in the caller's transaction. Failures are those of `translateSqliteError`.
 */
export class SearchIndex {
  readonly #db: Database;
  readonly #statements: SearchStatements;
  /** One statement per way to combine the indexes, prepared at first use. */
  readonly #finders = new Map<string, Statement<[Record<string, string>], number>>();

  constructor(db: Database) {
    this.#db = db;
    this.#statements = prepareStatements(db);
  }

  /** Sets the text of a section; the same text again costs one comparison. */
  put(section: number, text: string): void {
    const folded = fold(text);
    translated(() => {
      const { putText, putAscii, putWide, removeWide } = this.#statements;
      if (putText.run(section, folded).changes === 0) return;
      const { ascii, wide } = indexedGrams(folded);
      putAscii.run(section, ascii);
      if (wide === '') removeWide.run(section);
      else putWide.run(section, wide);
    });
  }

  /** Takes a section out of every later result. Its grams stay in the file, unused, until `forgetRemoved`. */
  remove(section: number): void {
    translated(() => {
      this.#statements.removeText.run(section);
      this.#statements.removeAscii.run(section);
      this.#statements.removeWide.run(section);
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

  /** The sections that contain `query`, newest first; an empty query finds nothing. `total` is exact. */
  find(query: string, limit: number): SearchHits {
    const folded = fold(query);
    if (folded === '') return { total: 0, sections: [] };
    const grams = gramQuery(folded);
    const { exact: _exact, ...expressions } = grams;
    const parameters = grams.exact ? expressions : { ...expressions, text: folded };
    const sections = translated(() => this.#finder(grams).all(parameters));
    return { total: sections.length, sections: sections.slice(0, limit) };
  }

  #finder(grams: GramQuery): Statement<[Record<string, string>], number> {
    const sql = finderSql(grams);
    const known = this.#finders.get(sql);
    if (known !== undefined) return known;
    const finder = this.#db.prepare<[Record<string, string>], number>(sql).pluck();
    this.#finders.set(sql, finder);
    return finder;
  }
}

const finderSql = (grams: GramQuery): string => {
  const candidates = [
    ...(grams.ascii === undefined ? [] : [CANDIDATES.ascii]),
    ...(grams.wide === undefined ? [] : [CANDIDATES.wide]),
  ].join(' INTERSECT ');
  if (grams.exact) return `${candidates} ORDER BY rowid DESC`;
  const narrowed = candidates === '' ? '' : `section IN (${candidates}) AND`;
  return `SELECT section FROM search_text WHERE ${narrowed} instr(text, @text) > 0 ORDER BY section DESC`;
};

const prepareStatements = (db: Database): SearchStatements => ({
  putText: db.prepare(
    `INSERT INTO search_text (section, text) VALUES (?, ?)
     ON CONFLICT (section) DO UPDATE SET text = excluded.text WHERE text <> excluded.text`,
  ),
  putAscii: db.prepare('REPLACE INTO search_ascii (rowid, grams) VALUES (?, ?)'),
  putWide: db.prepare('REPLACE INTO search_wide (rowid, grams) VALUES (?, ?)'),
  removeText: db.prepare('DELETE FROM search_text WHERE section = ?'),
  removeAscii: db.prepare('DELETE FROM search_ascii WHERE rowid = ?'),
  removeWide: db.prepare('DELETE FROM search_wide WHERE rowid = ?'),
});

const translated = <T>(call: () => T): T => {
  try {
    return call();
  } catch (error) {
    throw translateSqliteError(error);
  }
};
