import { encodeBase64url, type WriterId } from '@liaison/protocol';
import { IDENTITY_LIMITS } from '../limits.js';
import type { Random } from '../random.js';
import { Challenges } from './challenge.js';

/**
 * The nonces that this process has given out. Every answer carries the next nonce, so a caller normally holds one and
 * a call costs one round trip; a stale one, or a restart of the called node, costs one more. Nothing here reads a clock.
 */
export class NonceLedger {
  private readonly liveByWriter = new Map<WriterId, Set<string>>();
  private readonly challenges: Challenges;

  constructor(private readonly random: Random) {
    this.challenges = new Challenges(random);
  }

  /**
   * A nonce for a writer whose call was verified. It does not expire: a laptop may come back after weeks. A writer holds
   * at most 8, and 10,000 writers hold any; beyond either the oldest is dropped.
   */
  issue(writer: WriterId): string {
    const live = this.liveByWriter.get(writer) ?? new Set();
    const nonce = encodeBase64url(this.random.bytes(16));
    live.add(nonce);
    if (live.size > IDENTITY_LIMITS.noncesPerWriterMax) dropOldest(live);
    this.liveByWriter.delete(writer);
    this.liveByWriter.set(writer, live);
    if (this.liveByWriter.size > IDENTITY_LIMITS.nonceWritersMax) dropOldest(this.liveByWriter);
    return nonce;
  }

  /** Whether this nonce was issued to this writer and not spent before; spends it. */
  spend(writer: WriterId, nonce: string): boolean {
    const live = this.liveByWriter.get(writer);
    if (live?.delete(nonce) !== true) return false;
    if (live.size === 0) this.liveByWriter.delete(writer);
    return true;
  }

  /** A nonce for first contact, two minutes long; keeps nothing. `nowMs`: monotonic, milliseconds. */
  challenge(nowMs: number): string {
    return this.challenges.issue(nowMs);
  }

  /** Spends a challenge, once. Call it only after the signature of the call has been verified. */
  spendChallenge(nonce: string, nowMs: number): boolean {
    return this.challenges.spend(nonce, nowMs);
  }
}

function dropOldest<Key>(collection: { keys(): Iterator<Key>; delete(key: Key): boolean }): void {
  const oldest = collection.keys().next();
  if (oldest.done !== true) collection.delete(oldest.value);
}
