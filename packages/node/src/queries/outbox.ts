import { headsOfReceipt, type SpaceId } from '@liaison/protocol';
import type { SpaceRow } from '@liaison/store';
import type { ReplicaContext } from '../replica/replica-context.js';
import { isOwnWriter } from '../replica/rights/own-writers.js';

/** What of a space waits in this home. */
export interface Outbox {
  /** Entries of this home's writers, those of its former keys among them, that no other home has receipted. */
  readonly waiting: number;
  /** Claimed time of the first of them; null without any. */
  readonly oldestAt: string | null;
}

/** Per log (`lane/writer`), how far some other home has said that it holds it. */
function receiptedByOthers(context: ReplicaContext, space: SpaceId): Map<string, number> {
  const receipted = new Map<string, number>();
  for (const receipt of context.store.exchange.receiptsOf(space)) {
    if (isOwnWriter(context, receipt.holder)) continue;
    for (const head of headsOfReceipt(receipt.token)) {
      const key = `${head.lane}/${head.writer}`;
      receipted.set(key, Math.max(receipted.get(key) ?? 0, head.seq));
    }
  }
  return receipted;
}

/** What this home has written in a space and no other home has receipted. */
export function outboxOf(context: ReplicaContext, space: SpaceRow): Outbox {
  const { store, standings } = context;
  const receipted = receiptedByOthers(context, space.id);
  const { logs, counting } = standings.of(space.row);
  let waiting = 0;
  const times: string[] = [];
  for (const { row, lane, writer } of logs) {
    const last = counting.get(row)?.seq ?? 0;
    const first = (receipted.get(`${lane}/${writer}`) ?? 0) + 1;
    if (first > last || !isOwnWriter(context, writer)) continue;
    waiting += last - first + 1;
    const at = store.entries.at(row, first)?.at;
    if (at !== undefined) times.push(at);
  }
  return { waiting, oldestAt: times.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null };
}
