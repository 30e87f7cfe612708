import { createSpace, editRecord, newRecord, showRecord } from '@liaison/node';
import { MemoryFederation, type MemoryHome, memorySync, type SeededRandom } from '@liaison/node/testing';
import { LiaisonError, type MemberCode, type RecordId, type SpaceId } from '@liaison/protocol';
import { databaseImage, openMemoryDatabase } from '@liaison/store';

/** One edit of the joint section as its author meant it: every letter and every value is written once in a history. */
export interface Said {
  readonly entry: string;
  readonly home: string;
  /** Whether the writer that is stopped said it, and at which place of its log. */
  readonly stoppedSeq: number | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The laptop that is lost, and a copy of it. */
export const LOST = 'KR-laptop';
export const COPY = 'KR-laptop-copy';

const LETTERS_FROM = 0xe000;

/** A case of three members, with a laptop whose writer will be stopped after others have built on what it wrote. */
export class StoppedWorld {
  readonly federation: MemoryFederation;
  readonly said: Said[] = [];
  readonly space: SpaceId;
  readonly record: RecordId;
  readonly trace: string[] = [];
  /** Homes by name; a copy comes later. */
  readonly homes = new Map<string, MemoryHome>();
  #letters = 0;

  constructor(
    seed: string,
    readonly random: SeededRandom,
  ) {
    this.federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
    for (const name of ['KR', 'TH', 'VN']) this.homes.set(name, this.federation.home(name));
    this.homes.set(LOST, this.federation.addLaptop(LOST, 'KR', '*'));
    const { replica, officer } = this.home('KR');
    const audience = ['TH', 'VN'] as MemberCode[];
    this.space = createSpace(replica, officer, { kind: 'case', title: 'Siren', audience }).space;
    const change = { fields: { title: 'Siren' } };
    this.record = newRecord(replica, officer, { space: this.space, kind: 'case', change }).record;
  }

  home(name: string): MemoryHome {
    const home = this.homes.get(name);
    if (home === undefined) throw new Error(`no home ${name}`);
    return home;
  }

  note(line: string): void {
    this.trace.push(line);
  }

  /** Whole sessions; what a session reports besides being done is the caller's to judge. */
  async meet(from: string, to: string): Promise<void> {
    const report = await memorySync(this.home(from), this.home(to));
    this.note(`${from} meets ${to}: ${report.error?.code ?? (report.converged ? 'equal' : 'not equal')}`);
  }

  /** A copied disk: from now on two machines write with one key. */
  copyLaptop(): void {
    const copy = { ...this.home(LOST), name: COPY };
    this.federation.reopen(copy, openMemoryDatabase(databaseImage(copy.database)));
    this.homes.set(COPY, copy);
    this.note('the laptop is copied');
  }

  /** Types up to four new letters anywhere into the joint narrative, and takes some of what is there away. */
  type(name: string): void {
    const units = [...String(this.#joint(name).narrative?.[0] ?? '')];
    const at = this.random.below(units.length + 1);
    const count = this.random.below(3) === 0 ? this.random.below(4) : 0;
    const added = Array.from({ length: 1 + this.random.below(4) }, () => this.#letter());
    const removed = units.splice(at, count, ...added);
    this.#edit(name, { added, removed }, { texts: { narrative: units.join('') } });
  }

  /** Says something new in a field of the joint section. */
  say(name: string): void {
    const value = this.#letter();
    const removed = (this.#joint(name).leadAgency ?? []).map(String);
    this.#edit(name, { added: [value], removed }, { fields: { leadAgency: value } });
  }

  #joint(name: string) {
    return showRecord(this.home(name).replica.context, this.record).sections.joint ?? {};
  }

  #letter(): string {
    return String.fromCharCode(LETTERS_FROM + this.#letters++);
  }

  #edit(name: string, { added, removed }: Pick<Said, 'added' | 'removed'>, change: object): void {
    const { replica, officer } = this.home(name);
    try {
      const { entry } = editRecord(replica, officer, { record: this.record, joint: true, change });
      if (entry === null) return;
      const isLost = name === LOST || name === COPY;
      const seq = replica.context.store.entries.byId(entry)?.seq ?? 0;
      this.said.push({ entry, home: name, stoppedSeq: isLost ? seq : null, added, removed });
      this.note(`${name} adds ${codes(added)}, removes ${codes(removed)}${isLost ? ` as entry ${seq}` : ''}`);
    } catch (error) {
      const isStopped = error instanceof LiaisonError && ['writer-stopped', 'home-copied'].includes(error.code);
      if (!isStopped) throw error;
      this.note(`${name} is told that it may not sign`);
    }
  }
}

export const codes = (letters: readonly string[]): string =>
  `[${letters.map((letter) => letter.charCodeAt(0) - LETTERS_FROM).join(' ')}]`;
