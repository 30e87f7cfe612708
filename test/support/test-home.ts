import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Clock,
  type DeskCaller,
  type DeskSession,
  type OpenHome,
  openDeskSession,
  openHome,
  systemClock,
  systemRandom,
} from '@liaison/node';
import { closeWithTests } from './clean-up.js';
import type { StatusAnswer, SyncAnswer } from './command-answers.js';
import { type CommandAnswer, runCommand } from './command-line.js';
import { ServingProcess } from './serving-process.js';

/** Where a home is and what opens it. */
export interface HomePlace {
  /** Member code, or the label of a laptop. */
  readonly name: string;
  readonly home: string;
  readonly passphraseFile: string;
  /** Null for a laptop: it only calls others. */
  readonly address: string | null;
}

/** One home of a federation as its owner handles it: by the command line, by a desk session, or opened in this process. */
export class TestHome {
  node: ServingProcess | undefined;
  #held: Promise<DeskSession> | undefined;
  #holds = false;

  constructor(readonly place: HomePlace) {}

  get name(): string {
    return this.place.name;
  }

  get home(): string {
    return this.place.home;
  }

  get passphrase(): string {
    return readFileSync(this.place.passphraseFile, 'utf8').trimEnd();
  }

  get officer(): { passphrase: string } {
    return { passphrase: this.passphrase };
  }

  /** Keeps the home open between desk calls until a command or a node needs it: unlocking is most of what a call costs. */
  holdOpen(): TestHome {
    this.#holds = true;
    return this;
  }

  /** Runs the real command line on this home. */
  async cli<Document = unknown>(...args: string[]): Promise<CommandAnswer<Document>> {
    await this.#release();
    return runCommand<Document>([...args, '--home', this.home], this.place.passphraseFile);
  }

  /** As `cli`, for a command that must succeed. */
  async does<Document = unknown>(...args: string[]): Promise<Document> {
    const { code, json, stderr } = await this.cli<Document>(...args);
    if (code !== 0)
      throw new Error(`${this.name}: liaison ${args.join(' ')} gave ${code}: ${JSON.stringify(json)}\n${stderr}`);
    return json;
  }

  /** The calls behind the commands: to the node when one runs here, else in this process. Many cost little. */
  async desk<T>(work: (calls: DeskCaller) => Promise<T>): Promise<T> {
    const session = await this.#session();
    try {
      return await work(session.calls);
    } finally {
      if (!this.#holds) await session.close();
    }
  }

  #session(): Promise<DeskSession> {
    if (this.#held !== undefined) return this.#held;
    const { home: folder } = this;
    const passphrase = () => Promise.resolve(this.passphrase);
    const session = openDeskSession({ folder, passphrase, clock: systemClock, random: systemRandom });
    if (this.#holds) this.#held = session.then(closeWithTests);
    return session;
  }

  async #release(): Promise<void> {
    const session = await this.#held;
    this.#held = undefined;
    await session?.close();
  }

  /** Opens the home in this process alone; only while no node runs here. */
  async open(clock: Clock = systemClock): Promise<OpenHome> {
    await this.#release();
    const { home: folder, passphrase } = this;
    return closeWithTests(await openHome({ folder, passphrase, clock, random: systemRandom }));
  }

  /** Opens the home, works on it and closes it whatever happens. */
  async opened<T>(work: (home: OpenHome) => T | Promise<T>): Promise<T> {
    const home = await this.open();
    try {
      return await work(home);
    } finally {
      home.close();
    }
  }

  /** A node that answers and syncs when it is told to, so that a test says when what moves. */
  serve(...options: string[]): Promise<ServingProcess> {
    return this.serveInTouch('--alone', ...options);
  }

  /** A node that keeps in touch by itself, as `liaison serve` does. */
  async serveInTouch(...options: string[]): Promise<ServingProcess> {
    await this.#release();
    this.node = await ServingProcess.start(this.home, this.place.passphraseFile, ...options);
    return this.node;
  }

  async stop(): Promise<number | null> {
    const code = await this.node?.stop();
    this.node = undefined;
    return code ?? null;
  }

  async kill9(): Promise<void> {
    await this.node?.kill9();
    this.node = undefined;
  }

  status(): Promise<StatusAnswer> {
    return this.desk(async (calls) => (await calls.home.status()) as StatusAnswer);
  }

  /** One sync through the desk; `onEntries` hears how many entries have moved so far. */
  sync(peer: string | TestHome, onEntries: (entries: number) => void = () => undefined): Promise<SyncAnswer> {
    const name = typeof peer === 'string' ? peer : peer.name;
    return this.desk(async (calls) => {
      for await (const step of await calls.work.sync({ with: name })) {
        if (step.type === 'result') return step.result as SyncAnswer;
        const { entriesSent, entriesReceived } = step.progress as { entriesSent: number; entriesReceived: number };
        onEntries(entriesSent + entriesReceived);
      }
      throw new Error('the node stopped before the sync was done');
    });
  }

  /** The same home in another folder, as when it is moved: the files are the same ones. */
  at(home: string): TestHome {
    return new TestHome({ ...this.place, home });
  }

  /** A byte-for-byte copy of the closed home, as a backup or a cloned machine is one. */
  copyTo(folder: string): TestHome {
    const home = join(folder, this.name.toLowerCase());
    cpSync(this.home, home, { recursive: true });
    return new TestHome({ ...this.place, home });
  }
}
