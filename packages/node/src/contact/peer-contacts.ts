import type { LiaisonError, WriterId } from '@liaison/protocol';
import { knownPeers } from '../commands/known-peers.js';
import { claimedTime } from '../replica/clock.js';
import type { ReplicaContext } from '../replica/replica-context.js';

/** How it stands with one peer: `apart` where this process does not keep in touch by itself. */
export type ContactState = 'apart' | 'connecting' | 'connected' | 'offline';

export interface PeerContact {
  /** Code of the peer's member, and its service writer. */
  readonly peer: string;
  readonly home: WriterId;
  readonly address: string | null;
  readonly state: ContactState;
  /** Since when, in this run of the node; null where it is apart. */
  readonly since: string | null;
  /** When it last answered, in this run or another. */
  readonly lastContact: string | null;
  /** When both were last seen to hold the same. */
  readonly lastConverged: string | null;
  /** When it will be called again after a failure. */
  readonly nextAttempt: string | null;
  /** Why it is called again later; null while all is well. */
  readonly trouble: { readonly code: string; readonly message: string; readonly next: string } | null;
}

interface Known {
  readonly state: Exclude<ContactState, 'apart'>;
  readonly since: string;
  readonly lastContact: string | null;
  readonly nextAttempt: string | null;
  readonly trouble: PeerContact['trouble'];
}

/** What is known of the contact with each peer while a node runs; `status` shows it. */
export class PeerContacts {
  readonly #known = new Map<WriterId, Known>();

  /** `onChange` hears when a peer comes or goes, or a trouble does; not of every answer. */
  constructor(
    private readonly context: ReplicaContext,
    private readonly onChange: () => void,
  ) {}

  connecting(peer: WriterId): void {
    this.#put(peer, { state: 'connecting', nextAttempt: null, trouble: null });
  }

  /** It answered. */
  reached(peer: WriterId): void {
    this.#put(peer, { state: 'connected', nextAttempt: null, trouble: null, lastContact: this.#now() });
  }

  /** A call or session failed; what it answered before that counts as contact. */
  failed(peer: WriterId, error: LiaisonError, waitMs: number): void {
    const { clock } = this.context;
    const at = clock.unixMs() + waitMs;
    const nextAttempt = claimedTime({ unixMs: () => at, offsetMinutes: (ms) => clock.offsetMinutes(ms) });
    this.#put(peer, { state: 'offline', nextAttempt, trouble: error.toJSON() });
  }

  /** It is called no more. */
  forget(peer: WriterId): void {
    this.#known.delete(peer);
    this.onChange();
  }

  /** Every peer that the directories name, the own member's first. */
  list(): PeerContact[] {
    const { exchange } = this.context.store;
    return knownPeers(this.context).map(({ name, node }) => {
      const kept = exchange.peer(node.writer);
      const known = this.#known.get(node.writer);
      return {
        peer: name,
        home: node.writer,
        address: node.addresses[0] ?? null,
        state: known?.state ?? 'apart',
        since: known?.since ?? null,
        lastContact: known?.lastContact ?? kept?.contacted ?? null,
        lastConverged: kept?.converged ?? null,
        nextAttempt: known?.nextAttempt ?? null,
        trouble: known?.trouble ?? null,
      };
    });
  }

  #put(peer: WriterId, news: Omit<Known, 'since' | 'lastContact'> & Partial<Pick<Known, 'lastContact'>>): void {
    const before = this.#known.get(peer);
    const isSame = before?.state === news.state;
    const lastContact = news.lastContact ?? before?.lastContact ?? null;
    this.#known.set(peer, { ...news, lastContact, since: isSame ? before.since : this.#now() });
    if (!isSame || before.trouble?.code !== news.trouble?.code) this.onChange();
  }

  #now(): string {
    return claimedTime(this.context.clock);
  }
}
