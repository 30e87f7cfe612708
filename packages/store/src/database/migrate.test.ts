import { describe, expect, it } from 'vitest';
import { type Migration, migrate } from './migrate.js';
import { openMemoryDatabase } from './open-database.js';

const first: Migration = {
  id: 1,
  name: 'notes',
  sql: 'CREATE TABLE note (text TEXT); CREATE INDEX note_text ON note (text)',
};
const second: Migration = { id: 2, name: 'note date', sql: 'ALTER TABLE note ADD COLUMN at TEXT' };

describe('migrate', () => {
  it('applies what is missing, once', () => {
    const db = openMemoryDatabase();
    expect(migrate(db, [first])).toEqual([1]);
    expect(migrate(db, [first, second])).toEqual([2]);
    expect(migrate(db, [first, second])).toEqual([]);
    expect(db.prepare("SELECT name FROM pragma_table_info('note')").pluck().all()).toEqual(['text', 'at']);
  });

  it('keeps the steps before a failing one, and nothing of that one', () => {
    const db = openMemoryDatabase();
    const broken = { ...second, sql: `${second.sql}; CREATE TABLE note (x)` };
    expect(() => migrate(db, [first, broken])).toThrow('already exists');
    expect(db.pragma('user_version', { simple: true })).toBe(1);
    expect(migrate(db, [first, second])).toEqual([2]);
  });

  it('refuses a database of a later program', () => {
    const db = openMemoryDatabase();
    migrate(db, [first, second]);
    expect(() => migrate(db, [first])).toThrow(
      expect.objectContaining({ code: 'database-newer', data: { found: 2, known: 1 } }),
    );
  });

  it('refuses steps out of order', () => {
    expect(() => migrate(openMemoryDatabase(), [second, first])).toThrow('in order');
  });
});
