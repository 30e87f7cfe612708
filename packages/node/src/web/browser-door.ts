import type { ServerResponse } from 'node:http';
import { LiaisonError, type Power } from '@liaison/protocol';
import { type DeskMeta, isPower } from '../desk/desk-needs.js';
import { refusedWith } from '../desk/desk-refusals.js';
import { roleOf } from '../desk/desk-role.js';
import type { CurrentSession, SessionDoor } from '../desk/session-door.js';
import type { OpenHome } from '../home/open-home.js';
import { claimedTime } from '../replica/clock.js';
import type { DeskSessions, WebSession } from './desk-sessions.js';
import { livingSession } from './session-asker.js';
import { cookieIn, cookieNameOf, dropCookieText, setCookieText } from './session-cookie.js';
import type { SignInDesk } from './sign-in-desk.js';
import { WEB_LIMITS } from './web-limits.js';

export interface BrowserDoorParts {
  readonly home: OpenHome;
  readonly sessions: DeskSessions;
  readonly signIns: SignInDesk;
  readonly monotonicMs: () => number;
  /** Every call of the desk that a browser may make, with what it needs. */
  readonly offered: readonly { readonly path: string; readonly meta: DeskMeta }[];
}

/** The sessions as one browser's request sees them: its token comes in a cookie, and a new one goes out in one. */
export class BrowserDoor implements SessionDoor {
  readonly #name: string;
  #token: string | undefined;

  constructor(
    private readonly parts: BrowserDoorParts,
    cookies: string | undefined,
    private readonly response: ServerResponse,
    private readonly secure: boolean,
  ) {
    this.#name = cookieNameOf(parts.home.settings.home);
    this.#token = cookieIn(cookies, this.#name);
  }

  get session(): WebSession | undefined {
    return this.parts.sessions.find(this.#token);
  }

  touch(): void {
    if (this.#token !== undefined) this.parts.sessions.touch(this.#token);
  }

  choice() {
    return this.parts.signIns.choice();
  }

  async signIn(officer: string, passphrase: string): Promise<CurrentSession> {
    try {
      const { author, name } = await this.parts.signIns.unlock(officer, passphrase);
      if (this.#token !== undefined) this.parts.sessions.end(this.#token);
      this.#token = this.parts.sessions.open(author, name);
    } catch (error) {
      if (error instanceof LiaisonError) throw refusedWith(SIGN_IN_CODES[error.code] ?? 'UNAUTHORIZED', error);
      throw error;
    }
    this.response.setHeader('set-cookie', setCookieText(this.#name, this.#token, this.secure));
    return this.current();
  }

  current(): CurrentSession {
    const { home, offered, monotonicMs } = this.parts;
    const { officer, name, author, locksAtMs } = livingSession(home, this.session);
    const { powers } = author.certificate.claims;
    const { clock } = home.replica.context;
    const left = locksAtMs - monotonicMs();
    const may = offered.filter(({ meta }) => mayAsk(meta, powers)).map(({ path }) => path);
    return {
      officer: { id: officer, name },
      role: roleOf(powers),
      may,
      member: home.settings.member,
      home: home.settings.label,
      idleLockAt: claimedTime({ unixMs: () => clock.unixMs() + left, offsetMinutes: (at) => clock.offsetMinutes(at) }),
      idleMinutes: home.settings.desk?.idleMinutes ?? WEB_LIMITS.idleMinutes,
      language: home.settings.desk?.language ?? null,
    };
  }

  extend(): CurrentSession {
    livingSession(this.parts.home, this.session);
    this.touch();
    return this.current();
  }

  lock(): void {
    const { session } = this;
    if (this.#token === undefined || session === undefined) return;
    this.parts.signIns.note(session.officer, 'locked');
    this.parts.sessions.lock(this.#token);
  }

  signOut(): void {
    const { session } = this;
    if (this.#token !== undefined && session !== undefined) {
      this.parts.signIns.note(session.officer, 'signed-out');
      this.parts.sessions.end(this.#token);
    }
    this.#token = undefined;
    this.response.setHeader('set-cookie', dropCookieText(this.#name, this.secure));
  }
}

const SIGN_IN_CODES: Readonly<Record<string, 'TOO_MANY_REQUESTS'>> = {
  'sign-in-wait': 'TOO_MANY_REQUESTS',
  'sign-in-busy': 'TOO_MANY_REQUESTS',
};

const mayAsk = ({ needs, from }: DeskMeta, powers: readonly Power[]): boolean =>
  from !== 'socket' && (!isPower(needs) || powers.includes(needs));
