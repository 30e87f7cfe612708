import {
  audienceFrom,
  type ForkProof,
  heldTo,
  type LogStanding,
  type PinCarrier,
  type PlacedAudience,
  tipsOf,
  withPinCarriers,
} from '@liaison/ledger';
import { audienceSchema, type EntryId, type MemberCode, type Tip, type WriterId } from '@liaison/protocol';
import type { EntryRow, LogRow, Store } from '@liaison/store';
import type { SpaceMarksCache } from './space-marks.js';

/** What counts in one space as it stands, and what of it is compared with others. */
export interface SpaceStanding {
  readonly logs: readonly LogRow[];
  /** Row to the last sequence number that may count; absent: no limit. */
  readonly limits: ReadonlyMap<number, number>;
  /** Row to its last entry that counts. */
  readonly counting: ReadonlyMap<number, EntryRow>;
  readonly held: ReadonlyMap<number, number>;
  readonly tips: readonly Tip[];
  /** The members who may receive the space, without the owner. */
  readonly audience: ReadonlySet<MemberCode>;
  readonly owner: MemberCode;
  readonly founders: ReadonlySet<WriterId>;
  readonly forks: readonly ForkProof[];
}

/** Standing of each space, computed when asked and forgotten when the space changes or a transaction is undone. */
export class SpaceStandings {
  readonly #cache = new Map<number, SpaceStanding>();
  readonly #limits = new Map<number, ReadonlyMap<number, number>>();

  constructor(
    private readonly store: Store,
    private readonly marks: SpaceMarksCache,
  ) {}

  of(space: number): SpaceStanding {
    let standing = this.#cache.get(space);
    if (standing === undefined) {
      standing = this.#compute(space);
      this.#cache.set(space, standing);
    }
    return standing;
  }

  /** How far each log row may count (absent: no limit); what a page of many entries asks for after each of them. */
  limitsOf(space: number): ReadonlyMap<number, number> {
    let limits = this.#limits.get(space);
    if (limits === undefined) {
      limits = countLimits(this.store.logs.ofSpace(space));
      this.#limits.set(space, limits);
    }
    return limits;
  }

  forget(space: number): void {
    this.#limits.delete(space);
    this.#cache.delete(space);
    const id = this.store.spaces.byRow(space)?.id;
    if (id !== undefined) this.marks.forget(id);
  }

  forgetAll(): void {
    this.#limits.clear();
    this.#cache.clear();
    this.marks.forgetAll();
  }

  #compute(space: number): SpaceStanding {
    const logs = this.store.logs.ofSpace(space);
    const limits = countLimits(logs);
    const counting = new Map<number, EntryRow>();
    for (const log of logs) {
      const last = this.store.entries.lastWithRight(log.row, limits.get(log.row) ?? log.tipSeq);
      if (last !== undefined) counting.set(log.row, last);
    }
    const forks = this.#forks(logs);
    const needed = withPinCarriers(heldTo(this.#standingsOf(logs, counting), forks), this.#pinCarriers(space));
    const held = this.#soundPart(needed);
    const tips = tipsOf(logs, held, (row, seq) => this.#idAt(row, seq));
    return { logs, limits, counting, held, tips, forks, ...this.#membership(space, limits) };
  }

  /** Up to the first entry whose signature was damaged on the way: what follows is fetched again (LOG-6). */
  #soundPart(needed: ReadonlyMap<number, number>): Map<number, number> {
    return new Map(
      [...needed].map(([row, seq]) => [row, Math.min(seq, (this.store.entries.firstDamaged(row) ?? seq + 1) - 1)]),
    );
  }

  #standingsOf(logs: readonly LogRow[], counting: ReadonlyMap<number, EntryRow>): LogStanding[] {
    return logs.map(({ row, lane, writer }) => {
      const last = counting.get(row);
      const standing = last && { seq: last.seq, past: this.store.pasts.get(last.past) };
      return { row, lane, writer, counting: standing };
    });
  }

  #idAt(row: number, seq: number): EntryId {
    const entry = this.store.entries.at(row, seq);
    if (entry === undefined) throw new Error(`log ${row} has no entry ${seq}`);
    return entry.id;
  }

  #pinCarriers(space: number): PinCarrier[] {
    return this.store.control.pinCarriers(space).map(({ pin, log, seq, past }) => {
      return { pin, row: log, seq, past: this.store.pasts.get(past) };
    });
  }

  /** Per forked log, the two lowest ids at its lowest forked sequence number (FRK-3). */
  #forks(logs: readonly LogRow[]): ForkProof[] {
    const proofs: ForkProof[] = [];
    for (const [key, seq] of forkedAt(logs)) {
      const rows = logs.filter((log) => logKey(log) === key);
      const entries = rows.flatMap((log) => this.store.entries.at(log.row, seq) ?? []);
      entries.sort((a, b) => (a.id < b.id ? -1 : 1));
      const [first] = rows as [LogRow];
      proofs.push({
        lane: first.lane,
        writer: first.writer,
        seq,
        entries: entries.slice(0, 2).map((entry) => ({ row: entry.log, past: this.store.pasts.get(entry.past) })),
      });
    }
    return proofs;
  }

  #membership(space: number, limits: ReadonlyMap<number, number>) {
    const stated: PlacedAudience[] = [];
    for (const row of this.store.control.ofSpace(space, 'audience')) {
      if (row.seq > (limits.get(row.log) ?? row.seq)) continue;
      const { members } = audienceSchema.parse(JSON.parse(row.content));
      stated.push({ row: row.log, seq: row.seq, past: this.store.pasts.get(row.past), members });
    }
    const founders = this.store.control.ofSpace(space, 'genesis').map((row) => row.writer as WriterId);
    const owner = this.store.spaces.byRow(space)?.owner as MemberCode;
    return { audience: audienceFrom(stated), founders: new Set(founders), owner };
  }
}

const logKey = (log: LogRow): string => `${log.lane}/${log.writer}`;

/** Lowest forked sequence number of each forked log. */
function forkedAt(logs: readonly LogRow[]): Map<string, number> {
  const forked = new Map<string, number>();
  for (const log of logs) {
    if (log.base === null) continue;
    const key = logKey(log);
    forked.set(key, Math.min(forked.get(key) ?? Number.POSITIVE_INFINITY, log.baseSeq + 1));
  }
  return forked;
}

/** A fork stops a log before its lowest forked entry; a pin and a local hold stop it where they say. */
function countLimits(logs: readonly LogRow[]): Map<number, number> {
  const forked = forkedAt(logs);
  const limits = new Map<number, number>();
  for (const log of logs) {
    const bounds = [log.pinnedTo, log.heldTo].filter((bound) => bound !== null);
    const fork = forked.get(logKey(log));
    if (fork !== undefined) bounds.push(fork - 1);
    if (bounds.length > 0) limits.set(log.row, Math.min(...bounds));
  }
  return limits;
}
