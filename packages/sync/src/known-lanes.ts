import type { Lane, SpaceId, Tip, WireEntry } from '@liaison/protocol';
import { batches } from './batches.js';
import { type KnownEntries, placeOf } from './known-entries.js';
import { SYNC_LIMITS } from './limits.js';

/** The lanes of one batch by space; within one exchange all are of the same lane. */
export const bySpace = (lanes: readonly KnownEntries[]): ReadonlyMap<string, KnownEntries> =>
  new Map(lanes.map((known) => [known.space, known]));

export const laneBatches = (lanes: readonly KnownEntries[]): KnownEntries[][] =>
  batches(lanes, (known) => known.size, { countMax: SYNC_LIMITS.wantsMax, weightMax: SYNC_LIMITS.haveTarget });

/** Follows what the receiving side of these lanes knows after entries; says how many are news, and of which spaces. */
export function followEntries(
  knownBySpace: ReadonlyMap<string, KnownEntries>,
  entries: readonly WireEntry[],
): { fresh: number; spaces: ReadonlySet<SpaceId> } {
  let fresh = 0;
  const spaces = new Set<SpaceId>();
  for (const entry of entries) {
    const place = placeOf(entry);
    const known = place === undefined ? undefined : knownBySpace.get(place.space);
    if (place === undefined || known === undefined || known.lane !== place.tip.lane) continue;
    if (known.advance(place)) fresh++;
    spaces.add(place.space);
  }
  return { fresh, spaces };
}

export const inLane = (tips: readonly Tip[] | undefined, lane: Lane): Tip[] =>
  (tips ?? []).filter((tip) => tip.lane === lane);

/** About how many entries of these logs somebody lacks who has `had`: by sequence numbers, so forks count little. */
export function entriesLacking(tips: readonly Tip[], had: readonly Tip[]): number {
  const reached = new Map<string, number>();
  const keyOf = ({ lane, writer }: Tip) => `${lane} ${writer}`;
  for (const tip of had) reached.set(keyOf(tip), Math.max(tip.seq, reached.get(keyOf(tip)) ?? 0));
  return tips.reduce((sum, tip) => sum + Math.max(0, tip.seq - (reached.get(keyOf(tip)) ?? 0)), 0);
}
