import { encodeBase64url, type SpaceId } from '@liaison/protocol';
import type { Commit } from '../replica/commit-memory.js';
import type { ReplicaContext } from '../replica/replica-context.js';

/** That something of a home has changed, and where; what it is now is asked for. */
export interface HomeChange {
  /** Where this leaves off, to be given to `since` or `follow` later; an opaque text. */
  readonly cursor: string;
  /** Spaces in which something was committed: entries, receipts, marks. */
  readonly spaces: readonly SpaceId[];
  /** More than spaces has changed, such as who belongs: whatever is shown is asked for anew. */
  readonly everything: boolean;
  /** What the node is at, or which peers it reaches, has changed: `status` says more. */
  readonly status: boolean;
}

type Listener = (change: HomeChange) => void;

/**
 * The notice of changes inside a node, `home.changes`: what both connections of the home have committed, told after the
 * commit, and several commits of one moment at once. It is for views that follow (the web desk forwards it, peers are poked
 * by it) and carries no content. A cursor of another run of the node is answered with `everything`.
 */
export class HomeChanges {
  readonly #listeners = new Set<Listener>();
  readonly #run: string;
  /** Space row to the notice that last named it. */
  readonly #changed = new Map<number, number>();
  #everythingAt = 0;
  #statusAt = 0;
  #number = 0;
  #isDue = false;

  constructor(private readonly context: Pick<ReplicaContext, 'store' | 'commits' | 'random'>) {
    this.#run = encodeBase64url(context.random.bytes(9));
    context.commits.onCommit((commit) => this.#take(commit));
  }

  /** Where changes are now. */
  get cursor(): string {
    return `${this.#run}.${this.#number}`;
  }

  /** What the node is at, or which peers it reaches, has changed. */
  statusChanged(): void {
    this.#statusAt = this.#number + 1;
    this.#tellSoon();
  }

  /** Tells of every change from now on. Returns what ends it. */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** All that changed after a cursor, as one; undefined: nothing. */
  since(cursor: string): HomeChange | undefined {
    const [run, number] = cursor.split('.');
    if (run !== this.#run) return { cursor: this.cursor, spaces: [], everything: true, status: true };
    return this.#after(Number(number));
  }

  /**
   * Changes as they come, from a cursor or from now on, until the signal is aborted. Who reads slowly gets several as one,
   * and holds nothing up.
   */
  async *follow({ since = this.cursor, signal }: { since?: string; signal: AbortSignal }): AsyncGenerator<HomeChange> {
    let wake: () => void = () => undefined;
    const stop = this.onChange(() => wake());
    const onAbort = () => wake();
    signal.addEventListener('abort', onAbort);
    try {
      for (let cursor = since; !signal.aborted; ) {
        const change = this.since(cursor);
        if (change === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        cursor = change.cursor;
        yield change;
      }
    } finally {
      stop();
      signal.removeEventListener('abort', onAbort);
    }
  }

  #take({ spaces, everything }: Commit): void {
    const next = this.#number + 1;
    for (const space of spaces) this.#changed.set(space, next);
    if (everything) this.#everythingAt = next;
    this.#tellSoon();
  }

  /** Not in the middle of the transaction or snapshot in which it was heard of. */
  #tellSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (!this.context.store.database.open) return;
      const change = this.#after(this.#number++);
      if (change !== undefined) for (const listener of [...this.#listeners]) listener(change);
    });
  }

  #after(number: number): HomeChange | undefined {
    const rows = [...this.#changed].filter(([, at]) => at > number && at <= this.#number).map(([row]) => row);
    const spaces = rows.flatMap((row) => this.context.store.spaces.byRow(row)?.id ?? []);
    const isNew = (at: number) => at > number && at <= this.#number;
    const change = { spaces, everything: isNew(this.#everythingAt), status: isNew(this.#statusAt) };
    if (spaces.length === 0 && !change.everything && !change.status) return undefined;
    return { cursor: this.cursor, ...change };
  }
}
