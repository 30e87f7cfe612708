import { strict as assert } from 'node:assert';
import { type AudiencePlan, createSpace } from '@liaison/node';
import { ManualClock, MemoryFederation, type MemoryHome, SeededRandom } from '@liaison/node/testing';
import type { EntryId, MemberCode, SpaceId } from '@liaison/protocol';
import { openMemoryDatabase } from '@liaison/store';
import { AudienceModel } from './audience-model.js';
import { CASTS, type Cast, LAPTOP, NEWCOMER } from './cast.js';
import type { Direction } from './direction.js';
import { mayRefuse } from './honest-refusals.js';
import type { CarriedBundle, KnownRecord, KnownSpace, WrittenEntry } from './known-places.js';
import { Network } from './network.js';
import type { Plan } from './plan.js';
import { ScalarModel } from './scalar-model.js';
import { closePagesAfter, keepBack } from './sending-habits.js';
import { Sessions, type SessionWorld } from './sessions.js';
import { armPowerCut, SimulatedDisk } from './simulated-disk.js';

/** Homes of the real code in one process, and what an all-knowing observer remembers of what they did. */
export class World implements SessionWorld {
  readonly federation: MemoryFederation;
  readonly network = new Network();
  readonly sessions: Sessions;
  readonly model = new ScalarModel();
  readonly audiences = new AudienceModel();
  /** Step of the last statement that names a member as a newcomer, by space and member. */
  readonly lastAdmitted = new Map<string, number>();
  rootsRenewed = 0;
  readonly partBytes: number | undefined;
  /** What of the present step is not left to chance. */
  direction: Direction = {};
  readonly spaces: KnownSpace[] = [];
  readonly records: KnownRecord[] = [];
  /** Entries that honest homes wrote and whose commit was durable, by home. */
  readonly written = new Map<string, Map<EntryId, WrittenEntry>>();
  /** Letters that honest writers put into narratives, by register. */
  readonly letters: {
    readonly known: KnownRecord;
    readonly section: string;
    readonly entry: EntryId;
    readonly letter: string;
  }[] = [];
  readonly trace: string[] = [];
  /** Names of the homes there are. */
  readonly homes: string[];
  readonly members: string[];
  readonly laptops: readonly string[];
  /** Homes that follow no rule. */
  readonly hostile: ReadonlySet<string>;
  /** Homes that went on from an old image: their logs may be forked. */
  readonly rolledBack = new Set<string>();
  /** Pins that were made, by the last sequence number that counts in each lane. */
  readonly pins: {
    readonly space: SpaceId;
    readonly writer: string;
    readonly control: number;
    readonly record: number;
  }[] = [];
  /** Pages of honest senders that were refused. */
  readonly refusedHonest: string[] = [];
  /** The laptop was reported lost: others refuse it, and its logs are pinned. */
  laptopLost = false;
  readonly #images = new Map<string, Uint8Array[]>();
  readonly offline = new Set<string>();
  /** Hostile homes that give only a part of what they are asked for: of n + 1 entries and spaces they keep one back. */
  readonly withholds = new Map<string, number>();
  readonly #clocks = new Map<string, ManualClock>();
  readonly #disks = new Map<string, SimulatedDisk>();
  readonly #armed = new Set<string>();
  /** Members that were ever taken out of some space. */
  readonly removed = new Set<string>();
  readonly #fallen = new Set<string>();
  letterCount = 0;
  /** Who was told first of a member that joined. */
  readonly sponsors = new Map<string, string>();
  /** Bundles that were made, to be read at any later time. */
  readonly carried: CarriedBundle[] = [];
  /** Sections of which something was ever recalled, as space, record and section. */
  readonly recalled = new Set<string>();

  constructor(readonly plan: Plan) {
    const cast: Cast = CASTS[plan.cast];
    this.partBytes = plan.partBytes;
    this.members = [...cast.members];
    this.laptops = cast.laptops.map(({ name }) => name);
    this.hostile = new Set(cast.hostile);
    this.homes = [...cast.members, ...this.laptops];
    this.federation = new MemoryFederation(cast.members, plan.seed, (name) => this.clock(name));
    this.sessions = new Sessions(this);
    for (const name of this.homes) this.written.set(name, new Map());
    const spaces = cast.spaces.map(([founder, ...audience]) => this.foundSpace(founder, audience));
    for (const { name, member, carries } of cast.laptops) {
      const scope = carries.flatMap((index) => spaces[index] ?? []);
      this.federation.addLaptop(name, member, scope.sort());
    }
    for (const name of this.homes) this.#settle(this.home(name));
  }

