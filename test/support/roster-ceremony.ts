import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './clean-up.js';
import { runCommand } from './command-line.js';
import { TestHome } from './test-home.js';

/** The roster as commands show it. */
export interface RosterAnswer {
  readonly id: string;
  readonly version: number;
  readonly members: readonly string[];
  readonly former: readonly string[];
  readonly threshold: number;
  readonly fingerprint: string;
  readonly fork: { readonly version: number; readonly ids: readonly string[] } | null;
}

export const rosterAt = (home: TestHome): Promise<RosterAnswer> => home.desk((calls) => calls.roster.show());

/** The sealed root key that `init` and `federation create` leave in a home. */
export const rootOf = (home: TestHome): string => join(home.home, 'keys', 'root.jwe');

/** A proposal that goes from member to member on a stick; each signs its own copy, at a machine without a home. */
export class CarriedProposal {
  readonly folder = temporaryFolder('proposal');
  readonly file = join(this.folder, 'proposal.json');
  readonly #signed: string[] = [];

  /** Signs a copy with a root key and its passphrase. */
  async sign(rootKey: string, passphraseFile: string): Promise<CarriedProposal> {
    const copy = join(this.folder, `signed-${this.#signed.length}.json`);
    copyFileSync(this.file, copy);
    const { code, json } = await runCommand(['roster', 'sign', copy, '--root', rootKey], passphraseFile);
    if (code !== 0) throw new Error(`roster sign gave ${code}: ${JSON.stringify(json)}`);
    this.#signed.push(copy);
    return this;
  }

  async signBy(...homes: TestHome[]): Promise<CarriedProposal> {
    for (const home of homes) await this.sign(rootOf(home), home.place.passphraseFile);
    return this;
  }

  /** The copies with their signatures, for `roster combine`. */
  get copies(): readonly string[] {
    return this.#signed;
  }
}

/** A proposal made at a home by these arguments of `roster propose` or `roster pin`. */
export async function proposedAt(home: TestHome, ...args: string[]): Promise<CarriedProposal> {
  const proposal = new CarriedProposal();
  await home.does('roster', ...args, '--out', proposal.file);
  return proposal;
}

/** Takes everything that one home holds of the community to others on a stick. */
export async function carryCommunity(from: TestHome, ...to: TestHome[]): Promise<void> {
  const file = join(temporaryFolder('community'), 'community.json');
  await from.does('roster', 'export', '--out', file);
  for (const home of to) await home.does('roster', 'import', file);
}

/** A member that is on its own so far: its home has a roster of one. */
export async function newMember(code: string): Promise<TestHome> {
  const folder = temporaryFolder(`member-${code.toLowerCase()}`);
  const passphraseFile = join(folder, 'passphrase.txt');
  writeFileSync(passphraseFile, `${code} alone\n`);
  mkdirSync(join(folder, 'media'));
  const address = `https://127.0.0.1:${await freePort()}`;
  const home = new TestHome({ name: code, home: join(folder, 'home'), address, passphraseFile });
  await home.does('init', '--member', code, '--officer', 'Desk', '--address', address);
  return home;
}

/** The card of a member, with another root key where one is given. */
export async function cardOf(home: TestHome, rootKey?: string): Promise<string> {
  const card = join(temporaryFolder('card'), 'card.json');
  await home.does('member', 'show', '--card', card, ...(rootKey === undefined ? [] : ['--root-key', rootKey]));
  return card;
}

/** A port that nobody listens on at this moment. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
