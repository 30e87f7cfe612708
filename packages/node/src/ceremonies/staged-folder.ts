import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { acquireHomeLock } from '@liaison/store';
import { flushFolder, makePrivateFolder, notWritten, systemCode } from '../home/durable-files.js';
import { type HomeErrorCode, homeError } from '../home/home-errors.js';

const LOCK_FILE = /^lock\.db/;

/**
 * Makes a folder whole or not at all: it is filled under a name beside its own and takes its name at the end. What a
 * killed attempt left there is cleared by the next one; two attempts at once exclude each other (`home-in-use`).
 * Throws `refusal` when the target holds anything, `folder-not-written`, or what `fill` throws.
 */
export async function createFolderWhole<T>(
  target: string,
  refusal: HomeErrorCode,
  fill: (stage: string) => Promise<T>,
): Promise<T> {
  const folder = resolve(target);
  refuseUnlessEmpty(folder, refusal);
  const stage = join(dirname(folder), `.${basename(folder)}.creating`);
  const lock = openStage(stage);
  try {
    const made = await fill(stage);
    lock.release(); // a folder with open files cannot be renamed everywhere
    for (const name of readdirSync(stage)) if (LOCK_FILE.test(name)) rmSync(join(stage, name));
    flushFolder(stage);
    takePlace(stage, folder, refusal);
    return made;
  } catch (error) {
    lock.release();
    rmSync(stage, { recursive: true, force: true });
    throw notWritten(error);
  }
}

function openStage(stage: string): { release(): void } {
  makePrivateFolder(stage);
  const lock = acquireHomeLock(stage);
  for (const name of readdirSync(stage)) {
    if (!LOCK_FILE.test(name)) rmSync(join(stage, name), { recursive: true, force: true });
  }
  return lock;
}

function refuseUnlessEmpty(folder: string, refusal: HomeErrorCode): void {
  if (!existsSync(folder)) return;
  try {
    if (readdirSync(folder).length === 0) return;
  } catch (error) {
    throw systemCode(error) === 'ENOTDIR' ? homeError(refusal, folder, { cause: error }) : notWritten(error);
  }
  throw homeError(refusal, folder, { data: { folder } });
}

/** An empty folder gives way; one that was filled meanwhile does not, and `rmdir` is the test that cannot be raced. */
function takePlace(stage: string, folder: string, refusal: HomeErrorCode): void {
  const wasThere = existsSync(folder);
  try {
    if (wasThere) rmdirSync(folder);
  } catch (error) {
    throw systemCode(error) === 'ENOTEMPTY' ? homeError(refusal, folder, { cause: error }) : error;
  }
  try {
    renameSync(stage, folder);
  } catch (error) {
    if (wasThere) mkdirSync(folder);
    throw error;
  }
  flushFolder(dirname(folder));
}
