import { readFile, writeFile } from 'node:fs/promises';
import { LiaisonError } from '@liaison/protocol';

/** The text of a file that was named on the command line. Throws `file-unreadable`. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new LiaisonError('file-unreadable', `${path} cannot be read.`, 'Check the path and its permissions.', {
      cause,
    });
  }
}

/** Writes a file that only its owner reads. Throws `file-not-written` with what to do instead. */
export async function writeTextFile(path: string, text: string, instead: string): Promise<void> {
  try {
    await writeFile(path, text, { mode: 0o600 });
  } catch (cause) {
    throw new LiaisonError('file-not-written', `${path} cannot be written.`, instead, { cause });
  }
}
