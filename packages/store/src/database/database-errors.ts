import { LiaisonError } from '@liaison/protocol';
import { DISK_FULL } from './disk-full.js';

/** `database-missing`: the caller said that the database must exist, and it does not. */
export const databaseMissing = (path: string): LiaisonError =>
  new LiaisonError(
    'database-missing',
    `There is no database at ${path}.`,
    'Check the home folder, or create the home first.',
    { data: { path } },
  );

/**
 * `database-key-wrong-or-damaged`: the first page cannot be read. A wrong key looks exactly like a damaged first page,
 * so the message cannot say which it is.
 */
export const databaseUnreadable = (path: string, cause?: unknown): LiaisonError =>
  new LiaisonError(
    'database-key-wrong-or-damaged',
    `The database ${path} cannot be read: the key is wrong or the file is damaged.`,
    'Check that the key belongs to this home; if it does, restore the database from a backup.',
    { cause, data: { path } },
  );

/** `database-newer`: a later version of the program wrote this database. */
export const databaseNewer = (found: number, known: number): LiaisonError =>
  new LiaisonError(
    'database-newer',
    `The database has schema version ${found}; this program knows versions up to ${known}.`,
    'Start the newer version of the program that wrote this database.',
    { data: { found, known } },
  );

/** `database-damaged`: the key is right and the file is not whole. */
export const databaseDamaged = (cause: unknown, data: Record<string, unknown>): LiaisonError =>
  new LiaisonError('database-damaged', DAMAGED.message, DAMAGED.next, { cause, data });

const DAMAGED = {
  code: 'database-damaged',
  message: 'Part of the database file is damaged.',
  next: 'Run `liaison verify` to see what is affected, then restore a backup or sync into a new home.',
};

type Wording = { pattern: RegExp; code: string; message: string; next: string };

/** SQLite's result codes, widest family last; what is not listed here is a defect of the caller and passes unchanged. */
const WORDINGS: readonly Wording[] = [
  {
    pattern: /^SQLITE_(FULL|IOERR_SHMSIZE)$/,
    ...DISK_FULL,
  },
  {
    pattern: /^SQLITE_(CORRUPT|NOTADB|IOERR_DATA|IOERR_CORRUPTFS|IOERR_SHORT_READ)/,
    ...DAMAGED,
  },
  {
    pattern: /^SQLITE_(BUSY|LOCKED)/,
    code: 'database-busy',
    message: 'Another program is using the database.',
    next: 'Close the other program and try again.',
  },
  {
    pattern: /^SQLITE_(READONLY|PERM|AUTH)/,
    code: 'database-read-only',
    message: 'The database file may not be written.',
    next: 'Check the permissions of the home folder and of the files in it.',
  },
  {
    pattern: /^SQLITE_CANTOPEN/,
    code: 'database-not-opened',
    message: 'The database file cannot be opened.',
    next: 'Check that the home folder exists and that this account may read and write it.',
  },
  {
    pattern: /^SQLITE_IOERR/,
    code: 'database-io-failed',
    message: 'The disk reported an error while the database was read or written.',
    next: 'Check the disk; if the error comes again, move the home to another disk.',
  },
];

const sqliteCode = (error: unknown): string | undefined => {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : undefined;
};

/**
 * Turns what SQLite reports about the outside world into a `LiaisonError`: `disk-full`, `database-damaged`,
 * `database-busy`, `database-read-only`, `database-not-opened`, `database-io-failed`. Every other error (constraint
 * violations, wrong SQL, errors that are typed already) comes back unchanged. Use: `throw translateSqliteError(error)`.
 */
export const translateSqliteError = (error: unknown): unknown => {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const wording = WORDINGS.find((candidate) => candidate.pattern.test(code));
  if (wording === undefined) return error;
  return new LiaisonError(wording.code, wording.message, wording.next, { cause: error, data: { sqlite: code } });
};
