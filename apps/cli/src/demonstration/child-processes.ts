import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../bin/liaison.js', import.meta.url));
const NODE_LINE = new URL('./node-line.js', import.meta.url).href;

/** A node that has not stopped by then is killed; it commits every page, so nothing of it is lost. */
const STOP_MS_MAX = 8_000;

/**
 * Every process that the demonstration starts. Each is its own process group, so Ctrl-C in a terminal reaches the
 * demonstration alone and it stops the others in order.
 */
export class ChildProcesses {
  readonly #running = new Set<ChildProcess>();
  readonly #commands = new Set<ChildProcess>();

  /** A `liaison` command that ends by itself. */
  startCommand(args: readonly string[]): ChildProcess {
    const command = this.#start([COMMAND, ...args], 'ignore');
    this.#commands.add(command);
    command.once('close', () => this.#commands.delete(command));
    return command;
  }

  /** A `liaison` command that goes on until it is stopped, and ends with this process whatever becomes of it. */
  startNode(args: readonly string[]): ChildProcess {
    return this.#start(['--import', NODE_LINE, COMMAND, ...args], 'pipe');
  }

  #start(args: readonly string[], input: 'ignore' | 'pipe'): ChildProcess {
    const child = spawn(process.execPath, args, {
      stdio: [input, 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#running.add(child);
    child.once('error', () => this.#running.delete(child));
    child.once('exit', () => this.#running.delete(child));
    return child;
  }

  /** Ends what would end by itself, so that a stop need not wait for it. */
  stopCommands(): void {
    for (const command of this.#commands) command.kill('SIGTERM');
  }

  async stop(child: ChildProcess): Promise<void> {
    if (!this.#running.has(child)) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
    await exited;
    clearTimeout(kill);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#running].map((child) => this.stop(child)));
  }

  /** The last resort, when this process itself is about to end. */
  killAll(): void {
    for (const child of this.#running) child.kill('SIGKILL');
  }
}
