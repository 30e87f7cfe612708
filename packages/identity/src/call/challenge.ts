import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodeBase64url, encodeBase64url } from '@liaison/protocol';
import { IDENTITY_LIMITS } from '../limits.js';
import type { Random } from '../random.js';

const TIME_BYTES = 6;
const RANDOM_BYTES = 16;
const BODY_BYTES = TIME_BYTES + RANDOM_BYTES;
const MAC_BYTES = 16;

/**
 * Nonces for first contact. Anybody may ask for one, so issuing keeps nothing: a challenge is issue time ‖ 16 random
 * bytes ‖ HMAC-SHA-256 cut to 16 bytes, under a key that dies with the process. Only spent ones are remembered, for
 * their two minutes, and at most 10,000 of them; when the memory is full, spending fails and the caller must try again
 * later. Spend only after the signature has been verified: then strangers cannot fill it.
 */
export class Challenges {
  private readonly key: Uint8Array;
  /** Spent challenges by the two-minute window of their issue; a window is forgotten whole. */
  private readonly spentByWindow = new Map<number, Set<string>>();

  constructor(private readonly random: Random) {
    this.key = random.bytes(32);
  }

  /** A new challenge; `nowMs` is a monotonic clock of this process, milliseconds. */
  issue(nowMs: number): string {
    const time = Buffer.alloc(TIME_BYTES);
    time.writeUIntBE(Math.floor(nowMs), 0, TIME_BYTES);
    const body = Buffer.concat([time, this.random.bytes(RANDOM_BYTES)]);
    return encodeBase64url(Buffer.concat([body, this.macOf(body)]));
  }

  /** Whether this is a challenge of this process, less than two minutes old, and not spent before; spends it. */
  spend(challenge: string, nowMs: number): boolean {
    const issuedMs = this.issuedMsOf(challenge);
    if (issuedMs === undefined || issuedMs > nowMs || nowMs - issuedMs >= IDENTITY_LIMITS.challengeAgeMsMax)
      return false;
    this.forgetBefore(windowOf(nowMs) - 1);
    const window = windowOf(issuedMs);
    const spent = this.spentByWindow.get(window) ?? new Set();
    if (spent.has(challenge) || this.spentCount() >= IDENTITY_LIMITS.challengesSpentMax) return false;
    this.spentByWindow.set(window, spent.add(challenge));
    return true;
  }

  private issuedMsOf(challenge: string): number | undefined {
    if (challenge.length > 100) return undefined;
    const decoded = decodeBase64url(challenge);
    if (!decoded.ok || decoded.value.length !== BODY_BYTES + MAC_BYTES) return undefined;
    const body = Buffer.from(decoded.value.subarray(0, BODY_BYTES));
    if (!timingSafeEqual(this.macOf(body), decoded.value.subarray(BODY_BYTES))) return undefined;
    return body.readUIntBE(0, TIME_BYTES);
  }

  private macOf(body: Uint8Array): Uint8Array {
    return createHmac('sha256', this.key).update('liaison-challenge-v1').update(body).digest().subarray(0, MAC_BYTES);
  }

  private forgetBefore(window: number): void {
    for (const kept of this.spentByWindow.keys()) if (kept < window) this.spentByWindow.delete(kept);
  }

  private spentCount(): number {
    let count = 0;
    for (const spent of this.spentByWindow.values()) count += spent.size;
    return count;
  }
}

const windowOf = (ms: number): number => Math.floor(ms / IDENTITY_LIMITS.challengeAgeMsMax);
