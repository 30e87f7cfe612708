import { permits } from '@liaison/identity';
import { LiaisonError } from '@liaison/protocol';
import { z } from 'zod';
import type { HomeOfficer } from '../home/choose-officer.js';
import type { OpenHome } from '../home/open-home.js';
import type { AskedCall, Asker } from './asker.js';
import { isPower } from './desk-needs.js';
import { deskRefusal, powerMissing } from './desk-refusals.js';
import { roleOf } from './desk-role.js';

const namedOfficer = z.object({ officer: z.object({ as: z.string().optional() }) });

/**
 * Whoever can open the socket owns the files of the home (NOD-8). A call that names an officer is judged by that officer's
 * powers, as a session is; one that names none signs nothing as an officer.
 */
export function ownerAsker(home: OpenHome): Asker {
  return {
    officer: undefined,
    signal: undefined,
    admit: (call) => admitNamed(home, call),
    author: async (officer) => {
      if (officer === undefined) throw deskRefusal('officer-not-given');
      return home.unlockOfficer(officer.as, officer.passphrase);
    },
  };
}

function admitNamed(home: OpenHome, { input, meta: { needs } }: AskedCall): void {
  const named = namedOfficer.safeParse(input);
  if (!named.success || !isPower(needs)) return;
  const officer = home.replica.reading(() => namedIn(home, named.data.officer.as));
  const certificate = officer && home.replica.certificate(officer.writer);
  if (officer === undefined || certificate === undefined) return; // to unlock the key will say what is wrong
  if (!permits(certificate, needs)) throw powerMissing(officer.name, roleOf(certificate.claims.powers), needs);
}

function namedIn(home: OpenHome, as: string | undefined): HomeOfficer | undefined {
  try {
    return home.officerCalled(as);
  } catch (error) {
    if (error instanceof LiaisonError) return undefined;
    throw error;
  }
}
