import { decodePage } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../known-entries.js';
import { connect } from '../testing/connect.js';
import { spaceNamed, writerNamed } from '../testing/fake-log.js';
import { MemoryReplica } from '../testing/memory-replica.js';
import { runSync } from './sync-session.js';

const KR = writerNamed('KR');
const TH = writerNamed('TH');
const large = spaceNamed('large');
const small = spaceNamed('small');

/** Every entry in the order in which this replica took it: its space, lane and number. */
function arrivals(replica: MemoryReplica): string[] {
  const names = new Map<string, string>([
    [large, 'large'],
    [small, 'small'],
  ]);
  const order: string[] = [];
  const ingest = replica.ingest.bind(replica);
  replica.ingest = (peer, page) => {
    const decoded = decodePage(page);
    for (const entry of decoded.ok ? decoded.value : []) {
      const place = placeOf(entry);
      if (place !== undefined) order.push(`${names.get(place.space)} ${place.tip.lane} ${place.tip.seq}`);
    }
    return ingest(peer, page);
  };
  return order;
}

function bulk() {
  const [kr, th] = [new MemoryReplica(KR), new MemoryReplica(TH)];
  for (const replica of [kr, th]) {
    replica.setDirectory('KR', 1);
    replica.pageEntriesMax = 5;
  }
  kr.found(large, [TH]);
  for (let i = 0; i < 200; i++) kr.write(large, `${i}`);
  kr.found(small, [TH]);
  kr.write(small, 'an alert');
  return { kr, th };
}

describe('what is urgent', () => {
  it.each(['pull', 'push'] as const)('SYN-4: control lanes, then little, then bulk, when we %s', async (way) => {
    const { kr, th } = bulk();
    const order = arrivals(th);
    const [from, to] = way === 'push' ? [kr, th] : [th, kr];
    expect(await runSync(connect(from, to), from)).toMatchObject({ converged: true });
    expect(order.slice(0, 3).sort()).toEqual(['large control 1', 'small control 1', 'small record 1']);
    expect(order.indexOf('small record 1')).toBe(2);
    expect(order).toHaveLength(203);
  });

  it.each(['pull', 'push'] as const)(
    'SYN-4: what is written while bulk is on its way overtakes it, when we %s',
    async (way) => {
      const { kr, th } = bulk();
      const order = arrivals(th);
      const [from, to] = way === 'push' ? [kr, th] : [th, kr];
      const client = connect(from, to, (_name, answer, call) => {
        if (call === 8) {
          kr.setAudience(large, [TH, writerNamed('VN')]);
          kr.write(small, 'a second alert');
        }
        return answer();
      });
      expect(await runSync(client, from)).toMatchObject({ converged: true });
      const last = order.indexOf('large record 200');
      expect(order.indexOf('large control 2')).toBeGreaterThan(4);
      expect(order.indexOf('large control 2')).toBeLessThan(last - 90);
      expect(order.indexOf('small record 2')).toBeLessThan(last - 90);
    },
  );
});
