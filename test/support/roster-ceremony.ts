import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { signProposal, unlockRootKey } from '@liaison/node';
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

  /** Signs a copy with a root key and its passphrase; `roster sign` is the same with a process around it. */
  async sign(rootKey: string, passphraseFile: string): Promise<CarriedProposal> {
    const key = await unlockedRoot(rootKey, passphraseFile);
    writeFileSync(this.#nextCopy(), signProposal(readFileSync(this.file, 'utf8'), key));
    return this;
  }

  /** As `sign`, by the command line. */
  async signByCommand(home: TestHome): Promise<CarriedProposal> {
    const copy = this.#nextCopy();
    copyFileSync(this.file, copy);
    const sign = ['roster', 'sign', copy, '--root', rootOf(home)];
    const { code, json } = await runCommand(sign, home.place.passphraseFile);
    if (code !== 0) throw new Error(`roster sign gave ${code}: ${JSON.stringify(json)}`);
    return this;
  }

  #nextCopy(): string {
    const copy = join(this.folder, `signed-${this.#signed.length}.json`);
    this.#signed.push(copy);
    return copy;
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

const unlockedRoots = new Map<string, ReturnType<typeof unlockRootKey>>();

/** A root key is unlocked once, since that is slow on purpose. */
function unlockedRoot(file: string, passphraseFile: string): ReturnType<typeof unlockRootKey> {
  const known = unlockedRoots.get(file);
  if (known !== undefined) return known;
  const passphrase = readFileSync(passphraseFile, 'utf8').trimEnd();
  const unlocked = unlockRootKey(readFileSync(file, 'utf8'), passphrase);
  unlockedRoots.set(file, unlocked);
  return unlocked;
}

/** Takes everything that one home holds of the community to others on a stick. */
export async function carryCommunity(from: TestHome, ...to: TestHome[]): Promise<void> {
  const { file } = await from.desk((calls) => calls.roster.export());
  for (const home of to) await home.desk((calls) => calls.roster.import({ file, dryRun: false }));
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
  const file = join(temporaryFolder('card'), 'card.json');
  const { card } = await home.desk((calls) => calls.member.show(rootKey === undefined ? {} : { rootKey }));
  writeFileSync(file, card);
  return file;
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
