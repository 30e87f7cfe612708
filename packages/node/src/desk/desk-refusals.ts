import { LiaisonError } from '@liaison/protocol';
import { TRPCError } from '@trpc/server';
import type { Role } from './desk-role.js';

/** Why the desk does not take a call: the sentence for a person (`{why}` is filled in) and the next step. */
const DESK_REFUSALS = {
  'not-signed-in': ['Nobody is signed in here.', 'Sign in with your passphrase.'],
  'session-locked': ['The desk was locked, and nothing that was typed is lost.', 'Type your passphrase to go on.'],
  'power-missing': ['{why}', 'Ask whoever administers the desk of your member for a certificate with that power.'],
  'desk-call-local': [
    'This works with files of the machine that the node runs on, so no browser may ask for it.',
    'Use the command line on that machine: `liaison --help`.',
  ],
  'officer-not-given': ['It is not said whose key signs this.', 'Name an officer with --as.'],
  'officer-given-twice': [
    'A signed-in officer signs with their own key, so no officer is named in a call.',
    'Leave the officer out.',
  ],
  'desk-call-browser': ['This is for browsers.', 'Name the officer of each command with --as instead.'],
  'key-missing': ['The page asked for a change without a key of its own.', 'Load the page again.'],
} as const satisfies Record<string, readonly [string, string]>;

type DeskRefusalCode = keyof typeof DESK_REFUSALS;

const TRPC_CODES = {
  'not-signed-in': 'UNAUTHORIZED',
  'session-locked': 'UNAUTHORIZED',
  'power-missing': 'FORBIDDEN',
  'desk-call-local': 'FORBIDDEN',
  'officer-not-given': 'BAD_REQUEST',
  'officer-given-twice': 'BAD_REQUEST',
  'desk-call-browser': 'BAD_REQUEST',
  'key-missing': 'BAD_REQUEST',
} as const satisfies Record<DeskRefusalCode, TRPCError['code']>;

/** A refusal as tRPC carries it, with the expected failure as its cause. */
export function deskRefusal(code: DeskRefusalCode, why = ''): TRPCError {
  const [message, next] = DESK_REFUSALS[code];
  return refusedWith(
    TRPC_CODES[code],
    new LiaisonError(
      code,
      message.replace('{why}', () => why),
      next,
    ),
  );
}

export const refusedWith = (code: TRPCError['code'], cause: LiaisonError): TRPCError =>
  new TRPCError({ code, message: cause.message, cause });

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  viewer: 'a viewer',
  investigator: 'an investigator',
  liaison: 'a liaison officer',
  administrator: 'an administrator',
};

export const powerMissing = (name: string, role: Role, power: string): TRPCError =>
  deskRefusal('power-missing', `${name} is ${ROLE_WORDS[role]} here, and this needs the power "${power}".`);