  /** A member has joined; its desk is one of the homes from now on. */
  welcome(member: string, sponsor: string): void {
    this.sponsors.set(member, sponsor);
    this.members.push(member);
    this.homes.push(member);
    this.written.set(member, new Map());
    this.#settle(this.home(member));
  }

  enrolNewcomer(scope: SpaceId[] | '*'): void {
    if (this.homes.includes(NEWCOMER)) return;
    this.homes.push(NEWCOMER);
    this.written.set(NEWCOMER, new Map());
    try {
      this.federation.addLaptop(NEWCOMER, 'TH', scope);
    } finally {
      this.#settle(this.home(NEWCOMER));
      this.note('TH enrols a laptop');
    }
  }

  home(name: string): MemoryHome {
    return this.federation.home(name);
  }

  clock(name: string): ManualClock {
    const clock = this.#clocks.get(name) ?? new ManualClock();
    this.#clocks.set(name, clock);
    return clock;
  }

  isUp(name: string): boolean {
    return !this.offline.has(name);
  }

  /** Chance of one planned operation, whatever else was dropped from the plan. */
  random(id: number): SeededRandom {
    return new SeededRandom(`${this.plan.seed}/operation/${id}`);
  }

  note(text: string): void {
    this.trace.push(text);
  }

  /** Whether everything that this home's officer committed must still count at the end. */
  isTrusted(name: string): boolean {
    return !this.hostile.has(name) && !this.rolledBack.has(name) && !(name === LAPTOP && this.laptopLost);
  }

  /** Whether a home follows the rules, whatever became of it: a lost laptop does, up to where it was lost. */
  keepsRules(name: string): boolean {
    return !this.hostile.has(name) && !this.rolledBack.has(name);
  }

  holds(name: string, entry: EntryId): boolean {
    return this.home(name).replica.context.store.entries.byId(entry) !== undefined;
  }

  foundSpace(founder: string, audience: readonly string[]): SpaceId {
    const home = this.home(founder);
    const input = { kind: 'case' as const, title: `Space of ${founder}`, audience: audience as MemberCode[] };
    const { space } = createSpace(home.replica, home.officer, input);
    this.knowSpace(space, founder, audience);
    this.wrote(founder, space);
    return space;
  }

  knowSpace(id: SpaceId, founder: string, audience: readonly string[]): void {
    const { member, officerKeys, replica } = this.home(founder);
    this.spaces.push({ id, owner: member, founder, audience: new Set(audience) });
    const { entries, logs, spaces } = replica.context.store;
    const [log] = logs.ofWriter(spaces.byId(id)?.row ?? 0, 'control', officerKeys.writer);
    const genesis = log && entries.at(log.row, 1);
    if (genesis !== undefined) this.audiences.founded(id, genesis.id, member, founder, audience);
  }

  /** Remembers what a home's officer has just said about the audience of a space. */
  statedAudience(name: string, space: SpaceId, plan: AudiencePlan, added: readonly string[]): void {
    const known = this.spaces.find(({ id }) => id === space);
    const removed = plan.removed.map(({ member }) => member);
    const { member: owner } = this.home(name);
    if (plan.entry === null) return;
    const statement = { entry: plan.entry, author: name, owner, full: plan.audience, removed };
    this.audiences.stated(space, statement, (entry) => this.holds(name, entry));
    for (const code of plan.admitted) known?.audience.add(code);
    for (const code of removed) this.removed.add(code);
    this.wrote(name, space, removed);
    for (const code of added) this.lastAdmitted.set(`${space} ${code}`, this.trace.length);
  }

