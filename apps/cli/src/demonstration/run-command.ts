import type { ChildProcess } from 'node:child_process';
import { LiaisonError } from '@liaison/protocol';
import type { ChildProcesses } from './child-processes.js';

/** Runs one `liaison … --json` to its end and gives back its one JSON document and exit code. */
export async function runCommand<Answer>(
  children: ChildProcesses,
  args: readonly string[],
  codesAllowed: readonly number[] = [0],
): Promise<Answer> {
  const { code, output, errors } = await ended(children.startCommand([...args, '--json']));
  const shown = `liaison ${args.join(' ')}`;
  const answer = parseAnswer(output);
  if (answer !== undefined && code !== null && codesAllowed.includes(code)) return answer as Answer;
  const told = (answer as { error?: { code: string; message: string; next: string } } | undefined)?.error;
  throw new LiaisonError(
    'demonstration-command-failed',
    `\`${shown}\` ended with ${code ?? 'a signal'}: ${told === undefined ? errors || output : `${told.message} (${told.code})`}`,
    told?.next ?? 'Start over with `npm start -- --fresh`.',
  );
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

const ended = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output, errors: errors.trim() }));
  });

function parseAnswer(output: string): unknown {
  try {
    return JSON.parse(output) as unknown;
  } catch {
    return undefined;
  }
}
