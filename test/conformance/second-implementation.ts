import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './repository-files.js';
import type { JsonObject, Outcome } from './vector-file.js';

/** A question in the form of a vector, for `protocol/verifier/answer_lines.py`. */
export interface Question {
  readonly topic: string;
  readonly input: JsonObject;
  readonly context: JsonObject;
}

/** What `protocol/verifier/run_vectors.py --json` says. */
export interface VectorRun {
  readonly results: readonly {
    readonly topic: string;
    readonly valid: number;
    readonly invalid: number;
    readonly wrong: readonly { readonly id: number; readonly comment: string; readonly answered: unknown }[];
  }[];
  readonly unanswered: readonly string[];
}

const OLDEST = 'import sys; sys.exit(0 if sys.version_info >= (3, 10) else 3)';

/** Why the verifier in Python cannot run here; undefined where it can. */
export function pythonMissing(): string | undefined {
  const { status, error } = spawnSync('python3', ['-c', OLDEST]);
  if (error !== undefined) return 'no python3 on this machine: the second implementation was NOT run';
  return status === 0 ? undefined : 'python3 is older than 3.10: the second implementation was NOT run';
}

function runPython(script: string, args: readonly string[], input: string): string {
  const path = join(ROOT, 'protocol/verifier', script);
  const { stdout, stderr, error } = spawnSync('python3', ['-B', path, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: 300_000,
  });
  if (error !== undefined) throw error;
  if (stdout === '') throw new Error(`${script} said nothing: ${stderr}`);
  return stdout;
}

export const runPythonVectors = (): VectorRun => JSON.parse(runPython('run_vectors.py', ['--json'], '')) as VectorRun;

/** Its answers to any inputs, in order; a crash of it has the result `crash`. */
export function askPython(questions: readonly Question[]): readonly (Outcome | { result: 'crash'; code: string })[] {
  const lines = questions.map((question) => JSON.stringify(question)).join('\n');
  return runPython('answer_lines.py', [], `${lines}\n`)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);
}
