import { readFileSync } from 'node:fs';
import { LiaisonError } from '@liaison/protocol';
import { promptHidden } from './hidden-prompt.js';

/** Where a passphrase may come from; never from the arguments, which other users of the machine can see. */
export interface PassphraseSource {
  readonly passphraseFile?: string;
}

type Ask = (question: string) => Promise<string>;

/** A passphrase asked for once: from a file, `LIAISON_PASSPHRASE_FILE`, or a prompt that shows nothing. */
export function passphraseReader(source: PassphraseSource): () => Promise<string> {
  let read: Promise<string> | undefined;
  return () => {
    read ??= readPassphrase(source, () => promptHidden('Passphrase: '));
    return read;
  };
}

/** A passphrase that keys will be sealed with: nobody sees what is typed, so on a terminal it is typed twice. */
export const newPassphrase = (source: PassphraseSource): Promise<string> =>
  readPassphrase(source, () => typedTwice(promptHidden));

/** Throws `passphrase-empty` and `passphrases-differ`. */
export async function typedTwice(ask: Ask): Promise<string> {
  const typed = await ask('New passphrase: ');
  if (typed === '') {
    throw new LiaisonError('passphrase-empty', 'The passphrase is empty.', 'Run the command again and type one.');
  }
  if ((await ask('Once more: ')) === typed) return typed;
  throw new LiaisonError('passphrases-differ', 'The two passphrases are not the same.', 'Run the command again.');
}

async function readPassphrase(source: PassphraseSource, askOnTerminal: () => Promise<string>): Promise<string> {
  const file = source.passphraseFile ?? process.env.LIAISON_PASSPHRASE_FILE;
  if (file !== undefined) return fromFile(file);
  if (process.stdin.isTTY) return askOnTerminal();
  throw new LiaisonError(
    'passphrase-missing',
    'A passphrase is needed and there is no terminal to ask for it.',
    'Give --passphrase-file FILE, or set LIAISON_PASSPHRASE_FILE.',
  );
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new LiaisonError(
      'passphrase-file-unreadable',
      `The passphrase file ${path} cannot be read.`,
      'Check its path.',
      { cause },
    );
  }
}
