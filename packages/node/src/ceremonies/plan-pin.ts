import { covers, type LogPosition, statementsOf } from '@liaison/ledger';
import type { DocumentId, EntryId, Lane, PinClaims, SpaceId, WriterId } from '@liaison/protocol';
import type { LogRow, SpaceRow } from '@liaison/store';
import { homeError } from '../home/home-errors.js';
import { spaceTitle } from '../queries/list-spaces.js';
import type { ReplicaContext } from '../replica/replica-context.js';

/**
 * How far a writer's logs are to count: as they count here now, all that is held here, nothing, or up to these sequence
 * numbers of its two lanes.
 */
export type PinUpTo = 'counting' | 'held' | 'nothing' | Readonly<Record<Lane, number>>;

/** What a pin does to one log. */
export interface LaneCut {
  /** The last entry that counts; null: none. */
  readonly upTo: { readonly id: EntryId; readonly seq: number } | null;
  /** Entries held here that do not count under it. */
  readonly cut: number;
}

/** What a pin of one writer in one space would do. */
export interface PlannedPin {
  readonly space: SpaceId;
  readonly title: string | null;
  readonly writer: WriterId;
  readonly control: LaneCut;
  readonly record: LaneCut;
  /** Entries of others that were written after having seen something that is cut. They count; husks give them places. */
  readonly builtUpon: number;
  /** The writer founded the space and its genesis is cut: nobody is in its audience, so nobody exchanges it any more. */
  readonly cutsSpace: boolean;
  /** Pins that this one takes the place of. */
  readonly replaces: readonly DocumentId[];
}

/** Throws `pin-beyond-held` where an entry is named that is not held here. */
export function planPin(context: ReplicaContext, space: SpaceRow, writer: WriterId, upTo: PinUpTo): PlannedPin {
  const [control, record] = (['control', 'record'] as const).map((lane) =>
    laneCut(context, space, { lane, writer, upTo }),
  );
  if (control === undefined || record === undefined) throw new Error('a writer has two lanes');
  const logsOf = (lane: Lane) => context.store.logs.ofWriter(space.row, lane, writer);
  const cuts = [...firstCuts(logsOf('control'), control), ...firstCuts(logsOf('record'), record)];
  const geneses = statementsOf(context.standings.statements.of(space.row), 'genesis');
  return {
    space: space.id,
    title: spaceTitle(context, space),
    writer,
    control,
    record,
    builtUpon: builtUpon(context, space, writer, cuts),
    cutsSpace: control.upTo === null && control.cut > 0 && geneses.some((genesis) => genesis.writer === writer),
    replaces: [...new Set(context.store.control.pins(space.row, writer).map(({ id }) => id as DocumentId))],
  };
}

interface Cutting {
  readonly lane: Lane;
  readonly writer: WriterId;
  readonly upTo: PinUpTo;
}

function laneCut(context: ReplicaContext, space: SpaceRow, { lane, writer, upTo }: Cutting): LaneCut {
  const rows = context.store.logs.ofWriter(space.row, lane, writer);
  const tip = Math.max(0, ...rows.map(({ tipSeq }) => tipSeq));
  const seq = seqOf(context, space, rows, { upTo, lane, tip });
  if (seq > tip) throw homeError('pin-beyond-held', `${lane} entry ${seq} of ${writer}`);
  return { upTo: seq === 0 ? null : entryAt(context, rows, seq), cut: tip - seq };
}

function seqOf(
  context: ReplicaContext,
  space: SpaceRow,
  rows: readonly LogRow[],
  { upTo, lane, tip }: { upTo: PinUpTo; lane: Lane; tip: number },
): number {
  if (upTo === 'nothing' || tip === 0) return 0; // a machine has keys that wrote nothing here
  if (upTo === 'held') return tip;
  if (upTo !== 'counting') return upTo[lane];
  const { counting } = context.standings.of(space.row);
  return Math.max(0, ...rows.map(({ row }) => counting.get(row)?.seq ?? 0));
}

/** Of a forked log the first branch: from the fork on none counts anyway. */
function entryAt(context: ReplicaContext, rows: readonly LogRow[], seq: number): PinClaims['record'] {
  for (const { row } of rows) {
    const entry = context.store.entries.at(row, seq);
    if (entry !== undefined) return { id: entry.id, seq };
  }
  throw new Error('an entry between the ends of a log is held');
}

/** The first entries that are cut, one for each row of the log. */
function firstCuts(rows: readonly LogRow[], { upTo }: LaneCut): LogPosition[] {
  const seq = (upTo?.seq ?? 0) + 1;
  return rows
    .filter(({ tipSeq }) => tipSeq >= seq)
    .map(({ row, baseSeq }) => ({ row, seq: Math.max(seq, baseSeq + 1) }));
}

/** Along a log pasts only grow, so the first entry that has seen a cut is found by halves. */
function builtUpon(context: ReplicaContext, space: SpaceRow, writer: WriterId, cuts: readonly LogPosition[]): number {
  if (cuts.length === 0) return 0;
  const hasSeen = (log: LogRow, seq: number): boolean => {
    const entry = context.store.entries.at(log.row, seq);
    const past = entry && context.store.pasts.get(entry.past);
    return past !== undefined && cuts.some((cut) => covers(past, cut));
  };
  let built = 0;
  for (const log of context.store.logs.ofSpace(space.row)) {
    if (log.writer === writer) continue;
    let [from, to] = [log.baseSeq + 1, log.tipSeq + 1];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (hasSeen(log, middle)) to = middle;
      else from = middle + 1;
    }
    built += log.tipSeq + 1 - from;
  }
  return built;
}
