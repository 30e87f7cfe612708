import { readFileSync } from 'node:fs';
import { LiaisonError } from '@liaison/protocol';

/** Where a passphrase may come from; never from the arguments, which other users of the machine can see. */
export interface PassphraseSource {
  readonly passphraseFile?: string;
}

/** A passphrase asked for once: from a file, `LIAISON_PASSPHRASE_FILE`, or a prompt that shows nothing. */
export function passphraseReader(source: PassphraseSource, question = 'Passphrase: '): () => Promise<string> {
  let read: Promise<string> | undefined;
  return () => {
    read ??= readPassphrase(source, question);
    return read;
  };
}

async function readPassphrase(source: PassphraseSource, question: string): Promise<string> {
  const file = source.passphraseFile ?? process.env.LIAISON_PASSPHRASE_FILE;
  if (file !== undefined) return fromFile(file);
  if (process.stdin.isTTY) return promptHidden(question);
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
      {
        cause,
      },
    );
  }
}

const CTRL_C = '\u0003';
const BACKSPACE = '\u007f';

function promptHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  stdin.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (settle: () => void) => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      settle();
    };
    const take = (chunk: string) => {
      for (const character of chunk) {
        if (character === '\r' || character === '\n') return end(() => resolve(typed));
        if (character === CTRL_C) return end(() => reject(interrupted()));
        typed = character === BACKSPACE ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.on('data', take);
  });
}

const interrupted = () =>
  new LiaisonError('passphrase-interrupted', 'No passphrase was given.', 'Run the command again.');
