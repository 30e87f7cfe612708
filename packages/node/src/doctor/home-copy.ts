import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LiaisonError } from '@liaison/protocol';
import { homePaths } from '../home/home-paths.js';

/** What of a home is needed to open it, from its folder. Keys stay sealed and the database stays encrypted. */
const NEEDED = [
  ...['home.json', 'keys/home.jwe', 'tls/certificate.pem', 'liaison.db', 'liaison.db-wal'],
  // a power cut while the machine got its next keys is made good when it is opened
  ...['home-next.json', 'keys/home-next.jwe', 'tls/certificate-next.pem'],
];

/**
 * Runs `work` on a copy of what opens a home and removes it afterwards: opening a database writes to it, be it only to fold
 * its journal, and whoever examines a home must leave it as it is. Throws `home-held` when the database changes meanwhile,
 * and what the file system throws when there is no room.
 */
export async function withHomeCopy<T>(folder: string, work: (copy: string) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(join(tmpdir(), 'liaison-doctor-'));
  try {
    const before = databaseStamp(folder);
    for (const name of NEEDED) copyIfPresent(join(folder, name), join(copy, name));
    if (databaseStamp(folder) !== before) throw changedMeanwhile(folder);
    return await work(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** A file system that can shares the bytes until one of both changes them. */
function copyIfPresent(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
}

function databaseStamp(folder: string): string {
  const { database } = homePaths(folder);
  return [database, `${database}-wal`]
    .map((path) => statSync(path, { throwIfNoEntry: false }))
    .map((found) => `${found?.size} ${found?.mtimeMs}`)
    .join();
}

const changedMeanwhile = (folder: string) =>
  new LiaisonError(
    'home-held',
    'Another process wrote to this home while it was examined.',
    'Wait until its command has finished, then run `liaison doctor` again.',
    { data: { folder } },
  );
