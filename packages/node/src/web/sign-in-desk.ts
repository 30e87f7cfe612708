import { LiaisonError } from '@liaison/protocol';
import type { SignInChoice } from '../desk/session-door.js';
import type { OpenHome, UnlockedOfficer } from '../home/open-home.js';
import { claimedTime } from '../replica/clock.js';
import { SignInDelays } from './sign-in-delays.js';
import type { WebLimits } from './web-limits.js';

/** All who are no officers of this home share one count. */
const NOBODY = 'nobody';

/** What is written down about the sessions of an officer. */
export type SignInEvent = 'signed-in' | 'passphrase-wrong' | 'locked' | 'locked-idle' | 'signed-out';

export interface SignInDeskOptions {
  readonly home: OpenHome;
  readonly monotonicMs: () => number;
  readonly limits: Pick<WebLimits, 'signInsMax' | 'signInWaitMsMax'>;
  readonly onDefect: (error: unknown) => void;
}

/** Lets officers of the home in, by their own passphrase. */
export class SignInDesk {
  readonly #home: OpenHome;
  readonly #delays: SignInDelays;
  readonly #onDefect: (error: unknown) => void;

  constructor({ home, monotonicMs, limits, onDefect }: SignInDeskOptions) {
    this.#home = home;
    this.#delays = new SignInDelays(
      monotonicMs,
      (officer) => home.replica.context.store.signIns.failuresOf(officer),
      limits,
    );
    this.#onDefect = onDefect;
  }

  choice(): SignInChoice {
    const { settings, replica } = this.#home;
    const namesShown = settings.desk?.showOfficers ?? true;
    const acting = namesShown ? replica.reading(() => this.#home.actingOfficers) : [];
    return {
      home: { member: settings.member, kind: settings.role === 'laptop' ? 'laptop' : 'desk', name: settings.label },
      officers: acting.map(({ writer, name }) => ({ id: writer, name })),
      namesShown,
    };
  }

  /**
   * Unlocks the officer's key; PBKDF2 runs outside this thread. An officer that is unknown fails as a wrong passphrase
   * does, so that names can be hidden. Throws `passphrase-wrong`, `sign-in-wait`, `sign-in-busy`.
   */
  async unlock(officer: string, passphrase: string): Promise<{ author: UnlockedOfficer; name: string }> {
    const known = this.#home.replica.reading(() =>
      this.#home.actingOfficers.find(({ writer, name }) => writer === officer || name === officer),
    );
    return this.#delays.attempt(known?.writer ?? NOBODY, async () => {
      if (known === undefined) {
        this.note(NOBODY, 'passphrase-wrong');
        throw wrongPassphrase();
      }
      try {
        const author = await this.#home.unlockOfficer(known.writer, passphrase);
        this.note(known.writer, 'signed-in');
        return { author, name: known.name };
      } catch (error) {
        if (error instanceof LiaisonError && error.code === 'passphrase-wrong') {
          this.note(known.writer, 'passphrase-wrong');
          throw wrongPassphrase();
        }
        throw error;
      }
    });
  }

  /** Kept in the home's journal, in its turn; whoever signs in does not wait for it. */
  note(officer: string, event: SignInEvent): void {
    const { replica, work } = this.#home;
    const at = claimedTime(replica.context.clock);
    const kept = work.command(() =>
      replica.transaction(() => replica.context.store.signIns.put({ officer, event, at })),
    );
    kept.catch(this.#onDefect);
  }
}

const wrongPassphrase = () =>
  new LiaisonError(
    'passphrase-wrong',
    'The passphrase does not open the key of this officer.',
    'Type it again; each wrong attempt makes the next one wait longer.',
  );
