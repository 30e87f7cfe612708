import {
  authorityOf,
  comparedTo,
  type ForkProof,
  farewellOf,
  type LogStanding,
  type PinCarrier,
  type RecallStatement,
  recallKey,
  type SaidAudience,
  type SpaceAuthority,
  type Statement,
  type StatementPast,
  tipsOf,
  withPinCarriers,
} from '@liaison/ledger';
import type { EntryId, MemberCode, Tip, WriterId } from '@liaison/protocol';
import type { EntryRow, LogRow, Store } from '@liaison/store';
import type { CommitMemory } from '../commit-memory.js';
import { countLimits, forkedAt, logKey, withCuts } from './log-limits.js';
import type { SpaceMarksCache } from './space-marks.js';
import { SpaceStatements } from './space-statements.js';

/** What counts in one space as it stands, and what of it is compared with others. */
export interface SpaceStanding {
  readonly logs: readonly LogRow[];
  /** Row to the last sequence number that may count; absent: no limit. */
  readonly limits: ReadonlyMap<number, number>;
  /** Row to its last entry that counts. */
  readonly counting: ReadonlyMap<number, EntryRow>;
  /** Row to the last sequence number that is compared. */
  readonly comparedTo: ReadonlyMap<number, number>;
  readonly tips: readonly Tip[];
  /** The members who may receive the space, without the owner. */
  readonly audience: ReadonlySet<MemberCode>;
  readonly owner: MemberCode;
  readonly founders: ReadonlySet<WriterId>;
  readonly forks: readonly ForkProof[];
  /** What the statements that count say; undefined while the space's genesis is not held. */
  readonly authority: SpaceAuthority | undefined;
}

/** A part of what is held of a space, as far as it is compared with somebody. */
export interface ComparedPart {
  /** Row to the last sequence number that is compared. */
  readonly comparedTo: ReadonlyMap<number, number>;
  readonly tips: readonly Tip[];
}

/** What is compared with a member that may not receive all of a space. */
export interface Farewell extends ComparedPart {
  /** The statements among it; who is in none of them is nobody to the other end. */
  readonly statements: readonly Statement[];
  readonly cuts: readonly Statement<SaidAudience>[];
}

/** How far logs count, and what is said by the statements that do. */
interface Reach {
  readonly limits: ReadonlyMap<number, number>;
  readonly authority: SpaceAuthority | undefined;
  /** Recalls and reinstatements that count, by record and section. */
  readonly recalls: ReadonlyMap<string, readonly RecallStatement[]>;
}

/** Standing of each space, computed when asked and forgotten when the space changes or a transaction is undone. */
export class SpaceStandings {
  readonly #cache = new Map<number, SpaceStanding>();
  readonly #reach = new Map<number, Reach>();
  readonly statements: SpaceStatements;
  /** The last causal past asked about in each space: entries of one import share theirs. */
  readonly #pasts = new Map<number, { readonly key: string; readonly past: StatementPast | undefined }>();

