import { resolve } from 'node:path';
import { type DeskSession, openDeskSession, systemClock, systemRandom } from '@liaison/node/client';
import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { type Output, standardOutput } from './output.js';
import { newPassphrase, passphraseReader } from './passphrase.js';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly home?: string;
  readonly json?: boolean;
  readonly as?: string;
  readonly passphraseFile?: string;
}

/** What a command's action works with. */
export interface CommandContext {
  readonly output: Output;
  readonly options: GlobalOptions;
  /** Aborted by Ctrl-C, in commands that can be stopped. */
  readonly signal: AbortSignal;
  readonly passphrase: () => Promise<string>;
  /** For keys that are made now. */
  readonly newPassphrase: () => Promise<string>;
  /** Whether it was said which home to work on. */
  readonly hasHome: boolean;
  homeFolder(): string;
  session(): Promise<DeskSession>;
  officer(): Promise<{ as?: string; passphrase: string }>;
  close(): Promise<void>;
}

export function commandContext(command: Command, stoppable: boolean): CommandContext {
  const options = command.optsWithGlobals<GlobalOptions>();
  const passphrase = passphraseReader(options);
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  if (stoppable) process.once('SIGINT', onInterrupt);
  let opened: Promise<DeskSession> | undefined;
  const homeFolder = () => homeFolderOf(options);
  return {
    output: standardOutput(options.json === true),
    options,
    signal: stop.signal,
    passphrase,
    newPassphrase: () => newPassphrase(options),
    hasHome: givenHome(options) !== undefined,
    homeFolder,
    session: () => {
      const folder = homeFolder();
      opened ??= openDeskSession({ folder, passphrase, clock: systemClock, random: systemRandom, signal: stop.signal });
      return opened;
    },
    officer: async () => ({
      ...(options.as === undefined ? {} : { as: options.as }),
      passphrase: await passphrase(),
    }),
    close: async () => {
      process.off('SIGINT', onInterrupt);
      const session = await opened?.catch(() => undefined);
      await session?.close();
    },
  };
}

function givenHome(options: GlobalOptions): string | undefined {
  const folder = options.home ?? process.env.LIAISON_HOME;
  return folder === '' ? undefined : folder;
}

function homeFolderOf(options: GlobalOptions): string {
  const folder = givenHome(options);
  if (folder !== undefined) return resolve(folder);
  throw new LiaisonError(
    'home-not-given',
    'It is not said which home to work on.',
    'Give --home FOLDER, or set LIAISON_HOME.',
  );
}
