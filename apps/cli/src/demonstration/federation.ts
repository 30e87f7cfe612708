import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { LiaisonError } from '@liaison/protocol';
import { type HomeName, MEMBERS, type Status } from './answers.js';
import type { ChildProcesses } from './child-processes.js';
import type { LineState } from './node-line.js';
import { runCommand } from './run-command.js';

/** The homes of the demonstration and the processes that run in them. */
export class Federation {
  readonly #nodes = new Map<HomeName, ChildProcess>();
  #failure: LiaisonError | undefined;

  constructor(
    /** Where the homes are, absolute. */
    readonly folder: string,
    private readonly children: ChildProcesses,
    private readonly signal: AbortSignal,
  ) {}

  homeFolder(name: HomeName): string {
    return join(this.folder, name.toLowerCase());
  }

  /** A file that the story makes, such as a request for enrolment. */
  file(name: string): string {
    return join(this.folder, 'files', name);
  }

  /** The options of a command that works on a home. */
  homeOptions(name: HomeName): string[] {
    const folder = this.homeFolder(name);
    return ['--home', folder, '--passphrase-file', join(folder, 'passphrase.txt')];
  }

  /**
   * Starts the node of a home and waits until it listens. In the story nodes call only when they are told to; `calling`
   * ones keep in touch by themselves. Returns the address of its desk. Throws `demonstration-node-failed`.
   */
  async start(name: HomeName, { calling = false } = {}): Promise<string> {
    this.#goOn();
    const how = calling ? [] : ['--alone'];
    const node = this.children.startNode(['serve', ...how, ...this.homeOptions(name), '--json']);
    this.#nodes.set(name, node);
    const { desk } = await ready(name, node);
    node.once('exit', (code) => {
      if (this.#nodes.get(name) === node) this.#failure ??= stoppedNode(name, `it ended with ${code ?? 'a signal'}`);
    });
    return desk;
  }

  /** Pulls the plug of a home's line, or puts it back: every connection that its node makes goes through it. */
  setLine(name: HomeName, state: LineState): void {
    this.#nodes.get(name)?.stdin?.write(`${state}\n`);
  }

  async startMembers(): Promise<void> {
    await Promise.all(MEMBERS.map((member) => this.start(member)));
  }

  async stop(name: HomeName): Promise<void> {
    const node = this.#nodes.get(name);
    this.#nodes.delete(name);
    if (node !== undefined) await this.children.stop(node);
  }

  /** Runs a command on a home: its node answers it, or the command opens the home where none runs. */
  run<Answer>(name: HomeName, args: readonly string[], codesAllowed?: readonly number[]): Promise<Answer> {
    return this.command<Answer>([...args, ...this.homeOptions(name)], codesAllowed);
  }

  async command<Answer>(args: readonly string[], codesAllowed?: readonly number[]): Promise<Answer> {
    this.#goOn();
    const answer = await runCommand<Answer>(this.children, args, codesAllowed).catch((error: unknown) => {
      this.#goOn(); // a command that failed because it was stopped, or because its node died, is not the cause
      throw error;
    });
    this.#goOn();
    return answer;
  }

  /** The status of several homes, side by side. */
  async statuses(names: readonly HomeName[]): Promise<Map<HomeName, Status>> {
    const found = await Promise.all(names.map((name) => this.run<Status>(name, ['status'])));
    return new Map(names.map((name, i) => [name, found[i] as Status]));
  }

  #goOn(): void {
    if (this.signal.aborted) throw interrupted();
    if (this.#failure !== undefined) throw this.#failure;
  }
}

/** Stopped by Ctrl-C or a signal before the end. */
const interrupted = (): LiaisonError =>
  new LiaisonError('demonstration-interrupted', 'The demonstration was stopped.', 'Run it again when you like.');

const stoppedNode = (name: HomeName, why: string) =>
  new LiaisonError(
    'demonstration-node-failed',
    `The node of ${name} stopped: ${why.replace(/\.$/, '')}.`,
    'Run `npm start` again. If a port stays taken, `npm start -- --fresh` starts over on free ones.',
  );

interface Ready {
  readonly desk: string;
}

function ready(name: HomeName, node: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    node.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors = `${errors}${text}`.slice(-4_000);
    });
    node.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const whole = output.split('\n').slice(0, -1); // the last line may not have come to its end
      const said = whole.find((line) => line.includes('"ready":true'));
      if (said !== undefined) resolve(JSON.parse(said) as Ready);
    });
    node.once('error', reject);
    node.once('exit', () => reject(stoppedNode(name, toldError(output) ?? errors.trim())));
  });
}

function toldError(output: string): string | undefined {
  const told = /"message":("(?:[^"\\]|\\.)*")/.exec(output)?.[1];
  return told === undefined ? undefined : (JSON.parse(told) as string);
}
