import { MEMBERS, type Member, type SyncReport } from './answers.js';
import { ensure } from './assertions.js';
import type { Federation } from './federation.js';

/** What it took until nobody had anything new for the first node. */
export interface Meeting {
  readonly entries: number;
  readonly bytes: number;
  /** Of the last sync, in which nothing moved: the most bytes that went one way between two nodes. */
  readonly idleBytes: number;
}

const ROUNDS_MAX = 6;
/** `liaison sync` ends with 4 when it did not converge; another round follows then. */
const SYNC_CODES = [0, 4];

/**
 * Every node syncs with every other: the first alone, so that most of the data travels once, the others side by side.
 * Then the first calls all again until a sync moves nothing and is one round trip with each.
 */
export async function meetAll(federation: Federation): Promise<Meeting> {
  const [first, ...others] = MEMBERS;
  const met = [await sync(federation, first), ...(await Promise.all(others.map((other) => sync(federation, other))))];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const last = await sync(federation, first);
    if (isIdle(last)) return { entries: entriesOf(met), bytes: bytesOf(met), idleBytes: idleBytesOf(last) };
    met.push(last);
  }
  ensure(false, 'the nodes come to rest: a sync after a sync moves nothing', met);
}

/** One node brings what it has to all others and takes what they have; it ends with all of them equal. */
export async function bringToAll(federation: Federation, member: Member): Promise<number> {
  const report = await sync(federation, member);
  ensure(report.converged, `${member} converges with every other node`, report);
  return entriesOf([report]);
}

const sync = (federation: Federation, member: Member): Promise<SyncReport> =>
  federation.run<SyncReport>(member, ['sync'], SYNC_CODES);

const isIdle = ({ peers, converged }: SyncReport): boolean =>
  converged && peers.every((peer) => peer.roundTrips === 1 && peer.entriesSent + peer.entriesReceived === 0);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const entriesOf = (reports: readonly SyncReport[]): number =>
  sum(reports.flatMap(({ peers }) => peers.map((peer) => peer.entriesSent + peer.entriesReceived)));

const bytesOf = (reports: readonly SyncReport[]): number =>
  sum(reports.flatMap(({ peers }) => peers.map((peer) => peer.bytesSent + peer.bytesReceived)));

const idleBytesOf = ({ peers }: SyncReport): number =>
  Math.max(...peers.map((peer) => Math.max(peer.bytesSent, peer.bytesReceived)));
