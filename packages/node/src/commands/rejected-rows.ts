import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RejectedRow } from '@liaison/interchange';
import { LiaisonError } from '@liaison/protocol';
import { notWritten } from '../home/durable-files.js';

/** A rejected row as it is shown: where, why, and which cells. */
export type ShownRejection = Omit<RejectedRow, 'type' | 'raw'>;

const SHOWN_MAX = 20;

/**
 * Keeps rejected rows as they come, one JSON object per line, in a file that only its owner reads; a file of an earlier run
 * is replaced. Nothing is gathered in memory but the first few, which are shown.
 */
export class RejectedRows {
  readonly shown: ShownRejection[] = [];
  #file: number | undefined;

  /** `path` null: a dry run, which writes nothing. */
  constructor(private readonly path: string | null) {
    if (path !== null) rmSync(path, { force: true });
  }

  /** Where they are kept; null as long as there are none. */
  get keptIn(): string | null {
    return this.#file === undefined ? null : this.path;
  }

  /** Throws `disk-full` and `folder-not-written`; the rows before are kept. */
  add({ type: _type, raw, ...rejection }: RejectedRow): void {
    if (this.shown.length < SHOWN_MAX) this.shown.push(rejection);
    if (this.path === null) return;
    try {
      this.#file ??= openSync(this.path, 'w', 0o600);
      writeFileSync(this.#file, `${JSON.stringify({ ...rejection, raw })}\n`); // all of it, unlike `writeSync`
    } catch (error) {
      throw notWritten(error);
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }
}

/** Whether rejected rows could be kept there: asked before the first row is imported. Throws `rejects-not-written`. */
export async function checkRejectsPath(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (cause) {
    throw new LiaisonError(
      'rejects-not-written',
      `Rejected rows could not be kept in ${path}, so nothing was imported.`,
      'Name a file in a folder that may be written: --rejects FILE.',
      { cause },
    );
  }
}
