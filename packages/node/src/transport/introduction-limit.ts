const PER_WINDOW_MAX = 20;
const WINDOW_MS = 60_000;

/** How often strangers may bring a directory, all of them together: verifying one costs milliseconds of this node. */
export class IntroductionLimit {
  #windowStart = Number.NEGATIVE_INFINITY;
  #count = 0;

  admits(nowMs: number): boolean {
    if (nowMs - this.#windowStart >= WINDOW_MS) {
      this.#windowStart = nowMs;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= PER_WINDOW_MAX;
  }
}
