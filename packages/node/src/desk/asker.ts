import type { WriterId } from '@liaison/protocol';
import type { UnlockedOfficer } from '../home/open-home.js';
import type { DeskMeta } from './desk-needs.js';

/** Whose key signs, as the input of a call names it: over the socket only. */
export interface GivenOfficer {
  readonly as?: string | undefined;
  readonly passphrase: string;
}

/** One call as it is judged before its input is even looked at. */
export interface AskedCall {
  readonly path: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly meta: DeskMeta;
  /** As it came, of any shape. */
  readonly input: unknown;
}

/** Who asks: the owner of the home's files over the socket, or an officer's session in a browser. */
export interface Asker {
  /** The officer, where one is signed in. */
  readonly officer: WriterId | undefined;
  /** Aborted when the session is locked or over; undefined over the socket. */
  readonly signal: AbortSignal | undefined;
  /** Throws where this asker may not make the call: `power-missing`, `not-signed-in`, `session-locked` … */
  admit(call: AskedCall): void;
  /** The officer with the key unlocked. Throws what unlocking throws, or `officer-not-given`. */
  author(officer: GivenOfficer | undefined): Promise<UnlockedOfficer>;
}
