import { encodePage, type WireEntry, type WriterId } from '@liaison/protocol';
import type { HeldAmount } from '@liaison/store';
import { QUARANTINE } from '../limits.js';
import type { ReplicaContext } from '../replica-context.js';

/**
 * What is held of entries that do not count, by the peer that brought them and by space: both are bounded in number and
 * bytes, or any certified writer could fill the disk of everybody (FRK-5). Counted once for a page and carried on.
 */
export class QuarantineAccount {
  readonly #byPeer = new Map<WriterId, HeldAmount>();
  readonly #bySpace = new Map<number, HeldAmount>();

  constructor(private readonly context: ReplicaContext) {}

  /** Whether one more is too much; then it is held only where something that counts needs it. */
  isFull(peer: WriterId, space: number): boolean {
    return (
      exceeds(this.#peerAmount(peer), QUARANTINE.perPeer) || exceeds(this.#spaceAmount(space), QUARANTINE.perSpace)
    );
  }

  took(peer: WriterId, entry: number, space: number, wire: WireEntry): void {
    const bytes = encodePage([wire]).length;
    const more = ({ count, bytes: before }: HeldAmount): HeldAmount => ({ count: count + 1, bytes: before + bytes });
    this.#byPeer.set(peer, more(this.#peerAmount(peer)));
    this.#bySpace.set(space, more(this.#spaceAmount(space)));
    this.context.store.quarantine.put({ entry, space, peer, bytes });
  }

  #peerAmount(peer: WriterId): HeldAmount {
    const known = this.#byPeer.get(peer) ?? this.context.store.quarantine.ofPeer(peer);
    this.#byPeer.set(peer, known);
    return known;
  }

  #spaceAmount(space: number): HeldAmount {
    const known = this.#bySpace.get(space) ?? this.context.store.quarantine.ofSpace(space);
    this.#bySpace.set(space, known);
    return known;
  }
}

const exceeds = (held: HeldAmount, max: { readonly entriesMax: number; readonly bytesMax: number }): boolean =>
  held.count >= max.entriesMax || held.bytes >= max.bytesMax;
