import { createRequire } from 'node:module';
import { type TransferListItem, Worker } from 'node:worker_threads';
import type { Clock } from '../replica/clock.js';
import { failureOf, workStopped } from './work-errors.js';
import type { JobAnswer, JobInput, JobName } from './work-jobs.js';
import type { WorkAnswer, WorkOpening, WorkQuestion } from './work-messages.js';

/** By the name of the package, and so always the built file: a thread cannot be started from a source that is not built. */
const scriptOf = (): string => createRequire(import.meta.url).resolve('@liaison/node/work-thread-script');

export interface WorkThreadOptions {
  /** Asked at each start; what it gives is moved into the thread. */
  opening(): WorkOpening;
  readonly clock: Clock;
  /** Told that a job has ended, before whoever asked for it: what it committed is there to be heard of. */
  readonly onJobEnd: () => void;
  /** Told why a thread ended that should not have. */
  readonly onDefect: (error: unknown) => void;
}

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

/**
 * The main thread's side of the thread that works in bulk. One that ends fails what it was at with `work-stopped`, and the
 * next job starts another. How jobs take turns is not decided here.
 */
export class WorkThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #closed = false;
  #asked = 0;

  constructor(private readonly options: WorkThreadOptions) {}

  /** Throws what the job throws; a failure of the thread itself is `work-stopped`. `moved` is empty here afterwards. */
  run<Name extends JobName>(
    name: Name,
    input: JobInput<Name>,
    moved: readonly TransferListItem[] = [],
  ): Promise<JobAnswer<Name>> {
    if (this.#closed) return Promise.reject(workStopped());
    const worker = this.start();
    const id = ++this.#asked;
    const unixMs = this.options.clock.unixMs();
    const now = { unixMs, offsetMinutes: this.options.clock.offsetMinutes(unixMs) };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, name, input, now } satisfies WorkQuestion, moved);
    });
  }

  /** Starts the thread where none runs; jobs do so themselves. */
  start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(scriptOf(), { name: 'liaison-work', env: {}, argv: [], execArgv: [] });
    const opening = this.options.opening();
    const { databaseKey, serviceSeed } = opening;
    worker.postMessage(opening, [databaseKey.buffer as ArrayBuffer, serviceSeed.buffer as ArrayBuffer]);
    worker.on('message', (answer: WorkAnswer) => this.#settle(answer));
    worker.once('error', (error) => this.#abandon(worker, error));
    worker.once('exit', () => this.#abandon(worker));
    this.#worker = worker;
    return worker;
  }

  /** Lets the thread finish the jobs that it was given, close its connection and end; nothing starts it again. */
  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#worker = undefined;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage('end');
    await ended;
  }

  /** Ends the thread in the middle of what it does: the transaction is undone. */
  async interrupt(): Promise<void> {
    await this.#worker?.terminate();
  }

  #settle(answer: WorkAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    try {
      this.options.onJobEnd();
    } catch (error) {
      this.options.onDefect(error);
    }
    if ('failure' in answer) waiting?.reject(failureOf(answer.failure));
    else waiting?.resolve(answer.value as never);
  }

  #abandon(worker: Worker, cause?: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.options.onDefect(cause ?? workStopped());
    for (const { reject } of this.#waiting.values()) reject(workStopped(cause));
    this.#waiting.clear();
  }
}
