import { strict as assert } from 'node:assert';
import { databaseNewer } from './database-errors.js';
import type { Database } from './database-handle.js';
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
 * later version of the program has written.
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
  transaction(db, () => {
    db.exec(sql);
    db.pragma(`user_version = ${id}`);
  });
};
