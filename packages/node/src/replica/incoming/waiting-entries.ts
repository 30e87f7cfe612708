import type { OpenedEntry } from '@liaison/ledger';
import { encodePage, type WireEntry, type WriterId } from '@liaison/protocol';
import type { PendingRow } from '@liaison/store';
import { claimedTime } from '../clock.js';
import { WAITING_PER_PEER } from '../limits.js';
import type { ReplicaContext } from '../replica-context.js';
import { tooManyPending } from './page-refusals.js';

/** What an entry waits for, and whether it may count, so that what it waits for is needed. */
export interface Wait {
  readonly missing: string;
  readonly needed: boolean;
}

/** Keeps entries of one peer that wait for others, within bounds (PAG-6). */
export class WaitingEntries {
  /** Counted once for a page, since counting for each entry would be quadratic. */
  #held: { count: number; bytes: number } | undefined;

  constructor(
    private readonly context: ReplicaContext,
    private readonly peer: WriterId,
  ) {}

  /** Throws `pending-full`. */
  put(entry: OpenedEntry, wire: WireEntry, wait: Wait): void {
    const { setAside, spaces } = this.context.store;
    const isStranger = spaces.byId(entry.claims.space) === undefined || !/^[A-Za-z0-9_-]{43}$/.test(wait.missing);
    if (!setAside.hasPending(entry.id)) this.#count(encodePage([wire]).length, isStranger);
    this.keep(entry, wire, wait);
  }

  /** Keeps an entry whatever waits already: this home held it before. */
  keep({ id, claims }: OpenedEntry, wire: WireEntry, { missing, needed }: Wait): void {
    const { setAside } = this.context.store;
    const bytes = encodePage([wire]);
    const at = claimedTime(this.context.clock);
    setAside.putPending({ id, space: claims.space, missing, needed, peer: this.peer, wire: bytes, at });
    if (needed) setAside.markNeeded(missing);
  }

  /** An entry that waited goes on waiting for something else, on the account of the peer that brought it. */
  waitOn(row: PendingRow, missing: string): void {
    const { setAside } = this.context.store;
    setAside.putPending({ ...row, missing });
    if (row.needed) setAside.markNeeded(missing);
  }

  /** One of them does not wait any more. */
  recount(): void {
    this.#held = undefined;
  }

  /** What waits is small while neither its space nor its author is known: nothing says yet that it may be held at all. */
  #count(bytes: number, isStranger: boolean): void {
    const { entriesMax, bytesMax, strangerBytesMax } = WAITING_PER_PEER;
    const { count, bytes: held } = this.#held ?? this.context.store.setAside.pendingOf(this.peer);
    if (count >= entriesMax || held + bytes > bytesMax || (isStranger && bytes > strangerBytesMax))
      throw tooManyPending();
    this.#held = { count: count + 1, bytes: held + bytes };
  }
}
