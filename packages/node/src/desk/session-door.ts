import type { MemberCode, WriterId } from '@liaison/protocol';
import type { Role } from './desk-role.js';

/** Whom a browser can sign in as, and at which home. */
export interface SignInChoice {
  readonly home: { readonly member: MemberCode; readonly kind: 'desk' | 'laptop'; readonly name: string };
  /** Empty where the home does not show names before sign-in. */
  readonly officers: readonly { readonly id: WriterId; readonly name: string }[];
  readonly namesShown: boolean;
}

/** Who is signed in, and what the desk offers them. */
export interface CurrentSession {
  readonly officer: { readonly id: WriterId; readonly name: string };
  readonly role: Role;
  /** Names of the calls that this officer may make, such as `record.edit`. */
  readonly may: readonly string[];
  readonly member: MemberCode;
  readonly home: string;
  /** When the key is dropped unless something is done before; local time with offset. */
  readonly idleLockAt: string;
  readonly idleMinutes: number;
  /** Language of the home, where one was set; the browser's own otherwise. */
  readonly language: string | null;
}

/** What the calls under `session` do for one browser; there is none over the socket. */
export interface SessionDoor {
  choice(): SignInChoice;
  /** Throws `passphrase-wrong`, `sign-in-wait`, `sign-in-busy`. */
  signIn(officer: string, passphrase: string): Promise<CurrentSession>;
  /** Throws `not-signed-in`, `session-locked`. */
  current(): CurrentSession;
  extend(): CurrentSession;
  lock(): void;
  signOut(): void;
}
