import { compareBytes } from '@liaison/protocol';
import { judgeUpdate } from '../update/judge-update.js';
import type { RawUpdate } from '../update/raw-update.js';
import { shapeOf } from '../update/update-shape.js';

/**
 * Puts updates into an order in which each finds its past, whatever order they came in. What is void, or whose past is
 * not among them, is left out, so that nothing is ever pending in Yjs.
 */
export function causalOrder(updates: readonly RawUpdate[]): RawUpdate[] {
  const clocks = new Map<number, number>();
  const ordered: RawUpdate[] = [];
  let queues = queuesOf(updates);
  for (let before = -1; before !== ordered.length; ) {
    before = ordered.length;
    for (const queue of queues) drain(queue, clocks, ordered);
    queues = queues.filter((queue) => queue.length > 0);
  }
  return ordered;
}

/** One queue per writer, its next update last; updates that only delete wait alone. */
function queuesOf(updates: readonly RawUpdate[]): RawUpdate[][] {
  const queueByClient = new Map<number, RawUpdate[]>();
  const queues: RawUpdate[][] = [];
  for (const update of updates) {
    const client = update.blocks[0]?.client;
    const queue = client === undefined ? undefined : queueByClient.get(client);
    if (queue !== undefined) queue.push(update);
    else {
      const created = [update];
      if (client !== undefined) queueByClient.set(client, created);
      queues.push(created);
    }
  }
  for (const queue of queueByClient.values()) queue.sort(byClockDescending);
  return queues;
}

/** Two updates of one clock are a fork, which the ledger settles; the bytes decide here, never the order of arrival. */
const byClockDescending = (a: RawUpdate, b: RawUpdate): number =>
  (b.blocks[0]?.from ?? 0) - (a.blocks[0]?.from ?? 0) || compareBytes(b.bytes, a.bytes);

function drain(queue: RawUpdate[], clocks: Map<number, number>, ordered: RawUpdate[]): void {
  for (let next = queue[queue.length - 1]; next !== undefined; next = queue[queue.length - 1]) {
    const block = next.blocks[0];
    const isKnown = block !== undefined && block.to <= (clocks.get(block.client) ?? 0);
    if (!isKnown) {
      if (!isApplicable(next, clocks)) return;
      ordered.push(next);
      if (block !== undefined) clocks.set(block.client, block.to);
    }
    queue.pop();
  }
}

/** Whether a document with these clocks can take the update: the same rule as validity, over what is held. */
export function isApplicable(raw: RawUpdate, clocks: ReadonlyMap<number, number>): boolean {
  const shape = shapeOf(raw);
  return judgeUpdate(shape, { client: shape.client ?? 0, clocks }) === null;
}
