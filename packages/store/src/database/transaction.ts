import { strict as assert } from 'node:assert';
import type BetterSqlite3 from 'better-sqlite3';
import { translateSqliteError } from './database-errors.js';
import type { Database } from './database-handle.js';

interface Controls {
  begin: BetterSqlite3.Statement;
  beginReading: BetterSqlite3.Statement;
  commit: BetterSqlite3.Statement;
  rollback: BetterSqlite3.Statement;
}

const controlsByDatabase = new WeakMap<Database, Controls>();
const commitHooks = new WeakMap<Database, () => void>();

/**
 * Calls `hook` after each durable commit of `transaction` on this handle; one hook per handle, undefined removes it.
 * The simulator takes the image that a crash would leave here. What the hook throws reaches the caller of
 * `transaction`, but the commit stands.
 */
export const onCommit = (db: Database, hook: (() => void) | undefined): void => {
  if (hook === undefined) commitHooks.delete(db);
  else commitHooks.set(db, hook);
};

/**
 * Runs `work` in one transaction that is durable when this returns, and undone when it throws. Nesting and asynchronous
 * work are defects: with either, half of something could become durable. SQLite's errors come out as the codes of
 * `translateSqliteError` (`disk-full`, `database-damaged` …); everything else is rethrown as it is.
 */
export const transaction = <T>(db: Database, work: () => T): T => {
  assert(!db.inTransaction, 'transactions do not nest');
  const result = commitOrUndo(db, work);
  commitHooks.get(db)?.();
  return result;
};

const commitOrUndo = <T>(db: Database, work: () => T): T => {
  const { begin, commit, rollback } = controlsOf(db);
  try {
    begin.run();
    const result = work();
    assert(!isThenable(result), 'the work of a transaction is synchronous');
    assert(db.inTransaction, 'the work of a transaction leaves the commit to it');
    commit.run();
    return result;
  } catch (error) {
    // After some errors (a full disk among them) SQLite has rolled back by itself.
    if (db.inTransaction) rollback.run();
    throw translateSqliteError(error);
  }
};

/**
 * Runs synchronous reads on one snapshot; inside a transaction, or another reading, they belong to that one. Failures are
 * those of `translateSqliteError`.
 */
export const readTransaction = <T>(db: Database, read: () => T): T => {
  if (db.inTransaction) return read();
  const { beginReading, commit, rollback } = controlsOf(db);
  try {
    beginReading.run();
    const result = read();
    assert(!isThenable(result), 'what is read together is read synchronously');
    commit.run();
    return result;
  } catch (error) {
    if (db.inTransaction) rollback.run();
    throw translateSqliteError(error);
  }
};

const isThenable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

const controlsOf = (db: Database): Controls => {
  const known = controlsByDatabase.get(db);
  if (known !== undefined) return known;
  const controls = {
    begin: db.prepare('BEGIN IMMEDIATE'),
    beginReading: db.prepare('BEGIN DEFERRED'),
    commit: db.prepare('COMMIT'),
    rollback: db.prepare('ROLLBACK'),
  };
  controlsByDatabase.set(db, controls);
  return controls;
};