  /** Remembers what a home's officer has just committed in a space; who is removed by it may still have it. */
  wrote(name: string, space: SpaceId, removing: readonly string[] = []): void {
    const { context } = this.home(name).replica;
    const row = context.store.spaces.byId(space)?.row ?? 0;
    const { writer } = this.home(name).officer.certificate.claims;
    const known = this.written.get(name);
    const excluded = this.#excluded(name, space, removing);
    for (const lane of ['control', 'record'] as const) {
      for (const log of context.store.logs.ofWriter(row, lane, writer)) {
        for (const entry of context.store.entries.range(log.row, 0, log.tipSeq, 10_000)) {
          known?.set(entry.id, known.get(entry.id) ?? { space, step: this.trace.length, excluded });
        }
      }
    }
  }

  /** Members that were in the audience once and that this home knows to be out of it. */
  #excluded(name: string, space: SpaceId, removing: readonly string[]): Set<string> {
    const { context } = this.home(name).replica;
    const { audience, owner } = context.standings.of(context.store.spaces.byId(space)?.row ?? 0);
    const known = this.spaces.find(({ id }) => id === space);
    const ever = [...(known?.audience ?? []), ...(known === undefined ? [] : [known.owner])];
    return new Set(
      ever.filter((code) => code !== owner && !audience.has(code as MemberCode) && !removing.includes(code)),
    );
  }

  /** Whether an entry is held and counts at a home. */
  counts(name: string, entry: EntryId): boolean {
    const { context } = this.home(name).replica;
    const row = context.store.entries.byId(entry);
    if (row === undefined || row.noRight !== null) return false;
    return row.seq <= (context.standings.limitsOf(row.space).get(row.log) ?? row.seq);
  }

  /** The power of a home fails and comes back: open sessions are gone, and with them what was not synced. */
  async crash(name: string, lostCommits = 0): Promise<void> {
    const home = this.home(name);
    const disk = this.#disks.get(name);
    assert(disk !== undefined);
    const image = disk.afterCrash(lostCommits);
    await this.sessions.abandon(name);
    home.database.close();
    this.restore(name, image);
  }

  /** Images of a home that were kept, to go on from later. */
  imagesOf(name: string): Uint8Array[] {
    const images = this.#images.get(name) ?? [];
    this.#images.set(name, images);
    return images;
  }

  /** A home goes on from an old image of itself. */
  async rollBack(name: string, image: Uint8Array): Promise<void> {
    await this.sessions.abandon(name);
    this.home(name).database.close();
    this.restore(name, image);
    this.rolledBack.add(name);
  }

  restore(name: string, image: Uint8Array): void {
    const home = this.home(name);
    this.#armed.delete(name);
    this.#fallen.delete(name);
    this.federation.reopen(home, openMemoryDatabase(image));
    this.#settle(home);
  }

  /** Lets the power of a home fail in the middle of a transaction that comes. */
  armPowerCut(name: string, writes: number): void {
    if (this.#armed.has(name)) return;
    this.#armed.add(name);
    armPowerCut(this.home(name).database, writes, () => {
      this.#fallen.add(name);
      for (const session of this.sessions.running) {
        if (session.from === name || session.to === name) session.disturbed = true;
      }
    });
  }

  /** Restarts every home whose power has failed in a transaction. */
  async restartFallen(): Promise<void> {
    for (const name of this.#fallen) {
      this.note(`the power of ${name} failed in a transaction`);
      await this.crash(name);
    }
  }

  #settle(home: MemoryHome): void {
    const disk = this.#disks.get(home.name);
    if (disk === undefined) this.#disks.set(home.name, new SimulatedDisk(home.database, this.plan.unsyncedCommits));
    else disk.attach(home.database);
    closePagesAfter(home.replica, this.plan.pageBytes);
    if (this.hostile.has(home.name)) keepBack(home.replica, () => this.withholds.get(home.name) ?? 0);
    this.#watchRefusals(home);
  }

  /** Only what a hostile writer made, or what was damaged on the way, may ever be refused. */
  #watchRefusals({ name, replica }: MemoryHome): void {
    const ingest = replica.ingest.bind(replica);
    replica.ingest = (peer, page) => {
      const answer = ingest(peer, page);
      if (answer.refused === undefined || this.network.wasTampered(page)) return answer;
      const { code, message } = answer.refused;
      if (!mayRefuse(this, name, code)) this.refusedHonest.push(`${name}: ${code} ${message}`);
      return answer;
    };
  }
}
