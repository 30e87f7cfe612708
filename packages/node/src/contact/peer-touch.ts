import { setTimeout as delay } from 'node:timers/promises';
import { LiaisonError } from '@liaison/protocol';
import { askPeer, comparedView, type PeerClient, type Standing, sameStanding } from '@liaison/sync';
import type { Peer } from '../commands/known-peers.js';
import { connectTo } from '../commands/peer-line.js';
import { syncPeer } from '../commands/sync-peers.js';
import type { OpenHome } from '../home/open-home.js';
import { backOffMs, chance } from './back-off.js';
import type { ContactLimits } from './contact-limits.js';
import type { PeerContacts } from './peer-contacts.js';

export interface TouchParts {
  readonly home: OpenHome;
  readonly contacts: PeerContacts;
  readonly limits: ContactLimits;
  /** Whether a peer hears of our changes by itself. */
  readonly isWatchedBy: (peer: Peer) => boolean;
  readonly onDefect: (error: unknown) => void;
}

/**
 * Keeps in touch with one peer: a session at the start, after what changed there or here, and now and then; in between a
 * call that the peer answers when it has news (POK-6). One that cannot be reached is called again, ever more rarely.
 */
export class PeerTouch {
  readonly #ended = new AbortController();
  readonly #done: Promise<void>;
  /** What the peer told last. */
  #seen: Standing | undefined;
  /** Both standings at the last session: it is not repeated for the same ones. */
  #tried: string | undefined;
  #syncedMs = Number.NEGATIVE_INFINITY;
  #watch: AbortController | undefined;
  #isNudged = false;

  constructor(
    readonly peer: Peer,
    private readonly parts: TouchParts,
  ) {
    this.#done = this.#run();
  }

  /** Something changed here. A peer that watches comes by itself; another one is told by a session. */
  nudge(): void {
    if (this.#seen === undefined || this.parts.isWatchedBy(this.peer)) return;
    this.#isNudged = true;
    this.#watch?.abort();
  }

  /** Returns once the session under way has stopped after its page. */
  stop(): Promise<void> {
    this.#ended.abort();
    return this.#done;
  }

  async #run(): Promise<void> {
    const { contacts, home, limits } = this.parts;
    const { random } = home.replica.context;
    const backOff = { firstMs: limits.backOffFirstMs, mostMs: limits.backOffMostMs };
    contacts.connecting(this.peer.node.writer);
    await this.#pause(limits.firstMsMax * chance(random));
    for (let failures = 1; !this.#ended.signal.aborted; failures += 1) {
      const error = await this.#converse(() => {
        failures = 0;
      });
      if (this.#ended.signal.aborted) return;
      const waitMs = backOffMs(backOff, Math.max(failures, 1), random);
      contacts.failed(this.peer.node.writer, error, waitMs);
      await this.#pause(waitMs);
    }
  }

  /** Talks with the peer for as long as it answers; returns what ended it. */
  async #converse(onContact: () => void): Promise<LiaisonError> {
    const connection = connectTo(this.parts.home, this.peer.node);
    this.#seen = undefined;
    this.#tried = undefined;
    try {
      for (;;) {
        const startMs = performance.now();
        const answered = await this.#watchOnce(connection.client);
        if (answered) this.parts.contacts.reached(this.peer.node.writer);
        if (await this.#syncIfDue()) onContact();
        await this.#pause(startMs + this.parts.limits.watchGapMs - performance.now());
      }
    } catch (error) {
      if (error instanceof LiaisonError) return error;
      this.parts.onDefect(error);
      return new LiaisonError('internal', 'The contact with this peer failed.', 'It is tried again later.');
    } finally {
      this.#seen = undefined;
      connection.close();
    }
  }

  /** True when the peer has answered, false where something of our own came in between. */
  async #watchOnce(client: PeerClient): Promise<boolean> {
    if (this.#isNudged) return false;
    const watch = new AbortController();
    this.#watch = watch;
    const signal = AbortSignal.any([watch.signal, this.#ended.signal]);
    const seen = this.#seen === undefined ? {} : { seen: this.#seen };
    try {
      this.#seen = await askPeer(client, 'watch', { ...seen, seconds: this.parts.limits.watchSeconds }, { signal });
      return true;
    } catch (error) {
      if (!watch.signal.aborted || this.#ended.signal.aborted) throw error;
      return false;
    } finally {
      this.#watch = undefined;
    }
  }

  /** A session where both stand differently, or when one is due. Throws what it failed with. True: all is well. */
  async #syncIfDue(): Promise<boolean> {
    const { home, limits } = this.parts;
    this.#isNudged = false;
    const isDue = performance.now() - this.#syncedMs > limits.syncEveryMs;
    if (!isDue && !this.#hasNews()) return true;
    await this.#pause(limits.gatherMsMax * chance(home.replica.context.random));
    if (!isDue && !this.#hasNews()) return true;
    this.#tried = this.#standings();
    const { error } = await syncPeer(home, this.peer, { signal: this.#ended.signal });
    if (error !== undefined) throw new LiaisonError(error.code, error.message, error.next);
    this.#syncedMs = performance.now();
    return true;
  }

  #hasNews(): boolean {
    const own = this.#own();
    return this.#seen !== undefined && !sameStanding(own, this.#seen) && this.#standings() !== this.#tried;
  }

  #own(): Standing {
    return comparedView(this.parts.home.work.exchange, this.peer.node.writer).standing;
  }

  #standings(): string {
    const [own, theirs] = [this.#own(), this.#seen];
    return [own.documents, own.scope, own.root, theirs?.documents, theirs?.scope, theirs?.root].join();
  }

  async #pause(ms: number): Promise<void> {
    if (ms <= 0) return;
    await delay(ms, undefined, { signal: this.#ended.signal }).catch(() => undefined);
  }
}
