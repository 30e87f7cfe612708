import { strict as assert } from 'node:assert';
import { LiaisonError } from '@liaison/protocol';
import { databaseNewer } from './database-errors.js';
import type { Database } from './database-handle.js';
import { DISK_FULL } from './disk-full.js';
import { transaction } from './transaction.js';

/** One step of the schema. Released steps never change; a new step has the next id. */
export interface Migration {
  /** 1, 2, 3 … without gaps; it becomes the database's `user_version`. */
  id: number;
  name: string;
  sql: string;
}

/**
 * Brings the schema up to the last migration and returns the ids that were applied, none when it is current. Each step
 * is one transaction, so an interrupted upgrade goes on where it stopped. Throws `database-newer` for a database that a
 * later version of the program has written, and `disk-full` where there is no room for a step: then the file is what it was
 * before that step.
 */
export const migrate = (db: Database, migrations: readonly Migration[]): number[] => {
  assert(
    migrations.every(({ id }, index) => id === index + 1),
    'migrations are numbered 1, 2, 3 … in order',
  );
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > migrations.length) throw databaseNewer(version, migrations.length);
  const missing = migrations.slice(version);
  for (const migration of missing) apply(db, migration);
  return missing.map(({ id }) => id);
};

const apply = (db: Database, { id, sql }: Migration): void => {
  try {
    transaction(db, () => {
      db.exec(sql);
      db.pragma(`user_version = ${id}`);
    });
  } catch (error) {
    throw error instanceof LiaisonError && error.code === DISK_FULL.code ? noRoom(id, error) : error;
  }
};

const noRoom = (id: number, cause: LiaisonError): LiaisonError =>
  new LiaisonError(
    DISK_FULL.code,
    'The disk is too full to bring the database to the form that this version of the program needs; nothing in it was lost.',
    'Free about as much disk space as the database takes and start again: it goes on where it stopped.',
    { cause, data: { migration: id } },
  );
