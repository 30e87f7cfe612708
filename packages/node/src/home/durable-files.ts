import {
  chmodSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { LiaisonError } from '@liaison/protocol';
import { diskFull } from '@liaison/store/disk-full';
import { homeError } from './home-errors.js';

const OWNER_FILE = 0o600;
const OWNER_FOLDER = 0o700;

/**
 * Writes a file that only its owner reads, all of it or nothing: a new file is written and flushed beside it, then
 * takes its name. Throws `folder-not-written`, `disk-full`.
 */
export function writeFileDurably(path: string, text: string): void {
  const fresh = `${path}.new`;
  try {
    const descriptor = openSync(fresh, 'w', OWNER_FILE);
    try {
      fchmodSync(descriptor, OWNER_FILE);
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(fresh, path);
    flushFolder(dirname(path));
  } catch (error) {
    rmSync(fresh, { force: true });
    throw notWritten(error);
  }
}

/** Gives a file the name of another, which it replaces. Throws `folder-not-written`. */
export function renameDurably(from: string, to: string): void {
  try {
    renameSync(from, to);
    flushFolder(dirname(to));
  } catch (error) {
    throw notWritten(error);
  }
}

/** Makes a folder, and those above it, that only the owner opens; one that exists is closed to others. */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: OWNER_FOLDER });
    chmodSync(path, OWNER_FOLDER);
  } catch (error) {
    throw notWritten(error);
  }
}

/** Makes the names in a folder survive a power cut. Windows has no such call and keeps its folders in order itself. */
export function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The text of a file; undefined when there is none. Throws `home-damaged` when it is there and cannot be read. */
export function readTextIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw homeError('home-damaged', `${path} cannot be read (${code})`, { cause: error });
  }
}

/** The text of a file that every home has. Throws `home-damaged`. */
export function readHomeText(path: string): string {
  const text = readTextIfPresent(path);
  if (text === undefined) throw homeError('home-damaged', `${path} is missing`);
  return text;
}

export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

/** What the system said about a write, as a typed failure, `disk-full` or `folder-not-written`; what is typed already stays as it is. */
export function notWritten(error: unknown): unknown {
  if (error instanceof LiaisonError || !(error instanceof Error) || !('syscall' in error)) return error;
  if (systemCode(error) === 'ENOSPC' || systemCode(error) === 'EDQUOT') return diskFull(error);
  const path = 'path' in error ? String(error.path) : '';
  return homeError('folder-not-written', `${path} (${systemCode(error)})`, { cause: error });
}
