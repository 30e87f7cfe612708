import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, openDatabase } from '@liaison/store';
import { afterAll, describe, expect, test } from 'vitest';
import { makePrivateFolder } from './durable-files.js';
import { homePaths } from './home-paths.js';
import { isSamePlace, placeOf } from './home-place.js';

const folder = mkdtempSync(join(tmpdir(), 'liaison-place-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEY = new Uint8Array(32).fill(7);

function makeHome(name: string) {
  const paths = homePaths(join(folder, name));
  makePrivateFolder(paths.keys);
  closeDatabase(openDatabase({ path: paths.database, key: KEY }));
  return paths;
}

describe('the place of a home', () => {
  test('stays through writing, VACUUM, new keys and renaming', () => {
    const paths = makeHome('kept');
    const before = placeOf(paths);
    const database = openDatabase({ path: paths.database, key: KEY });
    database.exec('create table t (x); insert into t values (1); VACUUM');
    closeDatabase(database);
    writeFileSync(join(paths.keys, 'officer.jwe'), 'sealed');
    expect(isSamePlace(before, placeOf(paths))).toBe(true);
    renameSync(paths.folder, join(folder, 'renamed'));
    expect(isSamePlace(before, placeOf(homePaths(join(folder, 'renamed'))))).toBe(true);
  });

  test('is another one for a copy, and for a copy that was put in its place', () => {
    const paths = makeHome('original');
    const before = placeOf(paths);
    const copy = homePaths(join(folder, 'copy'));
    cpSync(paths.folder, copy.folder, { recursive: true });
    expect(isSamePlace(before, placeOf(copy))).toBe(false);
    rmSync(paths.folder, { recursive: true });
    renameSync(copy.folder, paths.folder);
    expect(isSamePlace(before, placeOf(paths))).toBe(false);
  });

  test('is told by the births of files only where both are known', () => {
    const file = (inode: string, born: string | null) => ({ inode, born });
    const place = (born: string | null) => ({ database: file('1', born), keys: file('2', null) });
    expect(isSamePlace(place('5'), place('5'))).toBe(true);
    expect(isSamePlace(place('5'), place('6'))).toBe(false);
    expect(isSamePlace(place('5'), place(null))).toBe(true);
  });
});
