import type { Soon } from '@liaison/sync';

/** Who goes first: an officer who waits for an answer, then peers and files, then what can be done at any time. */
export type Urgency = 'officer' | 'exchange' | 'upkeep';

const ORDER: readonly Urgency[] = ['officer', 'exchange', 'upkeep'];

/**
 * One change of a home at a time, whichever thread makes it. SQLite would make the second one wait as well, but with its
 * thread held; here it waits its turn and the thread answers others. The most urgent goes next, in order of arrival.
 */
export class WriteTurns {
  readonly #waiting: Readonly<Record<Urgency, (() => void)[]>> = { officer: [], exchange: [], upkeep: [] };
  #taken = false;

  /** Runs `work` when its turn has come, and gives the turn on when it is over. Not to be called from inside a turn. */
  async run<T>(urgency: Urgency, work: () => Soon<T>): Promise<T> {
    await this.#turn(urgency);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #turn(urgency: Urgency): Promise<void> {
    if (this.#taken) return new Promise((resolve) => this.#waiting[urgency].push(resolve));
    this.#taken = true;
    return Promise.resolve();
  }

  #next(): void {
    const first = ORDER.find((urgency) => this.#waiting[urgency].length > 0);
    if (first === undefined) this.#taken = false;
    else this.#waiting[first].shift()?.();
  }
}
