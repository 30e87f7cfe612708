import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LiaisonError } from '@liaison/protocol';

/** How the demonstration was asked for. */
export interface DemonstrationOptions {
  /** Where its homes are, absolute. */
  readonly folder: string;
  /** As it is written in commands that a reader may copy. */
  readonly shownFolder: string;
  /** Throw away what an earlier run left and tell the story from the beginning. */
  readonly fresh: boolean;
  /** Stop all nodes at the end instead of waiting for Ctrl-C. */
  readonly once: boolean;
  /** One JSON line last on standard output; the story goes to standard error. */
  readonly json: boolean;
  readonly help: boolean;
}

const DEFAULT_FOLDER = '.liaison-demo';

export const DEMONSTRATION_HELP = `npm start -- [options]

Runs four country nodes and a laptop as real processes on this machine and tells what happens.

  --fresh        start over; without it a second run resumes with the nodes and data of the first
  --once         stop everything at the end instead of waiting for Ctrl-C
  --json         print one JSON line last on standard output; the story goes to standard error
  --dir FOLDER   where the homes are kept (${DEFAULT_FOLDER})

Exit codes: 0 all of it is true · 1 something is not, and is named · 130 stopped before the end`;

/** Reads the arguments after `--`. Throws `options-invalid`. */
export function readOptions(args: readonly string[], baseFolder: string): DemonstrationOptions {
  const { dir, fresh, once, json, help } = parse(args);
  const shownFolder = dir ?? DEFAULT_FOLDER;
  return { folder: resolve(baseFolder, shownFolder), shownFolder, fresh, once, json, help };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        dir: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LiaisonError('options-invalid', why, '`npm start -- --help` lists the options.', { cause });
  }
}
