import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { LiaisonError } from '@liaison/protocol';
import BetterSqlite3 from 'better-sqlite3';
import { translateSqliteError } from './database-errors.js';

/** The right to use a home, held until `release` or the end of the process, however it ends. */
export interface HomeLock {
  /** Idempotent. */
  release(): void;
}

const LOCK_FILE = 'lock.db';
const OWNER_ONLY = 0o600;

/**
 * Makes this process the only owner of a home, or throws `home-in-use` (or `home-missing`) at once. The lock is SQLite's exclusive lock on
 * an empty file of its own: the operating system drops it when the process dies, so a `kill -9` leaves nothing behind
 * to clean up, and a stale file means nothing. Nobody else may open that file in this process: on POSIX, closing any
 * descriptor of it would drop the lock. The home must be on a local disk.
 */
export const acquireHomeLock = (folder: string): HomeLock => {
  if (!existsSync(folder)) throw homeMissing(folder);
  const path = join(folder, LOCK_FILE);
  const db = openLockFile(path);
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    throw isBusy(error) ? homeInUse(folder, error) : translateSqliteError(error);
  }
  chmodSync(path, OWNER_ONLY);
  return { release: () => db.close() };
};

/**
 * Whether a process holds the home, without taking it and without writing a byte. False for a home that nobody ever opened.
 * Not for a process that holds the home itself.
 */
export const isHomeLocked = (folder: string): boolean => {
  const path = join(folder, LOCK_FILE);
  if (!existsSync(path)) return false;
  const db = new BetterSqlite3(path, { readonly: true, timeout: 0 });
  try {
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    return isBusy(error);
  } finally {
    db.close();
  }
};

const openLockFile = (path: string): BetterSqlite3.Database => {
  try {
    return new BetterSqlite3(path, { timeout: 0 });
  } catch (error) {
    throw translateSqliteError(error);
  }
};

const isBusy = (error: unknown): boolean =>
  error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');

const homeMissing = (folder: string): LiaisonError =>
  new LiaisonError('home-missing', `There is no home at ${folder}.`, 'Check the path, or create the home first.', {
    data: { folder },
  });

const homeInUse = (folder: string, cause: unknown): LiaisonError =>
  new LiaisonError(
    'home-in-use',
    `Another Liaison process is using the home ${folder}.`,
    'Stop the other process (often `liaison serve`), or wait until its command has finished.',
    { cause, data: { folder } },
  );
