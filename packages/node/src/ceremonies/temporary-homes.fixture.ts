import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callerClient, createPeerRouter, runSync, type SyncReport } from '@liaison/sync';
import { type OpenHome, openHome } from '../home/open-home.js';
import { ManualClock } from '../testing/manual-clock.js';
import { SeededRandom } from '../testing/seeded-random.js';
import { completeEnrolment } from './complete-enrolment.js';
import { type GrantEnrolmentOptions, grantEnrolment } from './grant-enrolment.js';
import { initHome } from './init-home.js';
import { requestEnrolment } from './request-enrolment.js';

export const PASSPHRASE = 'Busan, nine boats at dawn';

/** Few rounds: how strong a seal is, the tests of `identity` know. */
export const QUICK = { iterations: 1_000 };

/** A folder of the system's temporary ones with homes in it; one constructor for all tests of homes and ceremonies. */
export class TemporaryHomes {
  readonly folder = mkdtempSync(join(tmpdir(), 'liaison-homes-'));
  readonly clock = new ManualClock();
  readonly random: SeededRandom;
  readonly #open = new Set<OpenHome>();

  constructor(seed: string) {
    this.random = new SeededRandom(seed);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** What every ceremony takes besides its own options. */
  get means() {
    return { passphrase: PASSPHRASE, clock: this.clock, random: this.random, sealing: QUICK };
  }

  /** A member of its own, with its desk in a folder of that name. */
  async init(name: string, change: Partial<Parameters<typeof initHome>[0]> = {}) {
    return await initHome({ folder: this.path(name), member: 'KR', officer: 'Kim Ji-won', ...this.means, ...change });
  }

  async open(name: string, passphrase = PASSPHRASE): Promise<OpenHome> {
    const { clock, random } = this;
    const home = await openHome({ folder: this.path(name), passphrase, clock, random });
    this.#open.add(home);
    return home;
  }

  close(home: OpenHome): void {
    home.close();
    this.#open.delete(home);
  }

  /** A laptop that asks to be enrolled. */
  async request(name: string, change: Partial<Parameters<typeof requestEnrolment>[0]> = {}) {
    const names = { member: 'KR', label: 'KR-laptop', officer: '김지원' };
    return await requestEnrolment({ folder: this.path(name), ...names, ...this.means, ...change });
  }

  /** A laptop that was enrolled by this desk. */
  async enrol(
    name: string,
    desk: OpenHome,
    spaces: GrantEnrolmentOptions['spaces'] = '*',
    change: Partial<GrantEnrolmentOptions> = {},
  ): Promise<OpenHome> {
    const { requestFile } = await this.request(name);
    const asked = { home: desk, requestFile, spaces, passphrase: PASSPHRASE, ...change };
    const { certificateFile } = await grantEnrolment(asked);
    await completeEnrolment({ folder: this.path(name), certificateFile, passphrase: PASSPHRASE });
    return await this.open(name);
  }

  names(): string[] {
    return readdirSync(this.folder).sort();
  }

  remove(): void {
    for (const home of this.#open) home.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const router = createPeerRouter();

/** One whole session between two homes, through the real router. */
export function sync(from: OpenHome, to: OpenHome): Promise<SyncReport> {
  const caller = router.createCaller({ caller: from.settings.home, replica: to.replica });
  return runSync(callerClient(caller, to.settings.home), from.replica);
}

/** The code of what a call rejects with. */
export async function rejectedCode(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
  return 'nothing rejected';
}
