import { MEMBERS, type Member, type SyncReport } from './answers.js';
import { ensure } from './assertions.js';
import type { Federation } from './federation.js';

/** What it took until nobody had anything new for anybody. */
export interface Meeting {
  readonly entries: number;
  readonly bytes: number;
  /** The last round, in which nothing moved: the most that one sync with one peer took. */
  readonly idleRoundTrips: number;
  readonly idleBytes: number;
}

const ROUNDS_MAX = 6;
/** `liaison sync` ends with 4 when it did not converge; another round follows then. */
const SYNC_CODES = [0, 4];

/**
 * Every node syncs with every other until a whole round moves nothing and all have converged. The first node goes
 * alone, so that most of the data travels once; the others then work side by side.
 */
export async function meetAll(federation: Federation): Promise<Meeting> {
  let entries = 0;
  let bytes = 0;
  let last: SyncReport[] = [];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    last = await meetOnce(federation);
    const peers = last.flatMap((report) => report.peers);
    const moved = sum(peers.map((peer) => peer.entriesSent + peer.entriesReceived));
    entries += moved;
    bytes += sum(peers.map((peer) => peer.bytesSent + peer.bytesReceived));
    if (moved === 0 && last.every((report) => report.converged) && peers.every((peer) => peer.roundTrips === 1)) {
      const perPeer = peers.map((peer) => Math.max(peer.bytesSent, peer.bytesReceived));
      return { entries, bytes, idleRoundTrips: 1, idleBytes: Math.max(...perPeer) };
    }
  }
  ensure(false, 'the nodes come to rest: a sync after a sync moves nothing', last);
}

async function meetOnce(federation: Federation): Promise<SyncReport[]> {
  const sync = (member: Member) => federation.run<SyncReport>(member, ['sync'], SYNC_CODES);
  const [first, ...others] = MEMBERS;
  return [await sync(first), ...(await Promise.all(others.map(sync)))];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
