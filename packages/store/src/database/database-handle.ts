import { closeSync, openSync } from 'node:fs';
import type BetterSqlite3 from 'better-sqlite3';

/** One open database; every call on it is synchronous. */
export type Database = BetterSqlite3.Database;

interface EncryptedFile {
  readonly path: string;
  readonly key: Uint8Array;
  descriptor?: number;
}

const encryptedFiles = new WeakMap<Database, EncryptedFile>();

/** Keeps what the page check needs later, for as long as the handle lives. */
export const rememberEncryptedFile = (db: Database, path: string, key: Uint8Array): void => {
  encryptedFiles.set(db, { path, key: Uint8Array.from(key) });
};

/**
 * Read access to the bytes of the file behind an open handle; undefined for a database in memory. The descriptor stays
 * open until `closeDatabase`: on POSIX, closing any descriptor of a file drops every lock that the process holds on
 * it, SQLite's included.
 */
export const rawFileOf = (db: Database): { descriptor: number; key: Uint8Array } | undefined => {
  const file = encryptedFiles.get(db);
  if (file === undefined) return undefined;
  file.descriptor ??= openSync(file.path, 'r');
  return { descriptor: file.descriptor, key: file.key };
};

/** What opens the file behind an open handle once more, for a second connection; undefined for a database in memory. */
export const openingOf = (db: Database): { path: string; key: Uint8Array } | undefined => {
  const file = encryptedFiles.get(db);
  return file && { path: file.path, key: Uint8Array.from(file.key) };
};

/** Closes the handle (which folds the write-ahead log into the file) and overwrites the remembered key. Idempotent. */
export const closeDatabase = (db: Database): void => {
  db.close();
  const file = encryptedFiles.get(db);
  if (file === undefined) return;
  encryptedFiles.delete(db);
  if (file.descriptor !== undefined) closeSync(file.descriptor);
  file.key.fill(0);
};
