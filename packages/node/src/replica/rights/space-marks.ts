import type { SpaceId, WriterId } from '@liaison/protocol';
import type { SpaceMarks } from '@liaison/sync';
import type { ReplicaContext } from '../replica-context.js';
import { comparedWith, mayHold } from './entitlement.js';

/** Peers whose list is kept; a node meets few peers at a time. */
const LISTS_MAX = 64;

/**
 * What is compared with each peer, kept until something changes: a sync with nothing new then hashes nothing, whatever
 * the number of spaces (REC-5). Lists and marks that were given out are never changed.
 */
export class SpaceMarksCache {
  readonly #marks = new Map<SpaceId, SpaceMarks>();
  readonly #lists = new Map<WriterId, readonly SpaceMarks[]>();
  readonly #receipted = new Set<SpaceId>();

  /** Something in this space changed: its tips, its audience or a receipt. */
  forget(space: SpaceId): void {
    this.#marks.delete(space);
    this.#lists.clear();
    this.#receipted.delete(space);
  }

  /** A directory changed, or a transaction was undone. */
  forgetAll(): void {
    this.#marks.clear();
    this.#lists.clear();
    this.#receipted.clear();
  }

  /** Whether this home is known to have receipted just what it holds of the space. */
  isReceipted(space: SpaceId): boolean {
    return this.#receipted.has(space);
  }

  noteReceipted(space: SpaceId): void {
    this.#receipted.add(space);
  }

  /** Spaces that both this home and the peer may hold, seen from here (SYN-5). */
  listFor(context: ReplicaContext, peer: WriterId): readonly SpaceMarks[] {
    const known = this.#lists.get(peer);
    if (known !== undefined) return known;
    const list = context.store.spaces.all().flatMap((space) => {
      const part = comparedWith(context, peer, space.row);
      if (part === undefined) return [];
      const whole = part === context.standings.of(space.row);
      return [whole ? this.#marksOf(context, space.id, space.row) : { space: space.id, tips: part.tips, receipts: [] }];
    });
    if (this.#lists.size >= LISTS_MAX) this.#lists.clear();
    this.#lists.set(peer, list);
    return list;
  }

  #marksOf(context: ReplicaContext, space: SpaceId, row: number): SpaceMarks {
    const known = this.#marks.get(space);
    if (known !== undefined) return known;
    // a member that was removed keeps its receipts here, and nobody takes them who has not got them yet
    const held = context.store.exchange.receiptsOf(space).filter(({ holder }) => mayHold(context, holder, row));
    const receipts = held.map(({ holder, number, id }) => ({ holder, number, id }));
    const marks = { space, tips: context.standings.of(row).tips, receipts };
    this.#marks.set(space, marks);
    return marks;
  }
}
