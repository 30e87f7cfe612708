import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { exitOf, startCommand, textOf } from './command-line.js';

/** `liaison serve` as a process of its own. */
export class ServingProcess {
  private constructor(
    readonly address: string | null,
    /** Where browsers find the desk. */
    readonly desk: string | null,
    private readonly child: ChildProcess,
  ) {}

  /** Returns once the node has printed its ready line. */
  static async start(home: string, passphraseFile: string, ...options: string[]): Promise<ServingProcess> {
    const child = startCommand(['serve', ...options, '--home', home], passphraseFile);
    const complaints = textOf(child, 'stderr');
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      const said = JSON.parse(line) as { address: string | null; desk: string | null; ready: boolean };
      if (said.ready) return new ServingProcess(said.address, said.desk, child);
    }
    throw new Error(`serve ended before it was ready (${await exitOf(child)}): ${await complaints}`);
  }

  get pid(): number {
    return this.child.pid as number;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Ends it as an operator does; returns its exit code. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return exitOf(this.child);
  }

  /** Sends SIGKILL and does not wait, for a kill in the middle of something. */
  killNow(): void {
    this.child.kill('SIGKILL');
  }

  /** Ends it as `kill -9` ends a process: nothing is flushed or said. */
  async kill9(): Promise<void> {
    this.killNow();
    await exitOf(this.child);
  }
}
