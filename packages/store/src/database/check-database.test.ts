import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { LiaisonError } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkClosedDatabaseFile, checkDatabaseFile, type DatabaseProblem } from './check-database.js';
import { closeDatabase, type Database } from './database-handle.js';
import { openDatabase, openMemoryDatabase } from './open-database.js';
import { TEST_KEY, temporaryDatabase } from './temporary-database.fixture.js';

/** Rows in use, overflow pages, an index and many free pages. */
const fill = (db: Database): void => {
  db.exec('CREATE TABLE body (id INTEGER PRIMARY KEY, bytes BLOB, name TEXT); CREATE INDEX body_name ON body (name)');
  const insert = db.prepare('INSERT INTO body (bytes, name) VALUES (?, ?)');
  for (let row = 0; row < 300; row += 1) insert.run(Buffer.alloc(row * 37, row), `name ${row}`);
  db.exec('DELETE FROM body WHERE id % 3 = 0');
};

const problemsAfterOpen = (path: string): DatabaseProblem[] => {
  try {
    const db = openDatabase({ path, key: TEST_KEY, mustExist: true });
    try {
      return checkDatabaseFile(db);
    } finally {
      closeDatabase(db);
    }
  } catch (error) {
    if (!(error instanceof LiaisonError)) throw error;
    return [{ code: error.code, where: 'open', message: error.message }];
  }
};

describe('checkDatabaseFile', () => {
  it('finds nothing in a sound file, whatever was written and freed before', () => {
    const { db, path } = temporaryDatabase();
    fill(db);
    expect(db.pragma('freelist_count', { simple: true })).toBeGreaterThan(50);
    expect(checkDatabaseFile(db)).toEqual([]);
    db.exec('DELETE FROM body');
    expect(checkDatabaseFile(db)).toEqual([]);
    db.exec('VACUUM');
    fill2(db);
    expect(checkDatabaseFile(db)).toEqual([]);
    closeDatabase(db);
    expect(problemsAfterOpen(path)).toEqual([]);
  });

  it('calls a search index sound that another connection has merged since it was last read', () => {
    const { db, path } = temporaryDatabase();
    const other = openDatabase({ path, key: TEST_KEY, mustExist: true });
    db.exec("CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1)");
    const write = (rows: number) => {
      const insert = other.prepare('INSERT INTO words (text) VALUES (?)');
      other.transaction(() => Array.from({ length: rows }, (_, row) => insert.run(`word${row * 7919} and ${row}`)))();
    };
    for (let batch = 0; batch < 5; batch += 1) write(300);
    db.prepare("SELECT count(*) FROM words WHERE words MATCH 'and'").get();
    for (let batch = 0; batch < 40; batch += 1) write(300);
    other.exec("INSERT INTO words (words) VALUES ('optimize')");
    expect(checkDatabaseFile(db)).toEqual([]);
    closeDatabase(other);
    closeDatabase(db);
  });

  it('finds one flipped bit anywhere in the file, free pages and reserved bytes included', () => {
    const { db, path } = temporaryDatabase();
    fill(db);
    closeDatabase(db);
    const sound = readFileSync(path);
    const offset = fc.integer({ min: 0, max: sound.length - 1 });
    const property = fc.property(offset, fc.integer({ min: 0, max: 7 }), (at, bit) => {
      const damaged = Buffer.from(sound);
      damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << bit), at);
      writeFileSync(path, damaged);
      const page = Math.floor(at / 4096) + 1;
      const problems = problemsAfterOpen(path);
      if (page === 1) expect(problems).toMatchObject([{ code: 'database-key-wrong-or-damaged' }]);
      else
        expect(problems).toContainEqual(expect.objectContaining({ code: 'database-damaged', where: `page ${page}` }));
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('finds two pages that changed places', () => {
    const { db, path } = temporaryDatabase();
    fill(db);
    closeDatabase(db);
    const bytes = readFileSync(path);
    const moved = Buffer.from(bytes.subarray(4096 * 5, 4096 * 6));
    bytes.copy(bytes, 4096 * 5, 4096 * 8, 4096 * 9);
    moved.copy(bytes, 4096 * 8);
    writeFileSync(path, bytes);
    const places = problemsAfterOpen(path).map(({ where }) => where);
    expect(places).toEqual(expect.arrayContaining(['page 6', 'page 9']));
  });

  it('finds a file that was cut, at a page boundary and inside a page', () => {
    for (const cut of [4096, 100]) {
      const { db, path } = temporaryDatabase();
      fill(db);
      closeDatabase(db);
      truncateSync(path, statSync(path).size - cut);
      expect(problemsAfterOpen(path)).toContainEqual(expect.objectContaining({ code: 'database-damaged' }));
    }
  });

  it('finds a reference that points nowhere', () => {
    const db = openMemoryDatabase();
    db.exec('CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER REFERENCES a(id))');
    db.exec('PRAGMA foreign_keys = OFF; INSERT INTO b VALUES (7)');
    expect(checkDatabaseFile(db)).toEqual([
      { code: 'database-reference-broken', where: 'table b, row 1', message: expect.stringContaining('row of a') },
    ]);
  });

  it('leaves the locks of the open handle alone', () => {
    const { db, path } = temporaryDatabase();
    fill(db);
    checkDatabaseFile(db);
    checkDatabaseFile(db);
    expect(locksHeldOn(path)).toBeGreaterThan(0);
  });
});

describe('checkClosedDatabaseFile', () => {
  it('names the damaged pages of a file that cannot be opened', () => {
    const { db, path } = temporaryDatabase();
    fill(db);
    closeDatabase(db);
    expect(checkClosedDatabaseFile(path, TEST_KEY)).toEqual([]);
    const bytes = readFileSync(path);
    for (const page of [1, 4]) bytes.writeUInt8(bytes.readUInt8(page * 4096 - 1) ^ 1, page * 4096 - 1);
    writeFileSync(path, bytes.subarray(0, -100));
    const places = checkClosedDatabaseFile(path, TEST_KEY).map(({ where }) => where);
    expect(places).toEqual(['file', 'page 1', 'page 4']);
  });

  it('says that the key may be wrong when no page opens', () => {
    const { db, path } = temporaryDatabase();
    fill(db);
    closeDatabase(db);
    const wrong = TEST_KEY.map((byte) => byte ^ 1);
    expect(checkClosedDatabaseFile(path, wrong)).toMatchObject([{ code: 'database-key-wrong-or-damaged' }]);
  });
});

const fill2 = (db: Database): void => {
  const insert = db.prepare('INSERT INTO body (bytes, name) VALUES (?, ?)');
  for (let row = 0; row < 100; row += 1) insert.run(Buffer.alloc(row * 90, row), `again ${row}`);
};

/** Linux lists every lock with the inode it is on; elsewhere there is nothing to count. */
const locksHeldOn = (path: string): number => {
  if (process.platform !== 'linux') return 1;
  const { ino } = statSync(path);
  return readFileSync('/proc/locks', 'utf8')
    .split('\n')
    .filter((line) => line.includes(`:${ino} `)).length;
};
