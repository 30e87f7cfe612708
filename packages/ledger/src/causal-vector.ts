/**
 * A causal past as one number per log: every entry of log `row` up to that sequence number. A fork's second branch is a
 * log row of its own that starts where it leaves the first, so a vector says exactly which entries are meant.
 * Rows are local numbers of this store; they never leave it.
 */
export type CausalVector = ReadonlyMap<number, number>;

export interface LogPosition {
  readonly row: number;
  readonly seq: number;
}

/** Position and past of one held entry; its own position is not part of `past`. */
export interface PlacedEntry extends LogPosition {
  readonly past: CausalVector;
}

export const covers = (vector: CausalVector, position: LogPosition): boolean =>
  (vector.get(position.row) ?? 0) >= position.seq;

/** True when `later` has `earlier` in its causal past. */
export const precedes = (earlier: LogPosition, later: PlacedEntry): boolean =>
  earlier.row === later.row ? earlier.seq < later.seq : covers(later.past, earlier);

/** The closure of the entries named: the past of an entry that names exactly these as `prev` and heads. */
export function unionOfPasts(entries: readonly PlacedEntry[]): Map<number, number> {
  const union = new Map<number, number>();
  const raise = (row: number, seq: number) => {
    if ((union.get(row) ?? 0) < seq) union.set(row, seq);
  };
  for (const entry of entries) {
    for (const [row, seq] of entry.past) raise(row, seq);
    raise(entry.row, entry.seq);
  }
  return union;
}

/** The entries of which none is in the past of another. */
export const maximalEntries = <T extends PlacedEntry>(entries: readonly T[]): T[] =>
  entries.filter((entry) => !entries.some((other) => other !== entry && precedes(entry, other)));
