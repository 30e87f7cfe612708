import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { closeDatabase, type Database } from './database-handle.js';
import { openDatabase } from './open-database.js';

/** The key of every test database. */
export const TEST_KEY = Uint8Array.from({ length: 32 }, (_, index) => index * 7 + 1);

/** A folder that disappears when the test ends. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** An encrypted database file in a folder of its own; both disappear when the test ends. */
export const temporaryDatabase = (): { db: Database; path: string } => {
  const path = join(temporaryFolder(), 'liaison.db');
  const db = openDatabase({ path, key: TEST_KEY });
  onTestFinished(() => closeDatabase(db));
  return { db, path };
};
