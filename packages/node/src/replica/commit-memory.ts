import type { CommitNews, Store } from '@liaison/store';

/** Which spaces, by row, something committed has changed, and whether more than spaces. */
export type Commit = Pick<CommitNews, 'spaces' | 'everything'>;

/**
 * Keeps what one connection remembers in step with what others commit to the same home. While only one connection is open
 * nothing is noted and nothing is looked up. What a transaction changes is collected here and noted with it.
 */
export class CommitMemory {
  readonly #spaces = new Set<number>();
  #everything = false;
  #written: number | undefined;
  /** The last note that was taken into account; undefined while nobody else has the home open. */
  #seen: number | undefined;

  #onCommit: (commit: Commit) => void = () => undefined;

  constructor(private readonly store: Store) {}

  /**
   * Who is told of every commit, of this connection once it is durable and of others once it is heard of. The latter may be
   * in the middle of a transaction or snapshot: nothing is to be read or written then.
   */
  onCommit(listener: (commit: Commit) => void): void {
    this.#onCommit = listener;
  }

  /** Another connection is opened, or has been. Before anything is remembered, or with nothing noted in between. */
  share(): void {
    this.#seen ??= this.store.commitNotes.last();
  }

  /** The transaction under way changes something in this space. */
  changesSpace(space: number): void {
    this.#spaces.add(space);
  }

  /** It changes more than spaces: who belongs, which writers there are, which rows mean what. */
  changesEverything(): void {
    this.#everything = true;
  }

  /** At the end of the transaction, inside it. */
  note(): void {
    const changed = this.#everything ? 'everything' : this.#spaces;
    if (this.#seen === undefined || (changed !== 'everything' && changed.size === 0)) return;
    this.#written = this.store.commitNotes.write(changed);
  }

  /** The transaction is durable: its own notes are no news here. */
  settle(): void {
    if (this.#written !== undefined) this.#seen = this.#written;
    const commit = { spaces: new Set(this.#spaces), everything: this.#everything };
    this.undo();
    if (commit.spaces.size > 0 || commit.everything) this.#onCommit(commit);
  }

  undo(): void {
    this.#spaces.clear();
    this.#everything = false;
    this.#written = undefined;
  }

  /** What others have committed since this was last asked; undefined: nothing. Inside the snapshot that is read. */
  news(): CommitNews | undefined {
    if (this.#seen === undefined || this.store.commitNotes.last() === this.#seen) return undefined;
    const news = this.store.commitNotes.since(this.#seen);
    this.#seen = news.last;
    this.#onCommit(news);
    return news;
  }
}
