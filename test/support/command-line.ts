import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { endWithTests } from './clean-up.js';

/** The built command line. */
export const PROGRAM = createRequire(import.meta.url).resolve('@liaison/cli/bin/liaison.js');

/** What a command answered: its exit code, the one JSON document, and what it told the person. */
export interface CommandAnswer<Document> {
  readonly code: number | null;
  readonly json: Document;
  readonly stderr: string;
}

/** The environment of a stranger's shell: nothing of Liaison in it but what the test says. */
function environment(passphraseFile: string | undefined): NodeJS.ProcessEnv {
  const { LIAISON_HOME: _home, LIAISON_PASSPHRASE_FILE: _file, NODE_OPTIONS: _options, ...rest } = process.env;
  return passphraseFile === undefined ? rest : { ...rest, LIAISON_PASSPHRASE_FILE: passphraseFile };
}

/** Starts the built command line as a process of its own. */
export function startCommand(args: readonly string[], passphraseFile?: string): ChildProcess {
  const env = environment(passphraseFile);
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  endWithTests(child);
  return child;
}

/** Runs one command to its end with `--json`; fails when standard output is not exactly one JSON document. */
export async function runCommand<Document = unknown>(
  args: readonly string[],
  passphraseFile?: string,
): Promise<CommandAnswer<Document>> {
  const child = startCommand([...args, '--json'], passphraseFile);
  const [stdout, stderr, code] = await Promise.all([textOf(child, 'stdout'), textOf(child, 'stderr'), exitOf(child)]);
  return { code, json: documentOf(stdout, `liaison ${args.join(' ')} (${code})\n${stderr}`), stderr };
}

function documentOf<Document>(stdout: string, about: string): Document {
  try {
    return JSON.parse(stdout) as Document;
  } catch (cause) {
    throw new Error(`not one JSON document from ${about}\n${stdout}`, { cause });
  }
}

/** Everything a process says on one stream. */
export async function textOf(child: ChildProcess, stream: 'stdout' | 'stderr'): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of child[stream] ?? []) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** The exit code, or null when a signal ended it. */
export const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });
