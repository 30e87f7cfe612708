import { SYNC_LIMITS } from '../limits.js';

/**
 * How much of a page is carried in one call (SYN-10): little at first, twice as much after every success, half after a
 * failure. After each failure more successes are asked for before it grows again, so a line that drops every so many bytes
 * is not tried over and over with too much.
 */
export class PageSize {
  bytes: number = SYNC_LIMITS.pageBytesFirst;
  #successes = 0;
  #successesNeeded = 1;

  succeeded(): void {
    this.#successes += 1;
    if (this.#successes < this.#successesNeeded) return;
    this.#successes = 0;
    this.bytes = Math.min(this.bytes * 2, SYNC_LIMITS.pageBytesMost);
  }

  failed(): void {
    this.#successes = 0;
    this.#successesNeeded = Math.min(this.#successesNeeded * 4, SYNC_LIMITS.pageSuccessesMost);
    this.bytes = Math.max(Math.floor(this.bytes / 2), SYNC_LIMITS.pageBytesLeast);
  }
}
