import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Author,
  createFederation,
  type DeskSession,
  type OpenHome,
  openDeskSession,
  openHome,
  systemClock,
  systemRandom,
} from '@liaison/node';
import { Child } from './child-process.js';
import type { ServingHome } from './serving-home.js';

/** Of every officer and home of a bench. */
export const PASSPHRASE = 'a bench keeps nothing';
const BUILT_DESK = fileURLToPath(new URL('../../../apps/desk/dist/web', import.meta.url));

/** Five members with encrypted files in a temporary folder: KR writes, the others receive. */
export class BenchFederation {
  readonly folder = mkdtempSync(join(tmpdir(), 'liaison-bench-'));
  readonly #homes = new Map<string, string>();

  /** Few rounds: how strong a passphrase seal is does not belong to what is measured. */
  async create(): Promise<void> {
    const { members } = await createFederation({
      folder: join(this.folder, 'federation'),
      members: ['KR', 'TH', 'VN', 'MY', 'KH'],
      passphrase: PASSPHRASE,
      clock: systemClock,
      random: systemRandom,
      sealing: { iterations: 1_000 },
    });
    for (const [code, { home }] of Object.entries(members)) this.#homes.set(code, home);
  }

  async withHome<T>(member: string, work: (home: OpenHome) => Promise<T>): Promise<T> {
    const home = await openHome({
      folder: this.#folderOf(member),
      passphrase: PASSPHRASE,
      clock: systemClock,
      random: systemRandom,
    });
    try {
      return await work(home);
    } finally {
      home.close();
    }
  }

  officerOf(home: OpenHome): Promise<Author> {
    return home.unlockOfficer(undefined, PASSPHRASE);
  }

  /** The node of a member in its own process, until `work` is done. */
  async withNode<T>(member: string, work: (node: Child<ServingHome>) => Promise<T>): Promise<T> {
    const child = new Child<ServingHome>(new URL('./serving-home.js', import.meta.url));
    try {
      await child.ask('open', { folder: this.#folderOf(member), passphrase: PASSPHRASE });
      return await work(child);
    } finally {
      await child.ask('close', null); // also where the work failed: a node that goes on would never end
      await child.stop();
    }
  }

  /** The node of a member in its own process with its desk for browsers, until `work` is done. */
  async withDesk<T>(member: string, work: (address: string) => Promise<T>): Promise<T> {
    const child = new Child<ServingHome>(new URL('./serving-home.js', import.meta.url));
    try {
      const { desk } = await child.ask('open', {
        folder: this.#folderOf(member),
        passphrase: PASSPHRASE,
        desk: BUILT_DESK,
      });
      if (desk === null) throw new Error(`${member} serves no desk`);
      return await work(desk);
    } finally {
      await child.ask('close', null);
      await child.stop();
    }
  }

  /** What an officer of a running node talks to; throws where no node runs. */
  async deskOf(member: string): Promise<DeskSession> {
    const desk = await openDeskSession({
      folder: this.#folderOf(member),
      passphrase: () => Promise.reject(new Error(`no node of ${member} runs`)),
      clock: systemClock,
      random: systemRandom,
    });
    return desk;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #folderOf(member: string): string {
    const folder = this.#homes.get(member);
    if (folder === undefined) throw new Error(`${member} has no home in this federation`);
    return folder;
  }
}
