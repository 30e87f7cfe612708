import { covers } from '@liaison/ledger';
import { claimsOfReceipt, type ReceiptClaims, type SpaceId, type WriterId } from '@liaison/protocol';
import type { EntryRow, LogRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';

/** One end of the time in which an entry was made, and on whose word it rests. */
export interface TimeBound {
  /** Claimed by `member`, or this home's own clock. */
  readonly at: string;
  readonly member: string;
  /** `entry`: theirs in this one's past, or with this one in its past; `receipt`; `arrival`: it came here. */
  readonly by: 'entry' | 'receipt' | 'arrival';
}

/** Between which times others can vouch that an entry was made; null where nobody can. */
export interface ProvenBounds {
  readonly after: TimeBound | null;
  readonly before: TimeBound | null;
}

/** Entries of others that are looked at for a bound, at most. */
const LOOKED_AT_MAX = 200;

/**
 * What homes other than an entry's own vouch for, of entries of one space. Clocks of others are their claims: a bound names
 * who claims it. One for an answer: receipts are read once.
 */
export class ProvenTimes {
  readonly #receipts: readonly ReceiptClaims[];
  readonly #known = new Map<number, ProvenBounds>();

  constructor(
    private readonly context: ReplicaContext,
    space: SpaceId,
  ) {
    const receipts = context.store.exchange.receiptsOf(space);
    this.#receipts = receipts.flatMap(({ token }) => claimsOfReceipt(token) ?? []);
  }

  of(entry: EntryRow, log: LogRow): ProvenBounds {
    const known = this.#known.get(entry.row);
    if (known !== undefined) return known;
    const { context } = this;
    const home = homeOf(context, log.writer);
    const receipts = this.#receiptsOver(entry, log, home);
    const before = earliest([arrivalOf(context, entry, home), firstAbove(context, entry, home), ...receipts]);
    const bounds = { after: lastBelow(context, entry, home), before };
    this.#known.set(entry.row, bounds);
    return bounds;
  }

  /** Only the last receipt of each holder is kept, so this is a late bound. */
  #receiptsOver({ seq }: EntryRow, { lane, writer }: LogRow, home: string): TimeBound[] {
    return this.#receipts.flatMap(({ holder, heads, at }) => {
      if (holder === home || holder === this.context.home) return [];
      const holds = heads.some((head) => head.lane === lane && head.writer === writer && head.seq >= seq);
      return holds ? [{ at, member: memberOf(this.context, holder), by: 'receipt' as const }] : [];
    });
  }
}

const homeOf = ({ authority }: ReplicaContext, writer: string): string =>
  authority.certificate(writer as WriterId)?.claims.home ?? writer;

const memberOf = ({ authority }: ReplicaContext, writer: string): string =>
  authority.certificate(writer as WriterId)?.claims.member ?? '?';

/** The latest claim among the last entries of other homes that its author had seen. */
function lastBelow(context: ReplicaContext, entry: EntryRow, home: string): TimeBound | null {
  const bounds: TimeBound[] = [];
  for (const [row, seq] of context.store.pasts.get(entry.past)) {
    const log = context.store.logs.byRow(row);
    if (log === undefined || homeOf(context, log.writer) === home) continue;
    const seen = context.store.entries.at(row, seq);
    if (seen !== undefined) bounds.push({ at: seen.at, member: memberOf(context, log.writer), by: 'entry' });
  }
  return bounds.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null;
}

/** The first entry of another home, in the order held here, whose author had seen this one. */
function firstAbove(context: ReplicaContext, entry: EntryRow, home: string): TimeBound | null {
  const { entries, logs, pasts } = context.store;
  for (const later of entries.ofSpace(entry.space, entry.row, LOOKED_AT_MAX)) {
    const log = logs.byRow(later.log);
    if (log === undefined || homeOf(context, log.writer) === home) continue;
    if (!covers(pasts.get(later.past), { row: entry.log, seq: entry.seq })) continue;
    return { at: later.at, member: memberOf(context, log.writer), by: 'entry' };
  }
  return null;
}

function arrivalOf(context: ReplicaContext, entry: EntryRow, home: string): TimeBound | null {
  const arrival = home === context.home ? undefined : context.store.arrivals.of(entry.row);
  return arrival === undefined ? null : { at: arrival.at, member: context.member, by: 'arrival' };
}

const earliest = (bounds: readonly (TimeBound | null)[]): TimeBound | null =>
  bounds.filter((bound) => bound !== null).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0] ?? null;