  constructor(
    private readonly store: Store,
    private readonly marks: SpaceMarksCache,
    private readonly commits: CommitMemory,
    private readonly memberOf: (writer: WriterId) => MemberCode | undefined,
  ) {
    this.statements = new SpaceStatements(store, memberOf);
  }

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
    return this.#reachOf(space).limits;
  }

  /** The recalls and reinstatements of a space that count, by `recallKey`. */
  recallsOf(space: number): ReadonlyMap<string, readonly RecallStatement[]> {
    return this.#reachOf(space).recalls;
  }

  /** What these statements of a space, a causal past, say together. */
  authorityOf(space: number, statements: readonly Statement[]): StatementPast | undefined {
    const key = statements.map(({ id, index }) => `${id}/${index}`).join();
    const known = this.#pasts.get(space);
    if (known?.key === key) return known.past;
    const authority = authorityOf(statements);
    const past = authority && { statements, authority };
    this.#pasts.set(space, { key, past });
    return past;
  }

  /**
   * What is compared of a space by homes of these members, of which not all may receive all of it (SPC-16). Whoever owns
   * it here hears everything.
   */
  farewellBetween(members: readonly MemberCode[], space: number): Farewell {
    const { logs, forks, owner } = this.of(space);
    const heard = new Set(members.filter((code) => code !== owner));
    const forked = forkedAt(logs);
    const byLog = new Map(logs.map((log) => [log.row, forked.get(logKey(log)) ?? Number.POSITIVE_INFINITY]));
    // what stands past a fork is not kept by everybody
    const statements = this.statements.of(space).filter(({ row, seq }) => seq < (byLog.get(row) ?? 0));
    const proofs = forks
      .filter(({ lane }) => lane === 'control')
      .flatMap(({ entries, seq }) => entries.map(({ row, past }) => ({ row, seq, past })));
    const { comparedTo: needed, ...farewell } = farewellOf(statements, [...heard], {
      carriers: this.#pinCarriers(space),
      proofs,
    });
    const sound = this.#soundPart(needed);
    return { ...farewell, comparedTo: sound, tips: tipsOf(logs, sound, (row, seq) => this.#idAt(row, seq)) };
  }

  /** A statement was held. */
  addStatement(space: number, statement: Statement): void {
    this.statements.add(space, statement);
    this.forget(space);
  }

  /** Another connection has written statements. */
  forgetStatements(space: number): void {
    this.statements.forget(space);
    this.forget(space);
  }

  forget(space: number): void {
    this.#reach.delete(space);
    this.#cache.delete(space);
    this.forgetMarks(space);
  }

  /** A receipt came: what counts is as before, what is compared is not. */
  forgetMarks(space: number): void {
    this.commits.changesSpace(space);
    const id = this.store.spaces.byRow(space)?.id;
    if (id !== undefined) this.marks.forget(id);
  }

  forgetAll(): void {
    this.commits.changesEverything();
    this.#reach.clear();
    this.#pasts.clear();
    this.statements.forgetAll();
    this.#cache.clear();
    this.marks.forgetAll();
  }

  #compute(space: number): SpaceStanding {
    const logs = this.store.logs.ofSpace(space);
    const { limits, authority } = this.#reachOf(space);
    const counting = new Map<number, EntryRow>();
    for (const log of logs) {
      const last = this.store.entries.lastWithRight(log.row, limits.get(log.row) ?? log.tipSeq);
      if (last !== undefined) counting.set(log.row, last);
    }
    const forks = this.#forks(logs);
    const needed = withPinCarriers(comparedTo(this.#standingsOf(logs, counting), forks), this.#pinCarriers(space));
    const sound = this.#soundPart(needed);
    const tips = tipsOf(logs, sound, (row, seq) => this.#idAt(row, seq));
    return { logs, limits, counting, comparedTo: sound, tips, forks, authority, ...this.#membership(space, authority) };
  }

  /** Up to the first entry whose signature was damaged on the way: what follows is fetched again (LOG-6). */
  #soundPart(needed: ReadonlyMap<number, number>): Map<number, number> {
    return new Map([...needed].map(([row, seq]) => [row, Math.min(seq, this.#soundEnd(row))]));
  }

  /** A branch stands on what it left: where that is not sound, nothing of the branch is. */
  #soundEnd(row: number): number {
    const log = this.store.logs.byRow(row);
    if (log !== undefined && log.base !== null && this.#soundEnd(log.base) < log.baseSeq) return 0;
    return (this.store.entries.firstDamaged(row) ?? Number.POSITIVE_INFINITY) - 1;
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
    const rowsByLog = new Map<string, LogRow[]>();
    for (const log of logs) {
      const known = rowsByLog.get(logKey(log));
      if (known === undefined) rowsByLog.set(logKey(log), [log]);
      else known.push(log);
    }
    for (const [key, seq] of forkedAt(logs)) {
      const rows = rowsByLog.get(key) ?? [];
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

  /**
   * Directory pins and forks stop statements first; then what the others say stops the logs of removed members. So no
   * removal decides about a statement (SPC-10). The genesis is looked at whatever becomes of its log.
   */
  #reachOf(space: number): Reach {
    const known = this.#reach.get(space);
    if (known !== undefined) return known;
    const logs = this.store.logs.ofSpace(space);
    const limits = countLimits(logs);
    const counting = this.statements
      .deciding(space)
      .filter(({ said, row, seq }) => said.op === 'genesis' || seq <= (limits.get(row) ?? seq));
    const authority = authorityOf(counting);
    const all = withCuts(limits, logs, authority?.cuts ?? [], this.memberOf);
    const reach = { limits: all, authority, recalls: recallsBySection(this.statements.of(space), all) };
    this.#reach.set(space, reach);
    return reach;
  }

  #membership(space: number, authority: SpaceAuthority | undefined) {
    const owner = authority?.owner ?? (this.store.spaces.byRow(space)?.owner as MemberCode);
    const audience = new Set([...(authority?.audience ?? [])].filter((code) => code !== owner));
    return { audience, founders: authority?.founders ?? new Set<WriterId>(), owner };
  }
}

function recallsBySection(
  statements: readonly Statement[],
  limits: ReadonlyMap<number, number>,
): ReadonlyMap<string, readonly RecallStatement[]> {
  const found = new Map<string, RecallStatement[]>();
  for (const one of statements) {
    const { said } = one;
    if ((said.op !== 'recall' && said.op !== 'reinstate') || one.seq > (limits.get(one.row) ?? one.seq)) continue;
    const key = recallKey(said.record, said.section);
    const known = found.get(key);
    if (known === undefined) found.set(key, [one as RecallStatement]);
    else known.push(one as RecallStatement);
  }
  return found;
}
