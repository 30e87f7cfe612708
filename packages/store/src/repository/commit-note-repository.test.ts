import { expect, onTestFinished, test } from 'vitest';
import { closeDatabase } from '../database/database-handle.js';
import { openDatabase } from '../database/open-database.js';
import { TEST_KEY, temporaryDatabase } from '../database/temporary-database.fixture.js';
import { Store } from './store.js';

/** One file, opened twice. */
function twoStores() {
  const { db, path } = temporaryDatabase();
  const other = openDatabase({ path, key: TEST_KEY });
  onTestFinished(() => closeDatabase(other));
  return [new Store(db), new Store(other)] as const;
}

test('notes name the spaces that commits of another connection changed', () => {
  const [writer, reader] = twoStores();
  const seen = reader.commitNotes.last();
  writer.transaction(() => writer.commitNotes.write([3, 4]));
  writer.transaction(() => writer.commitNotes.write([4]));
  const news = reader.commitNotes.since(seen);
  expect(news).toEqual({ last: 3, spaces: new Set([3, 4]), everything: false });
  expect(reader.commitNotes.since(news.last)).toEqual({ last: 3, spaces: new Set(), everything: false });
});

test('a note of more than spaces, and notes that were dropped, mean everything', () => {
  const [writer, reader] = twoStores();
  writer.transaction(() => writer.commitNotes.write('everything'));
  expect(reader.commitNotes.since(0)).toMatchObject({ everything: true });
  const many = Array.from({ length: 10_050 }, (_, index) => index);
  writer.transaction(() => writer.commitNotes.write(many));
  writer.transaction(() => writer.commitNotes.write([7]));
  expect(reader.commitNotes.since(1)).toMatchObject({ everything: true });
  const recent = reader.commitNotes.last() - 5;
  expect(reader.commitNotes.since(recent)).toMatchObject({ everything: false });
});

test('what is read together is of one moment, whatever is committed meanwhile', () => {
  const [writer, reader] = twoStores();
  const say = (value: string) => writer.transaction(() => writer.authority.putSetting('x', value));
  say('old');
  const both = reader.reading(() => {
    const first = reader.authority.setting('x');
    say('new');
    return [first, reader.reading(() => reader.authority.setting('x'))];
  });
  expect(both).toEqual(['old', 'old']);
  expect(reader.authority.setting('x')).toBe('new');
});

test('a reading that throws, or is not synchronous, leaves no transaction open', () => {
  const [, store] = twoStores();
  const wrong = () => {
    throw new Error('no');
  };
  expect(() => store.reading(wrong)).toThrow('no');
  expect(() => store.reading(() => Promise.resolve())).toThrow('synchronously');
  expect(store.database.inTransaction).toBe(false);
});
