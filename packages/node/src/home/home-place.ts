import { statSync } from 'node:fs';
import type { HomePaths } from './home-paths.js';

/** Which files of this machine a home is: a copy of them is another home, whatever it says in them. */
export interface HomePlace {
  readonly database: FileIdentity;
  readonly keys: FileIdentity;
}

interface FileIdentity {
  /** Number of the file in its file system. */
  readonly inode: string;
  /** When it came into being, in nanoseconds; null where the file system does not keep that. */
  readonly born: string | null;
}

/**
 * Where a home is. A file keeps its number and its birth through renaming, writing and VACUUM; a copy, a restored backup
 * and an unpacked archive have others. The device is not looked at: its number changes when disks are found in another
 * order. What no look at the files can tell, such as an image of a whole disk, is told by peers (`copied-home.ts`).
 */
export const placeOf = (paths: HomePaths): HomePlace => ({
  database: identityOf(paths.database),
  keys: identityOf(paths.keys),
});

function identityOf(path: string): FileIdentity {
  const { ino, birthtimeNs, ctimeNs } = statSync(path, { bigint: true });
  // without a birth of its own, Node gives the time of the last change
  const isKept = birthtimeNs > 0n && birthtimeNs !== ctimeNs;
  return { inode: String(ino), born: isKept ? String(birthtimeNs) : null };
}

/** Whether two places are one. A birth that is not known on one side decides nothing. */
export const isSamePlace = (a: HomePlace, b: HomePlace): boolean =>
  isSameFile(a.database, b.database) && isSameFile(a.keys, b.keys);

const isSameFile = (a: FileIdentity, b: FileIdentity): boolean =>
  a.inode === b.inode && (a.born === null || b.born === null || a.born === b.born);
