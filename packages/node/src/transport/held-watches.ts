import { LiaisonError, type WriterId } from '@liaison/protocol';
import type { HomeChanges } from '../worker/home-changes.js';

export interface HeldWatchesOptions {
  readonly changes: Pick<HomeChanges, 'onChange'>;
  /** Watches of all callers together. */
  readonly watchesMax: number;
  /** What is committed within so many milliseconds is told at once. */
  readonly gatherMs: number;
}

interface Held {
  readonly isNews: () => boolean;
  readonly release: () => void;
}

/** A caller between two watches is still there. */
const BETWEEN_WATCHES_MS = 5_000;

/**
 * The calls of peers that wait for a change here (POK-2): one of each caller, of all together no more than can be borne.
 * Looked at only after commits, all at once, and let go at the end.
 */
export class HeldWatches {
  readonly #held = new Map<WriterId, Held>();
  readonly #heldUntil = new Map<WriterId, number>();
  readonly #stop: () => void;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(private readonly options: HeldWatchesOptions) {
    this.#stop = options.changes.onChange(({ spaces, everything }) => {
      if (spaces.length > 0 || everything) this.#lookSoon();
    });
  }

  /** Whether this peer hears of our changes without being called. */
  isWatching(peer: WriterId): boolean {
    const until = this.#heldUntil.get(peer) ?? Number.NEGATIVE_INFINITY;
    return this.#held.has(peer) || performance.now() - until < BETWEEN_WATCHES_MS;
  }

  /** Waits for news, the seconds, a newer watch of the same caller, its leaving, or the end. Throws `watchers-too-many`. */
  hold(caller: WriterId, isNews: () => boolean, seconds: number, signal: AbortSignal): Promise<void> {
    this.#held.get(caller)?.release();
    if (this.#closed || signal.aborted) return Promise.resolve();
    if (this.#held.size >= this.options.watchesMax) return Promise.reject(tooManyWatchers());
    return new Promise((resolve) => {
      const release = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', release);
        if (this.#held.get(caller) === held) this.#held.delete(caller);
        this.#heldUntil.set(caller, performance.now());
        resolve();
      };
      const held = { isNews, release };
      const timer = setTimeout(release, seconds * 1_000);
      signal.addEventListener('abort', release);
      this.#held.set(caller, held);
    });
  }

  /** Answers all that wait; later ones do not wait. */
  close(): void {
    this.#closed = true;
    this.#stop();
    clearTimeout(this.#timer);
    for (const { release } of [...this.#held.values()]) release();
  }

  #lookSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const { isNews, release } of [...this.#held.values()]) if (isNewsOrFails(isNews)) release();
    }, this.options.gatherMs);
  }
}

/** Where it cannot be told, the answer to the call says why. */
function isNewsOrFails(isNews: () => boolean): boolean {
  try {
    return isNews();
  } catch {
    return true;
  }
}

const tooManyWatchers = () =>
  new LiaisonError(
    'watchers-too-many',
    'Too many peers wait for changes of this node already.',
    'It can be synchronised with all the same; changes are heard of later.',
  );
