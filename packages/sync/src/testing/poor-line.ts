import type { PeerClient } from '../client/peer-client.js';
import { syncError } from '../errors.js';
import type { CallName } from '../messages.js';
import { connect } from './connect.js';
import type { MemoryReplica } from './memory-replica.js';

const sizeOf = (value: unknown): number =>
  value instanceof Uint8Array ? value.length : JSON.stringify(value ?? null).length;

export interface PoorLine {
  readonly client: PeerClient;
  readonly line: { bytes: number; readonly calls: CallName[]; lost: number };
}

/**
 * A line on which no call of more than so many bytes, there and back, comes through. What was on its way is counted. After
 * `bytesInAll` it is dead.
 */
export function poorLine(
  from: MemoryReplica,
  to: MemoryReplica,
  bytesMax: number,
  bytesInAll = Number.POSITIVE_INFINITY,
): PoorLine {
  const inner = connect(from, to);
  const line = { bytes: 0, calls: inner.calls, lost: 0 };
  const client: PeerClient = {
    peer: to.home,
    async call(name, input) {
      const sent = sizeOf(input);
      const left = Math.min(bytesMax, bytesInAll - line.bytes);
      // a request that breaks never arrives, an answer that breaks is lost although the call was made
      const answer = sent > left ? undefined : await inner.call(name, input);
      const all = sent + sizeOf(answer);
      line.bytes += Math.min(all, left);
      if (sent <= left && all <= left) return answer;
      line.lost += 1;
      throw syncError('peer-unreachable');
    },
  };
  return { client, line };
}
