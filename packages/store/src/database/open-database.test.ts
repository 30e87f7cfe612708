import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeDatabase } from './database-handle.js';
import { compactWal, databaseImage, openDatabase, openMemoryDatabase } from './open-database.js';
import { TEST_KEY, temporaryDatabase, temporaryFolder } from './temporary-database.fixture.js';

const SECRET = 'methamphetamine hidden in tyres, Laem Chabang';
const code = (value: string) => expect.objectContaining({ code: value });

describe('openDatabase', () => {
  it('keeps what was committed, unreadable without the key', () => {
    const { db, path } = temporaryDatabase();
    db.exec('CREATE TABLE note (text TEXT)');
    db.prepare('INSERT INTO note VALUES (?)').run(SECRET);
    const walBytes = readFileSync(`${path}-wal`);
    closeDatabase(db);
    expect(walBytes.length).toBeGreaterThan(0);
    expect(walBytes.includes(SECRET)).toBe(false);
    expect(readFileSync(path).includes(SECRET)).toBe(false);
    const again = openDatabase({ path, key: TEST_KEY, mustExist: true });
    expect(again.prepare('SELECT text FROM note').pluck().get()).toBe(SECRET);
    closeDatabase(again);
  });

  it('sets every pragma that durability and secrecy rest on', () => {
    const { db } = temporaryDatabase();
    const names = [
      'journal_mode',
      'synchronous',
      'foreign_keys',
      'temp_store',
      'secure_delete',
      'trusted_schema',
      'cell_size_check',
    ];
    expect(names.map((name) => db.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 2, 1, 0, 1]);
  });

  it('gives the file, the log and the shared memory to the owner only', () => {
    const { db, path } = temporaryDatabase();
    db.exec('CREATE TABLE note (text TEXT)');
    for (const file of [path, `${path}-wal`, `${path}-shm`]) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('says at once when the key is wrong', () => {
    const { db, path } = temporaryDatabase();
    closeDatabase(db);
    const wrong = Uint8Array.from(TEST_KEY).fill(9, 31);
    expect(() => openDatabase({ path, key: wrong })).toThrow(code('database-key-wrong-or-damaged'));
  });

  it('says the same when the first page is damaged, the file is no database, or it was emptied', () => {
    const { db, path } = temporaryDatabase();
    closeDatabase(db);
    const bytes = readFileSync(path);
    bytes.writeUInt8(bytes.readUInt8(500) ^ 1, 500);
    for (const content of [bytes, Buffer.from('x'.repeat(9000)), Buffer.alloc(0)]) {
      writeFileSync(path, content);
      expect(() => openDatabase({ path, key: TEST_KEY, mustExist: true })).toThrow(
        code('database-key-wrong-or-damaged'),
      );
    }
  });

  it('does not create what must exist', () => {
    const path = join(temporaryFolder(), 'absent.db');
    expect(() => openDatabase({ path, key: TEST_KEY, mustExist: true })).toThrow(code('database-missing'));
    expect(existsSync(path)).toBe(false);
  });
});

describe('compactWal', () => {
  it('empties the write-ahead log', () => {
    const { db, path } = temporaryDatabase();
    db.exec('CREATE TABLE note (text TEXT)');
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
    compactWal(db);
    expect(statSync(`${path}-wal`).size).toBe(0);
  });

  it('says when another connection prevents it', () => {
    const { db, path } = temporaryDatabase();
    db.exec('CREATE TABLE note (text TEXT)');
    db.pragma('busy_timeout = 0');
    const reader = openDatabase({ path, key: TEST_KEY });
    reader.exec('BEGIN; SELECT * FROM note');
    reader.prepare('SELECT count(*) FROM note').get();
    db.exec("INSERT INTO note VALUES ('x')");
    expect(() => compactWal(db)).toThrow(code('database-busy'));
    closeDatabase(reader);
  });
});

describe('openMemoryDatabase', () => {
  it('starts from the image of another memory database and goes its own way', () => {
    const first = openMemoryDatabase(databaseImage(openMemoryDatabase()));
    first.exec("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('a')");
    const image = databaseImage(first);
    const second = openMemoryDatabase(image);
    for (let index = 0; index < 500; index += 1) second.prepare('INSERT INTO note VALUES (?)').run('b'.repeat(500));
    first.exec("INSERT INTO note VALUES ('c')");
    expect(second.prepare("SELECT count(*) FROM note WHERE text LIKE 'b%'").pluck().get()).toBe(500);
    expect(openMemoryDatabase(image).prepare('SELECT text FROM note').pluck().all()).toEqual(['a']);
  });

  it('takes the image of an encrypted file', () => {
    const { db } = temporaryDatabase();
    db.exec("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('a')");
    const copy = openMemoryDatabase(databaseImage(db));
    copy.exec("INSERT INTO note VALUES ('b')");
    expect(copy.prepare('SELECT text FROM note').pluck().all()).toEqual(['a', 'b']);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

it('opens a file that was cut short only with an error', () => {
  const { db, path } = temporaryDatabase();
  db.exec('CREATE TABLE note (text TEXT)');
  closeDatabase(db);
  truncateSync(path, 3000);
  expect(() => openDatabase({ path, key: TEST_KEY })).toThrow(code('database-key-wrong-or-damaged'));
});
