import type { EntryId, Lane, Tip, WriterId } from '@liaison/protocol';
import { type CausalVector, covers, type LogPosition, unionOfPasts } from './causal-vector.js';

/** What the frontier needs to know of one log row. `counting` is the last entry that counts, if any. */
export interface LogStanding {
  readonly row: number;
  readonly lane: Lane;
  readonly writer: WriterId;
  readonly counting: { readonly seq: number; readonly past: CausalVector } | undefined;
}

/** The two lowest ids at the lowest forked sequence number of one log (FRK-3). */
export interface ForkProof {
  readonly lane: Lane;
  readonly writer: WriterId;
  readonly seq: number;
  readonly entries: readonly { readonly row: number; readonly past: CausalVector }[];
}

/**
 * How far each log row belongs to the compared set (REC-1): what counts, the causal past of what counts, and the two
 * entries that prove a fork. A row that is absent contributes nothing.
 */
export function comparedTo(standings: readonly LogStanding[], forks: readonly ForkProof[]): Map<number, number> {
  const compared = new Map<number, number>();
  const raise = (row: number, seq: number) => {
    if ((compared.get(row) ?? 0) < seq) compared.set(row, seq);
  };
  for (const { row, counting } of standings) {
    if (counting === undefined) continue;
    raise(row, counting.seq);
    for (const [needed, seq] of counting.past) raise(needed, seq);
  }
  for (const fork of forks) {
    for (const { row, past } of fork.entries) {
      raise(row, fork.seq);
      for (const [needed, seq] of past) raise(needed, seq);
    }
  }
  return compared;
}

/** An entry that carries a pin. */
export interface PinCarrier extends LogPosition {
  readonly pin: string;
  readonly past: CausalVector;
}

/**
 * Adds what keeps pins going round (REC-1): a pin is valid whatever becomes of the entry that carries it (PIN-2), so where
 * none of its carriers is compared for another reason, the one with the lowest id is. `carriers` are sorted by pin and id.
 */
export function withPinCarriers(
  compared: ReadonlyMap<number, number>,
  carriers: readonly PinCarrier[],
): Map<number, number> {
  const widened = new Map(compared);
  for (const [row, seq] of unionOfPasts(missingCarriers(compared, carriers)))
    widened.set(row, Math.max(widened.get(row) ?? 0, seq));
  return widened;
}

/** For each pin that nothing compared carries, its carrier with the lowest id; `carriers` are sorted by pin and id. */
export function missingCarriers(
  compared: ReadonlyMap<number, number>,
  carriers: readonly PinCarrier[],
): readonly PinCarrier[] {
  const carried = new Set(carriers.filter((carrier) => covers(compared, carrier)).map(({ pin }) => pin));
  return carriers.filter(({ pin }) => {
    if (carried.has(pin)) return false;
    carried.add(pin);
    return true;
  });
}

/** A branch shares its first part with the row it left; only rows that end in an entry of their own give a tip. */
export interface RowOrigin {
  readonly row: number;
  readonly lane: Lane;
  readonly writer: WriterId;
  /** The row that a branch leaves, and the sequence number of the last entry they share; null and 0 for a first row. */
  readonly base: number | null;
  readonly baseSeq: number;
}

/**
 * The compared set as tips (REC-2): one per row that reaches beyond its base, unless a branch of it already implies all
 * of it, so that two nodes list the same tips although each calls another branch the first.
 */
export function tipsOf(
  rows: readonly RowOrigin[],
  compared: ReadonlyMap<number, number>,
  idAt: (row: number, seq: number) => EntryId,
): Tip[] {
  const reaching = rows.filter(({ row, baseSeq }) => (compared.get(row) ?? 0) > baseSeq);
  const tips: Tip[] = [];
  /** Of each row the highest place at which a branch leaves it: a hostile log has thousands. */
  const leftAt = new Map<number, number>();
  for (const { base, baseSeq } of reaching)
    if (base !== null) leftAt.set(base, Math.max(leftAt.get(base) ?? 0, baseSeq));
  for (const { row, lane, writer } of reaching) {
    const seq = compared.get(row) as number;
    const implied = (leftAt.get(row) ?? -1) >= seq;
    if (!implied) tips.push({ lane, writer, seq, id: idAt(row, seq) });
  }
  return tips;
}
