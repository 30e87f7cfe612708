import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** What a child process can be asked for, by name; inputs and answers are plain JSON. */
export type Handlers = Readonly<Record<string, (input: never) => unknown>>;

interface Question {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly fault: string };

/** A process of its own for the other end of a measurement, so that both ends have a processor and a heap each. */
export class Child<H extends Handlers> {
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  readonly #process: ChildProcess;
  #asked = 0;

  constructor(script: URL) {
    this.#process = fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#process.on('message', (answer: Answer) => this.#settle(answer));
    this.#process.once('exit', (code) => this.#abandon(code));
  }

  ask<Name extends keyof H & string>(name: Name, input: Parameters<H[Name]>[0]): Promise<Awaited<ReturnType<H[Name]>>> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, name, input } satisfies Question);
    });
  }

  /** The child ends by itself once nothing listens any more. */
  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('fault' in answer) waiting?.reject(new Error(answer.fault));
    else waiting?.resolve(answer.value as never);
  }

  #abandon(code: number | null): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(`a child process ended with code ${code}`));
  }
}

/** The child's side: answers what the parent asks, one question after the other, until the parent lets go. */
export function answerParent(handlers: Handlers): void {
  let last: Promise<void> = Promise.resolve();
  process.on('message', (question: Question) => {
    last = last.then(async () => {
      process.send?.(await answerTo(handlers, question));
    });
  });
}

async function answerTo(handlers: Handlers, { id, name, input }: Question): Promise<Answer> {
  try {
    return { id, value: await handlers[name]?.(input as never) };
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
