import { strict as assert } from 'node:assert';
import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { LiaisonError } from '@liaison/protocol';
import BetterSqlite3 from 'better-sqlite3';
import { databaseDamaged, databaseMissing, databaseUnreadable, translateSqliteError } from './database-errors.js';
import { type Database, rememberEncryptedFile } from './database-handle.js';
import { firstPageIsSealed } from './page-check.js';

/** Where the database is and what opens it. */
export interface OpenDatabaseOptions {
  path: string;
  /** 32 random bytes; the file's cipher key itself, not a passphrase. */
  key: Uint8Array;
  /** True: `database-missing` instead of creating a new file. */
  mustExist?: boolean;
}

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;
const BUSY_TIMEOUT_MS = 5_000;
/** A page that is read again is decrypted and authenticated again, about 25 µs each: those in use are worth keeping. */
const CACHE_KIB = 65_536;
/** Offsets of the file header's two "journal version" bytes: 2 is write-ahead log, 1 is rollback journal. */
const HEADER_JOURNAL_VERSIONS = [18, 19] as const;

/**
 * Opens or creates an encrypted database (SQLCipher 4 format, raw key). The first page is read at once, because
 * SQLCipher notices a wrong key no earlier. Throws `database-missing`, `database-key-wrong-or-damaged` (first page),
 * `database-damaged` (the key is right) and the codes of `translateSqliteError`. Every file that belongs to the database is readable by its owner only.
 */
export const openDatabase = (options: OpenDatabaseOptions): Database => {
  const { path, key } = options;
  assert.equal(key.length, KEY_BYTES, 'a database key has 32 bytes');
  prepareFile(path, options.mustExist === true);
  const db = openHandle(path);
  try {
    unlock(db, key);
    configureFile(db);
    configure(db);
  } catch (error) {
    db.close();
    throw openingError(error, path, key);
  }
  rememberEncryptedFile(db, path, key);
  return db;
};

/**
 * An unencrypted database in memory for simulations, empty or from the bytes of `databaseImage`; it answers SQL as the
 * file does.
 */
export const openMemoryDatabase = (image?: Uint8Array): Database => {
  const db = new BetterSqlite3(image === undefined || image.length === 0 ? ':memory:' : Buffer.from(image));
  configure(db);
  return db;
};

/**
 * The whole committed content as plain (never encrypted) bytes. Only between transactions: what a crash would keep is
 * what is committed.
 */
export const databaseImage = (db: Database): Uint8Array => {
  assert(!db.inTransaction, 'an image is taken between transactions');
  const image = db.serialize();
  // A database in memory has no write-ahead log, and SQLite refuses an image that asks for one.
  if (image.length > 0) for (const offset of HEADER_JOURNAL_VERSIONS) image[offset] = 1;
  return image;
};

/**
 * Moves everything from the write-ahead log into the file and empties the log, so that purged content is in neither.
 * Throws `database-busy` when another connection prevents it.
 */
export const compactWal = (db: Database): void => {
  try {
    const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (result?.busy === 1) throw Object.assign(new Error('checkpoint is blocked'), { code: 'SQLITE_BUSY' });
  } catch (error) {
    throw translateSqliteError(error);
  }
};

/** New files get their mode before the first byte; an emptied file must not pass for a new database. */
const prepareFile = (path: string, mustExist: boolean): void => {
  if (existsSync(path)) {
    if (mustExist && statSync(path).size === 0) throw databaseUnreadable(path);
    chmodSync(path, OWNER_ONLY);
    return;
  }
  if (mustExist) throw databaseMissing(path);
  closeSync(openSync(path, 'wx', OWNER_ONLY));
};

const openHandle = (path: string): Database => {
  try {
    return new BetterSqlite3(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw translateSqliteError(error);
  }
};

const unlock = (db: Database, key: Uint8Array): void => {
  db.pragma("cipher = 'sqlcipher'");
  db.pragma('legacy = 4');
  db.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
  db.prepare('SELECT count(*) FROM sqlite_master').get();
};

/** The handle is closed by now, so reading the file beside SQLite costs no lock. */
const openingError = (error: unknown, path: string, key: Uint8Array): unknown => {
  const translated = translateSqliteError(error);
  if (!(translated instanceof LiaisonError && translated.code === 'database-damaged')) return translated;
  const descriptor = openSync(path, 'r');
  try {
    return firstPageIsSealed(descriptor, key) ? databaseDamaged(error, { path }) : databaseUnreadable(path, error);
  } finally {
    closeSync(descriptor);
  }
};

const configureFile = (db: Database): void => {
  const mode = db.pragma('journal_mode = WAL', { simple: true });
  assert.equal(mode, 'wal', 'the file system must allow a write-ahead log');
  // After the switch: this build lowers `synchronous` to NORMAL by itself in WAL mode. A lost commit would be a fork.
  db.pragma('synchronous = FULL');
  // On macOS only this reaches the disk itself.
  db.pragma('fullfsync = ON');
  db.pragma(`cache_size = -${CACHE_KIB}`);
};

const configure = (db: Database): void => {
  db.pragma('foreign_keys = ON');
  // Plain text was found in temporary files without it.
  db.pragma('temp_store = MEMORY');
  db.pragma('secure_delete = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
};
