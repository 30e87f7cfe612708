import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from '@liaison/cli/examples';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/clean-up.js';
import type { FederationAnswer } from '../support/command-answers.js';
import { exitOf, PROGRAM, textOf } from '../support/command-line.js';
import { EXAMPLE_STORY, type Seat, type StoryStep } from '../support/example-story.js';
import { ServingProcess } from '../support/serving-process.js';

const variables: Record<string, string> = { ENTRY: 'q3Xv0b' };
const nodes: ServingProcess[] = [];
let folder: string;
let address: string;

beforeAll(() => {
  folder = temporaryFolder('examples');
  for (const name of ['bin', 'stick', 'home']) mkdirSync(join(folder, name));
  const program = join(folder, 'bin', 'liaison');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'la.txt'), 'Vientiane\n');
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
});

function environmentAt(seat: Seat): NodeJS.ProcessEnv {
  const { LIAISON_HOME: _home, LIAISON_PASSPHRASE_FILE: _file, ...rest } = process.env;
  const common = { ...rest, ...variables, PATH: `${folder}/bin:${process.env.PATH}`, HOME: join(folder, 'home') };
  if (seat === 'none') return common;
  if (seat === 'la') return { ...common, LIAISON_PASSPHRASE_FILE: join(folder, 'la.txt') };
  const home = join(folder, 'try', seat);
  return { ...common, LIAISON_HOME: home, LIAISON_PASSPHRASE_FILE: join(home, 'passphrase.txt') };
}

/** What the example calls a place, as this machine has it. */
const here = (text: string): string =>
  text.replaceAll('/media/stick', join(folder, 'stick')).replaceAll('https://desk.example:8443', address);

/** Runs an example in a shell. What a person reads as a line, a program would read with `--json`. */
async function runInShell({ run, before = '', at = 'kr' }: StoryStep) {
  const line = /[>(]/.test(run) ? run : `${run} --json`;
  const script = here(`set -e\n${before}\n${line}`);
  const child = spawn('bash', ['-c', script], {
    cwd: folder,
    env: environmentAt(at),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, code] = await Promise.all([textOf(child, 'stdout'), textOf(child, 'stderr'), exitOf(child)]);
  return { code, stdout, stderr };
}

async function follow(step: StoryStep): Promise<void> {
  if (step.run === 'liaison serve') return serveBoth(step);
  if (step.run.startsWith('liaison serve ')) return serveForAWhile(step);
  const { code, stdout, stderr } = await runInShell(step);
  const { exit = 0, fails } = step;
  expect(code, `${step.run}\n${stdout}${stderr}`).toBe(fails === undefined ? exit : 1);
  if (fails !== undefined) expect(JSON.parse(stdout)).toMatchObject({ error: { code: fails } });
  if (step.run.startsWith('liaison federation')) {
    address = (JSON.parse(stdout) as FederationAnswer).members.KR?.address as string;
  }
  if (step.gives !== undefined) Object.assign(variables, step.gives(JSON.parse(stdout) as never));
}

/** The example runs until it is stopped, so the nodes of two homes do from here on. */
async function serveBoth({ before = '' }: StoryStep): Promise<void> {
  expect(await runInShell({ run: 'liaison status', before })).toMatchObject({ code: 0 });
  for (const member of ['kr', 'th']) {
    const home = join(folder, 'try', member);
    nodes.push(await ServingProcess.start(home, join(home, 'passphrase.txt')));
  }
}

/** Runs until it is ready, and then stops as it is asked to. */
async function serveForAWhile({ run }: StoryStep): Promise<void> {
  const home = join(folder, 'try', 'kr');
  const options = run.split(' ').slice(2);
  const node = await ServingProcess.start(home, join(home, 'passphrase.txt'), ...options);
  expect(await node.stop()).toBe(0);
}

describe('the examples of --help', () => {
  it('are all in the story, and nothing else is', () => {
    expect(EXAMPLE_STORY.map(({ run }) => run).sort()).toEqual(Object.values(EXAMPLES).flat().sort());
  });

  it.each(EXAMPLE_STORY.map((step) => [step.run, step] as const))('%s', async (_run, step) => {
    await follow(step);
  });
});
