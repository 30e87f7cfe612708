import { closeSync, openSync } from 'node:fs';
import { LiaisonError } from '@liaison/protocol';
import { databaseUnreadable, translateSqliteError } from './database-errors.js';
import { type Database, rawFileOf } from './database-handle.js';
import { compactWal } from './open-database.js';
import { checkPages, type PageCheck } from './page-check.js';

/** One finding: a stable code, the place and a sentence for a person. */
export interface DatabaseProblem {
  code: string;
  where: string;
  message: string;
}

const LISTED_MAX = 100;

/**
 * Reads every byte of the database and reports what is wrong; an empty list means that all of it is sound. Codes:
 * `database-damaged` (a page whose seal is broken, a broken structure, a truncated file), `database-reference-broken`
 * (a foreign key that points nowhere) and those of `translateSqliteError` when SQLite cannot go on. The write-ahead log
 * is folded into the file first, so the check covers everything that is committed.
 */
export const checkDatabaseFile = (db: Database): DatabaseProblem[] => [
  ...guarded('write-ahead log', () => {
    if (rawFileOf(db) !== undefined) compactWal(db);
    return [];
  }),
  ...guarded('file', () => pageProblems(db)),
  ...guarded('structure', () => structureProblems(db)),
  ...guarded('references', () => referenceProblems(db)),
];

/**
 * The same for the pages of a file that no handle of this process has open: says which pages are damaged where
 * `openDatabase` only fails. Throws what `node:fs` throws when the file cannot be read.
 */
export const checkClosedDatabaseFile = (path: string, key: Uint8Array): DatabaseProblem[] => {
  const descriptor = openSync(path, 'r');
  try {
    const check = checkPages(descriptor, key);
    if (check.brokenPages.length === check.pages) {
      const { code, message } = databaseUnreadable(path);
      return [{ code, where: 'file', message }];
    }
    return [...strayProblems(check), ...sealProblems(check)];
  } finally {
    closeSync(descriptor);
  }
};

const damaged = (where: string, message: string): DatabaseProblem => ({ code: 'database-damaged', where, message });

const guarded = (where: string, check: () => DatabaseProblem[]): DatabaseProblem[] => {
  try {
    return check();
  } catch (error) {
    const translated = translateSqliteError(error);
    if (!(translated instanceof LiaisonError)) throw error;
    return [{ code: translated.code, where, message: translated.message }];
  }
};

const pageProblems = (db: Database): DatabaseProblem[] => {
  const file = rawFileOf(db);
  if (file === undefined) return [];
  const check = checkPages(file.descriptor, file.key);
  return [...lengthProblems(db, check), ...sealProblems(check)];
};

const strayProblems = ({ pages, strayBytes }: PageCheck): DatabaseProblem[] =>
  strayBytes > 0 ? [damaged('file', `The file ends in the middle of page ${pages + 1}.`)] : [];

const lengthProblems = (db: Database, check: PageCheck): DatabaseProblem[] => {
  const expected = db.pragma('page_count', { simple: true });
  if (check.strayBytes > 0 || check.pages === expected) return strayProblems(check);
  return [damaged('file', `The file has ${check.pages} pages and should have ${expected}.`)];
};

const sealProblems = ({ brokenPages }: PageCheck): DatabaseProblem[] => {
  const listed = brokenPages
    .slice(0, LISTED_MAX)
    .map((page) => damaged(`page ${page}`, `The bytes of page ${page} are not those that were written.`));
  const more = brokenPages.length - listed.length;
  return more > 0 ? [...listed, damaged('file', `${more} more pages are damaged.`)] : listed;
};

const structureProblems = (db: Database): DatabaseProblem[] => {
  const lines = db.transaction(() => {
    readIndexesAnew(db);
    return db.prepare<[], string>(`PRAGMA integrity_check(${LISTED_MAX})`).pluck().all();
  })();
  return lines.filter((line) => line !== 'ok').map((line) => damaged('structure', line));
};

/**
 * FTS5 remembers the shape of an index for each connection and looks whether it still holds only when a cursor opens: after
 * another connection has merged it, the check alone would call a sound index corrupt.
 */
function readIndexesAnew(db: Database): void {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%USING fts5(%'")
    .pluck()
    .all();
  for (const table of tables) db.prepare(`SELECT rowid FROM "${table}" LIMIT 1`).get();
}

const referenceProblems = (db: Database): DatabaseProblem[] => {
  const rows = db.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[];
  return rows.slice(0, LISTED_MAX).map(({ table, rowid, parent }) => ({
    code: 'database-reference-broken',
    where: `table ${table}, row ${rowid ?? '?'}`,
    message: `The row refers to a row of ${parent} that does not exist.`,
  }));
};
