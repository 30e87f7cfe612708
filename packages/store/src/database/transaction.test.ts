import { describe, expect, it } from 'vitest';
import { databaseImage, openMemoryDatabase } from './open-database.js';
import { temporaryDatabase } from './temporary-database.fixture.js';
import { onCommit, transaction } from './transaction.js';

const noteDatabase = () => {
  const { db } = temporaryDatabase();
  db.exec('CREATE TABLE note (text TEXT UNIQUE)');
  const insert = db.prepare<[string]>('INSERT INTO note VALUES (?)');
  return {
    db,
    add: (text: string) => insert.run(text),
    count: () => db.prepare('SELECT count(*) FROM note').pluck().get(),
  };
};

describe('transaction', () => {
  it('returns the result of committed work', () => {
    const { db, add, count } = noteDatabase();
    expect(transaction(db, () => add('a').changes)).toBe(1);
    expect(count()).toBe(1);
    expect(db.inTransaction).toBe(false);
  });

  it('undoes everything when the work throws, and rethrows the same error', () => {
    const { db, add, count } = noteDatabase();
    const reason = new Error('no');
    const work = () => {
      add('a');
      throw reason;
    };
    expect(() => transaction(db, work)).toThrow(reason);
    expect(count()).toBe(0);
    transaction(db, () => add('b'));
    expect(count()).toBe(1);
  });

  it('refuses to nest and undoes the outer work', () => {
    const { db, add, count } = noteDatabase();
    const nested = () => {
      add('a');
      transaction(db, () => add('b'));
    };
    expect(() => transaction(db, nested)).toThrow('do not nest');
    expect(count()).toBe(0);
  });

  it('refuses asynchronous work and keeps nothing of it', () => {
    const { db, add, count } = noteDatabase();
    expect(() => transaction(db, () => Promise.resolve(add('a')))).toThrow('synchronous');
    expect(count()).toBe(0);
  });

  it('refuses work that commits by itself', () => {
    const { db } = noteDatabase();
    expect(() => transaction(db, () => db.exec('COMMIT'))).toThrow('leaves the commit');
  });

  it('reports a full disk by name, loses nothing and goes on when there is room', () => {
    const { db, add, count } = noteDatabase();
    transaction(db, () => add('before'));
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    const work = () => {
      add('with it');
      add('x'.repeat(100_000));
    };
    expect(() => transaction(db, work)).toThrow(expect.objectContaining({ code: 'disk-full' }));
    expect(db.inTransaction).toBe(false);
    expect(count()).toBe(1);
    db.pragma('max_page_count = 100000');
    transaction(db, work);
    expect(count()).toBe(3);
  });

  it('leaves errors of the caller as they are', () => {
    const { db, add } = noteDatabase();
    transaction(db, () => add('a'));
    expect(() => transaction(db, () => add('a'))).toThrow(
      expect.objectContaining({ code: 'SQLITE_CONSTRAINT_UNIQUE' }),
    );
  });
});

describe('onCommit', () => {
  it('lets a simulator keep exactly what is committed', () => {
    const db = openMemoryDatabase();
    db.exec('CREATE TABLE note (text TEXT)');
    let durable = databaseImage(db);
    onCommit(db, () => {
      durable = databaseImage(db);
    });
    const add = (text: string) => db.prepare('INSERT INTO note VALUES (?)').run(text);
    const kept = () => openMemoryDatabase(durable).prepare('SELECT text FROM note').pluck().all();
    transaction(db, () => add('a'));
    expect(kept()).toEqual(['a']);
    const failing = () => {
      add('b');
      throw new Error('crash');
    };
    expect(() => transaction(db, failing)).toThrow('crash');
    expect(kept()).toEqual(['a']);
    onCommit(db, undefined);
    transaction(db, () => add('c'));
    expect(kept()).toEqual(['a']);
  });

  it('hands on what the hook throws, with the commit standing', () => {
    const { db, add, count } = noteDatabase();
    onCommit(db, () => {
      throw new Error('power cut');
    });
    expect(() => transaction(db, () => add('a'))).toThrow('power cut');
    expect(count()).toBe(1);
  });
});
