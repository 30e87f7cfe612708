import { permits } from '@liaison/identity';
import type { AskedCall, Asker } from '../desk/asker.js';
import { isPower } from '../desk/desk-needs.js';
import { deskRefusal, powerMissing } from '../desk/desk-refusals.js';
import { roleOf } from '../desk/desk-role.js';
import type { OpenHome, UnlockedOfficer } from '../home/open-home.js';
import type { WebSession } from './desk-sessions.js';

/** A session whose officer is still certified and not reported, with the key unlocked; anything else is refused. */
export function livingSession(
  home: OpenHome,
  session: WebSession | undefined,
): WebSession & { readonly author: UnlockedOfficer } {
  if (session === undefined || home.replica.context.authority.isRevoked(session.officer)) {
    throw deskRefusal('not-signed-in');
  }
  const { author } = session;
  if (author === undefined) throw deskRefusal('session-locked');
  return { ...session, author };
}

/** An officer in a browser: every call is judged by the session, whatever its input says. */
export function sessionAsker(home: OpenHome, session: () => WebSession | undefined, touched: () => void): Asker {
  const found = session();
  return {
    officer: found?.officer,
    signal: found?.signal,
    admit({ meta, type }: AskedCall): void {
      if (meta.needs === 'nothing') return;
      const { author, name } = livingSession(home, session());
      if (meta.from === 'socket') throw deskRefusal('desk-call-local');
      if (isPower(meta.needs) && !permits(author.certificate, meta.needs)) {
        throw powerMissing(name, roleOf(author.certificate.claims.powers), meta.needs);
      }
      if (type === 'mutation' && isPower(meta.needs)) touched(); // a page marks as read by itself
    },
    author(officer) {
      if (officer !== undefined) throw deskRefusal('officer-given-twice');
      return Promise.resolve(livingSession(home, session()).author);
    },
  };
}
