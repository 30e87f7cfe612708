import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The encrypted database of a home. */
export const databaseFile = (home: string): string => join(home, 'liaison.db');

/** Every regular file below a folder; sockets are none. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Path and SHA-256 of every file, so that two moments of a home can be compared byte for byte. */
export const fingerprintOfFiles = (folder: string): string[] =>
  filesBelow(folder).map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`);

/** Which of the texts stand readable in which file, as UTF-8 or UTF-16. */
export function readableIn(folder: string, texts: Iterable<string>): string[] {
  const wanted = [...new Set(texts)];
  return filesBelow(folder).flatMap((path) => {
    const bytes = readFileSync(path);
    return wanted
      .filter((text) => bytes.includes(Buffer.from(text, 'utf8')) || bytes.includes(Buffer.from(text, 'utf16le')))
      .map((text) => `${text} in ${path}`);
  });
}

/** Turns one bit of one byte; a negative offset counts from the end. */
export function flipByte(path: string, offset: number): void {
  const file = openSync(path, 'r+');
  try {
    const at = offset < 0 ? fstatSync(file).size + offset : offset;
    const byte = Buffer.alloc(1);
    if (readSync(file, byte, 0, 1, at) !== 1) throw new Error(`${path} has no byte ${at}`);
    byte[0] = (byte[0] as number) ^ 0x04;
    writeSync(file, byte, 0, 1, at);
  } finally {
    closeSync(file);
  }
}

/** Bytes of the database and its write-ahead log: they grow while something is being committed. */
export const databaseBytes = (home: string): number =>
  [databaseFile(home), `${databaseFile(home)}-wal`]
    .map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
