import { type OpenHome, syncPeers } from '@liaison/node';
import type { Child } from './child-process.js';
import type { ServingHome } from './serving-home.js';
import { median, timed } from './statistics.js';

export interface Synced {
  readonly ms: number;
  readonly roundTrips: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly entriesReceived: number;
}

/** One whole session with the node of KR. A session that does not converge has measured nothing. */
export async function syncOnce(home: OpenHome): Promise<Synced> {
  const { ms, value } = await timed(() => syncPeers(home, { with: 'KR' }));
  const [report] = value.peers;
  if (report === undefined || !value.converged) throw new Error(`the sync failed: ${JSON.stringify(value)}`);
  const { roundTrips, bytesSent, bytesReceived, entriesReceived } = report;
  return { ms, roundTrips, bytesSent, bytesReceived, entriesReceived };
}

/** Sessions in which there is nothing to say; the last of them, with the median time of all. */
export async function syncNothingNew(home: OpenHome, times: number): Promise<Synced> {
  let last = await syncOnce(home); // the one after a change still settles receipts
  const millis: number[] = [];
  for (let i = 0; i < times; i++) {
    last = await syncOnce(home);
    millis.push(last.ms);
  }
  return { ...last, ms: median(millis) };
}

export interface Changes extends Synced {
  /** How long the writing side took to make them. */
  readonly editMs: number;
  readonly records: number;
}

/** One field of each of these records is edited at KR, then fetched. */
export async function syncChanges(
  home: OpenHome,
  node: Child<ServingHome>,
  records: readonly string[],
): Promise<Changes> {
  const { ms: editMs } = await node.ask('edit', { records, place: '부산항 제7부두' });
  const synced = await syncOnce(home);
  if (synced.entriesReceived !== records.length) throw new Error(`${synced.entriesReceived} edits arrived`);
  return { ...synced, editMs, records: records.length };
}
