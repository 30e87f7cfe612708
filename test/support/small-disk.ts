import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { afterAll } from 'vitest';
import { temporaryFolder } from './clean-up.js';

/** A disk of its own, in memory, that is soon full. */
export interface SmallDisk {
  readonly folder: string;
  /** Bytes that are left on it. */
  free(): number;
  /** Makes it larger, with what is on it. */
  grow(bytes: number): void;
}

/** Undefined where this account may not mount anything; a test then does with what SQLite itself limits. */
export function smallDisk(bytes: number): SmallDisk | undefined {
  const folder = temporaryFolder('small-disk');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  afterAll(() => execFileSync('umount', ['--lazy', folder]));
  const free = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  const grow = (to: number) => execFileSync('mount', ['-o', `remount,size=${to}`, folder]);
  return { folder, free, grow };
}
