import type { Random } from '@liaison/identity';
import { homeError } from '../home/home-errors.js';
import { openHome } from '../home/open-home.js';
import type { Clock } from '../replica/clock.js';
import { copyNotice } from '../replica/rights/copied-home.js';
import { type CompleteEnrolmentReport, completeEnrolment } from './complete-enrolment.js';
import { grantEnrolment } from './grant-enrolment.js';
import { DESK_OFFICER_POWERS } from './powers.js';
import { type RenewMachineOptions, type RenewMachineReport, renewMachine } from './renew-machine.js';

export interface RenewDeskOptions extends RenewMachineOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Goes on without having heard from anybody since the copy was noticed: the directory may then contradict itself. */
  readonly unsynced: boolean;
}

export type RenewDeskReport = Omit<RenewMachineReport, 'requestFile'> & CompleteEnrolmentReport;

/**
 * Makes a copied or restored home desk a writer of its own: it certifies itself with the directory key that it holds, in
 * one step, and its node gets a new TLS key. First it must have heard from another home, since its directory may be older
 * than the one that others hold. Throws `home-in-use`, `directory-key-missing`, `home-copied-sync-first` and what
 * `renewMachine` throws.
 */
export async function renewDesk(options: RenewDeskOptions): Promise<RenewDeskReport> {
  const { folder, passphrase, clock, random } = options;
  const home = await openHome({ folder, passphrase, clock, random });
  try {
    await home.unlockDirectoryKey(passphrase);
    if (copyNotice(home.replica.context)?.synced === false && !options.unsynced)
      throw homeError('home-copied-sync-first');
    const { requestFile, ...renewed } = await renewMachine(home, options);
    const { address } = home.settings;
    const node = { writer: renewed.home, addresses: [address ?? ''], tlsPin: renewed.tlsPin };
    const { certificateFile } = await grantEnrolment({
      home,
      requestFile,
      spaces: '*',
      powers: DESK_OFFICER_POWERS,
      passphrase,
      change: { nodes: address === null ? [] : [node], nodesGone: [renewed.before], endsCopy: true },
    });
    home.close();
    return { ...renewed, ...(await completeEnrolment({ folder, certificateFile, passphrase })) };
  } finally {
    home.close();
  }
}
