import { createHash } from 'node:crypto';
import type { Random } from '@liaison/identity';
import { encodeBase64url, type WriterId } from '@liaison/protocol';
import type { UnlockedOfficer } from '../home/open-home.js';
import { WEB_LIMITS, type WebLimits } from './web-limits.js';

const TOKEN_BYTES = 32;

export interface WebSession {
  readonly officer: WriterId;
  readonly name: string;
  /** Undefined while it is locked: the key is gone from memory and comes back with the passphrase only. */
  readonly author: UnlockedOfficer | undefined;
  /** Monotonic: when it locks unless the officer's hand does something before. */
  readonly locksAtMs: number;
  /** Aborted when the session is locked or ends: what it watches ends with it. */
  readonly signal: AbortSignal;
}

interface KeptSession {
  readonly officer: WriterId;
  readonly name: string;
  author: UnlockedOfficer | undefined;
  handMs: number;
  readonly endsAtMs: number;
  readonly stop: AbortController;
}

export interface DeskSessionsOptions {
  readonly random: Random;
  readonly monotonicMs: () => number;
  readonly idleMs: () => number;
  readonly limits?: Partial<WebLimits>;
  /** Told once for every session that was locked because nobody touched it, before its key is dropped. */
  readonly onIdle?: (session: WebSession) => void;
}

/**
 * Who is signed in (WEB-4). Kept in memory only, under the hash of a token that only the browser has; several officers
 * at once, each with their own key.
 */
export class DeskSessions {
  readonly #kept = new Map<string, KeptSession>();
  readonly #options: DeskSessionsOptions;
  readonly #limits: WebLimits;

  constructor(options: DeskSessionsOptions) {
    this.#options = options;
    this.#limits = { ...WEB_LIMITS, ...options.limits };
  }

  /** Returns the token: 256 random bits. */
  open(author: UnlockedOfficer, name: string): string {
    const token = encodeBase64url(this.#options.random.bytes(TOKEN_BYTES));
    const now = this.#options.monotonicMs();
    this.#makeRoom();
    this.#kept.set(hashOf(token), {
      officer: author.certificate.claims.writer,
      name,
      author,
      handMs: now,
      endsAtMs: now + this.#limits.sessionMsMax,
      stop: new AbortController(),
    });
    return token;
  }

  find(token: string | undefined): WebSession | undefined {
    this.lockIdle();
    const kept = token === undefined ? undefined : this.#kept.get(hashOf(token));
    return kept && this.#shown(kept);
  }

  /** Something came from the officer's hand. */
  touch(token: string): void {
    const kept = this.#kept.get(hashOf(token));
    if (kept !== undefined) kept.handMs = this.#options.monotonicMs();
  }

  lock(token: string): void {
    const kept = this.#kept.get(hashOf(token));
    if (kept !== undefined) lockKept(kept);
  }

  end(token: string): void {
    this.#drop(hashOf(token));
  }

  /** Locks what nobody has touched for too long, and ends what is older than a working day. */
  lockIdle(): void {
    const now = this.#options.monotonicMs();
    for (const [hash, kept] of this.#kept) {
      if (now >= kept.endsAtMs) this.#drop(hash);
      else if (kept.author !== undefined && now >= kept.handMs + this.#options.idleMs()) {
        this.#options.onIdle?.(this.#shown(kept));
        lockKept(kept);
      }
    }
  }

  endAll(): void {
    for (const hash of [...this.#kept.keys()]) this.#drop(hash);
  }

  /** The session that was touched least lately gives way; a locked one first. */
  #makeRoom(): void {
    if (this.#kept.size < this.#limits.sessionsMax) return;
    const rank = ({ author, handMs }: KeptSession) => (author === undefined ? 0 : 1e15) + handMs;
    const [oldest] = [...this.#kept].sort(([, a], [, b]) => rank(a) - rank(b));
    if (oldest !== undefined) this.#drop(oldest[0]);
  }

  #drop(hash: string): void {
    const kept = this.#kept.get(hash);
    if (kept !== undefined) lockKept(kept);
    this.#kept.delete(hash);
  }

  #shown(kept: KeptSession): WebSession {
    const { officer, name, author, handMs, endsAtMs, stop } = kept;
    const locksAtMs = Math.min(handMs + this.#options.idleMs(), endsAtMs);
    return { officer, name, author, locksAtMs, signal: stop.signal };
  }
}

/** Drops this officer's key and nobody else's; the home stays open. */
function lockKept(kept: KeptSession): void {
  kept.author?.key.seed.fill(0);
  kept.author = undefined;
  kept.stop.abort();
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
