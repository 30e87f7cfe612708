import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkDatabaseFile } from './check-database.js';
import { closeDatabase, type Database } from './database-handle.js';
import { type Migration, migrate } from './migrate.js';
import { openDatabase } from './open-database.js';

const MIB = 1_048_576;
const ROWS = 1_500;
const key = new Uint8Array(32).fill(7);
const folder = mkdtempSync(join(tmpdir(), 'liaison-full-'));
const path = join(folder, 'liaison.db');

const mount = (...options: string[]): boolean => {
  try {
    execFileSync('mount', [...options, folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const isMounted = mount('-t', 'tmpfs', '-o', `size=${4 * MIB}`, 'tmpfs');
afterAll(() => {
  if (isMounted) execFileSync('umount', ['--lazy', folder]);
  rmSync(folder, { recursive: true, force: true });
});

const notes: Migration = { id: 1, name: 'notes', sql: 'CREATE TABLE note (text TEXT, at TEXT)' };
const dated: Migration = { id: 2, name: 'note number', sql: 'ALTER TABLE note ADD COLUMN number INTEGER' };
/** Writes every row anew, as a step that changes the form of a table does. */
const copied: Migration = {
  id: 3,
  name: 'notes in another form',
  sql: 'CREATE TABLE said (text TEXT, at TEXT); INSERT INTO said SELECT text, at FROM note; DROP TABLE note',
};

const opened = <T>(work: (db: Database) => T): T => {
  const db = openDatabase({ path, key });
  try {
    return work(db);
  } finally {
    closeDatabase(db);
  }
};
const count = (db: Database, table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

// needs an account that may mount a disk in memory
describe.runIf(isMounted)('a disk that is full when the program is new', () => {
  it('STO-6, STO-8: a step without room leaves the file as it was, and says so', () => {
    opened((db) => {
      migrate(db, [notes]);
      const put = db.prepare('INSERT INTO note VALUES (?, ?)');
      db.transaction(() => {
        for (let i = 0; i < ROWS; i++) put.run('n'.repeat(1_000), `${i}`);
      })();
    });
    const full = expect.objectContaining({
      code: 'disk-full',
      message: expect.stringContaining('nothing in it was lost'),
      next: expect.stringContaining('where it stopped'),
      data: { migration: 3 },
    });
    for (const _attempt of [1, 2]) opened((db) => expect(() => migrate(db, [notes, dated, copied])).toThrow(full));
    opened((db) => {
      expect(migrate(db, [notes, dated])).toEqual([]); // the steps before it stand
      expect(count(db, 'note')).toBe(ROWS);
      expect(() => db.prepare('SELECT * FROM said')).toThrow('no such table');
      expect(checkDatabaseFile(db)).toEqual([]);
    });
  });

  it('STO-6: and goes on where it stopped once there is room', () => {
    expect(mount('-o', `remount,size=${40 * MIB}`)).toBe(true);
    opened((db) => {
      expect(migrate(db, [notes, dated, copied])).toEqual([3]);
      expect(count(db, 'said')).toBe(ROWS);
      expect(checkDatabaseFile(db)).toEqual([]);
    });
  });
});
