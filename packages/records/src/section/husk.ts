import { FORM } from '@liaison/protocol';
import type { RawUpdate, StructId } from '../update/raw-update.js';
import { skeletonOf } from '../update/skeleton.js';
import { type Cuts, cutOf, reread, withDeletes } from './cut-update.js';

/** What husks add to a section: their updates, and from which clock on nothing of a writer is there. */
export interface Husks {
  readonly updates: readonly RawUpdate[];
  readonly cuts: Cuts;
}

/**
 * The husks that a section needs (SEC-6). Of the updates of stopped writers those are taken, without their contents and
 * deletions, that something counting has an origin in, that such a husk has one in, and those before them of the same
 * writer, since clocks have no gaps. `counting` and `stopped` may come in any order; `cuts` are those of forks, where no
 * branch gives a husk. What is not needed plays no part, so it need not be held.
 */
export function neededHusks(counting: readonly RawUpdate[], stopped: readonly RawUpdate[], cuts: Cuts): Husks {
  const ends = new Map<number, number>();
  const queueByClient = new Map<number, RawUpdate[]>();
  for (const raw of stopped) {
    const block = raw.blocks[0];
    if (block === undefined) continue; // it only deletes, and a husk deletes nothing
    ends.set(block.client, Math.min(ends.get(block.client) ?? block.from, block.from));
    if (block.to <= cutOf(cuts, block.client))
      queueByClient.set(block.client, [...(queueByClient.get(block.client) ?? []), raw]);
  }
  for (const queue of queueByClient.values()) queue.sort((a, b) => fromOf(a) - fromOf(b));
  const updates: RawUpdate[] = [];
  const wanted = counting.flatMap(namedStructs);
  for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
    const queue = queueByClient.get(id.client);
    while (queue !== undefined && (ends.get(id.client) ?? 0) <= id.clock) {
      const next = queue.shift();
      if (next === undefined) break;
      updates.push(huskOf(next));
      ends.set(id.client, next.blocks[0]?.to ?? 0);
      wanted.push(...namedStructs(next));
    }
  }
  for (const [client, clock] of cuts) ends.set(client, Math.min(ends.get(client) ?? clock, clock));
  return { updates, cuts: ends };
}

const fromOf = (raw: RawUpdate): number => raw.blocks[0]?.from ?? 0;

const namedStructs = (raw: RawUpdate): StructId[] =>
  (raw.blocks[0]?.structs ?? []).flatMap(({ origin, rightOrigin, parent }) =>
    [origin, rightOrigin, parent].filter((id) => id !== null),
  );

/** The skeleton of an update without its delete set: its places, and nothing that it did. */
function huskOf(raw: RawUpdate): RawUpdate {
  const skeleton = skeletonOf(FORM.update, raw.bytes);
  if (!skeleton.ok) throw skeleton.error;
  return reread(withDeletes(reread(skeleton.value), []));
}
