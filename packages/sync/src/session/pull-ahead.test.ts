import { describe, expect, it } from 'vitest';
import type { SyncReplica } from '../sync-replica.js';
import { connect } from '../testing/connect.js';
import { spaceNamed, writerNamed } from '../testing/fake-log.js';
import { MemoryReplica } from '../testing/memory-replica.js';
import { runSync } from './sync-session.js';

const [KR, TH] = [writerNamed('KR'), writerNamed('TH')];
const space = spaceNamed('register');

function scene(entries: number) {
  const [kr, th] = [new MemoryReplica(KR), new MemoryReplica(TH)];
  for (const replica of [kr, th]) {
    replica.setDirectory('KR', 1);
    replica.pageEntriesMax = 5;
  }
  kr.found(space, [TH]);
  for (let i = 0; i < entries; i++) kr.write(space, `${i}`);
  return { kr, th };
}

/** Lets everything go on that waits for nothing but its turn. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
};

/** The same replica, whose commits take turns of their own, as those of a thread do. */
function committingSlowly(replica: MemoryReplica, ingest: SyncReplica['ingest']): SyncReplica {
  const slow = Object.create(replica) as SyncReplica;
  slow.ingest = async (peer, page) => {
    await turns();
    return ingest(peer, page);
  };
  return slow;
}

describe('SYN-6: while a page is committed', () => {
  it('the next is on its way, and it is committed after', async () => {
    const { kr, th } = scene(40);
    const pulls: number[] = [];
    const slow = committingSlowly(th, (peer, page) => {
      pulls.push(client.calls.filter((name) => name === 'pull').length);
      return th.ingest(peer, page);
    });
    const client = connect(slow, kr);
    expect(await runSync(client, slow)).toMatchObject({ converged: true, entriesReceived: 41 });
    expect(pulls).toEqual([1, 3, 4, 5, 6, 7, 8, 9, 9]); // the control lane; then eight pages of five
  });

  it('which keeps the thread busy, the question for the next has left before', async () => {
    const { kr, th } = scene(20);
    const events: string[] = [];
    const taking = Object.create(th) as SyncReplica;
    taking.ingest = (peer, page) => {
      events.push('taken');
      return th.ingest(peer, page);
    };
    const client = connect(taking, kr, (name, answer) => {
      if (name === 'pull') events.push('asked');
      return answer();
    });
    client.sent = async () => {
      await turns();
      events.push('left');
    };
    expect(await runSync(client, taking)).toMatchObject({ converged: true, entriesReceived: 21 });
    const ahead = ['asked', 'left', 'taken'];
    expect(events).toEqual(['asked', 'taken', 'asked', ...ahead, ...ahead, ...ahead, 'taken']);
  });

  it('and is refused, nothing of the next is taken, and no call is left running', async () => {
    const { kr, th } = scene(40);
    let taken = 0;
    const slow = committingSlowly(th, (peer, page) => {
      taken += 1;
      const refused = { code: 'entry-malformed', message: 'no', next: 'no' };
      return taken < 3 ? th.ingest(peer, page) : { ...th.ingest(peer, new Uint8Array([0x4c, 0x50, 1])), refused };
    });
    let running = 0;
    const client = connect(slow, kr, async (_name, answer) => {
      running += 1;
      await turns();
      await turns();
      running -= 1;
      return answer();
    });
    const report = await runSync(client, slow);
    expect(report).toMatchObject({ converged: false, error: { code: 'page-refused' } });
    expect([taken, running]).toEqual([3, 0]);
  });

  it('and the call after it breaks, what came before stays, and the session says so once', async () => {
    const { kr, th } = scene(40);
    const slow = committingSlowly(th, (peer, page) => th.ingest(peer, page));
    const client = connect(slow, kr, (name, answer, call) =>
      name === 'pull' && call > 5 ? Promise.reject(new Error('cut')) : answer(),
    );
    const report = await runSync(client, slow);
    expect(report).toMatchObject({ converged: false, error: { code: 'peer-unreachable' } });
    expect(report.entriesReceived).toBeGreaterThan(5);
  });
});
