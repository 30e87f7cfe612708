import { LiaisonError } from '@liaison/protocol';
import { WEB_LIMITS, type WebLimits } from './web-limits.js';

const FIRST_WAIT_MS = 1_000;

interface Attempts {
  failures: number;
  notBeforeMs: number;
}

/**
 * After each wrong passphrase the next attempt for that officer waits twice as long (WEB-5). One attempt at a time, so
 * that many at once gain nothing.
 */
export class SignInDelays {
  readonly #attempts = new Map<string, Attempts>();
  readonly #underWay = new Set<string>();

  constructor(
    private readonly monotonicMs: () => number,
    /** How many wrong passphrases there were since the last right one, before this node was started. */
    private readonly failuresBefore: (officer: string) => number,
    private readonly limits: Pick<WebLimits, 'signInsMax' | 'signInWaitMsMax'> = WEB_LIMITS,
  ) {}

  /** Runs one attempt. Throws `sign-in-wait` and `sign-in-busy` without running it. */
  async attempt<T>(officer: string, unlock: () => Promise<T>): Promise<T> {
    const attempts = this.#of(officer);
    const waitMs = attempts.notBeforeMs - this.monotonicMs();
    if (waitMs > 0) throw tooSoon(waitMs);
    if (this.#underWay.has(officer) || this.#underWay.size >= this.limits.signInsMax) throw busy();
    this.#underWay.add(officer);
    try {
      const unlocked = await unlock();
      this.#attempts.set(officer, { failures: 0, notBeforeMs: 0 });
      return unlocked;
    } catch (error) {
      attempts.failures += 1;
      attempts.notBeforeMs = this.monotonicMs() + this.#waitAfter(attempts.failures);
      throw error;
    } finally {
      this.#underWay.delete(officer);
    }
  }

  #of(officer: string): Attempts {
    const known = this.#attempts.get(officer);
    if (known !== undefined) return known;
    const failures = this.failuresBefore(officer);
    const notBeforeMs = failures === 0 ? 0 : this.monotonicMs() + this.#waitAfter(failures);
    const attempts = { failures, notBeforeMs };
    this.#attempts.set(officer, attempts);
    return attempts;
  }

  #waitAfter(failures: number): number {
    return Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 30), this.limits.signInWaitMsMax);
  }
}

const tooSoon = (waitMs: number) => {
  const seconds = Math.ceil(waitMs / 1_000);
  return new LiaisonError(
    'sign-in-wait',
    `After a wrong passphrase the next attempt waits; ${seconds} more seconds.`,
    'Wait, then type the passphrase again.',
    { data: { seconds } },
  );
};

const busy = () =>
  new LiaisonError('sign-in-busy', 'Somebody is signing in at this moment.', 'Try again in a few seconds.');
