import type { WriterId } from '@liaison/protocol';
import { chooseOfficer } from '../home/choose-officer.js';
import type { DeskContext } from './desk-context.js';
import { deskRefusal } from './desk-refusals.js';

/**
 * The officer in whose eyes a list is shown: the one who is signed in; over the socket by name or id, or the only or
 * default one. Nothing is unlocked: what they have read is no secret to their own home. Throws `officer-unknown`,
 * `officer-ambiguous`, and `officer-given-twice` where a browser names one.
 */
export function askingOfficer({ home, asker }: DeskContext, officer: string | undefined): WriterId {
  const signedIn = asker?.officer;
  if (signedIn === undefined) return chooseOfficer(home.actingOfficers, officer).writer;
  if (officer !== undefined) throw deskRefusal('officer-given-twice');
  return signedIn;
}
