import { sha256Text } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { syncError } from '../errors.js';
import { connect } from '../testing/connect.js';
import { spaceNamed, writerNamed } from '../testing/fake-log.js';
import { MemoryReplica } from '../testing/memory-replica.js';
import { poorLine } from '../testing/poor-line.js';
import { PageSize } from './page-size.js';
import { runSync } from './sync-session.js';

const KR = writerNamed('KR');
const TH = writerNamed('TH');
const space = spaceNamed('case');
const MEGABYTE = 'x'.repeat(1_048_000);

function pair() {
  const [kr, th] = [new MemoryReplica(KR), new MemoryReplica(TH)];
  for (const replica of [kr, th]) replica.setDirectory('KR', 1);
  kr.found(space, [TH]);
  return { kr, th };
}

describe('a line that drops', () => {
  it('SYN-10: carries a page that is larger than it ever carries at once, both ways, with little sent twice', async () => {
    const { kr, th } = pair();
    expect(await runSync(connect(kr, th), kr)).toMatchObject({ converged: true });
    kr.write(space, MEGABYTE);
    th.write(space, MEGABYTE);
    const { client, line } = poorLine(kr, th, 50_000);
    expect(await runSync(client, kr)).toMatchObject({ converged: true, entriesSent: 1, entriesReceived: 1 });
    expect(line.lost).toBeGreaterThan(1);
    // one way in base64: 1.4 MB and 1 MB, and a fifth more for what was lost and for overhead
    expect(line.bytes).toBeLessThan(1.2 * (MEGABYTE.length * (4 / 3) + MEGABYTE.length));
    expect(th.logs.byId.size).toBe(3);
  });

  it('SYN-14: goes on with a page in the next session, also with one that it pushes', async () => {
    const { kr, th } = pair();
    await runSync(connect(kr, th), kr);
    kr.write(space, MEGABYTE);
    th.write(space, MEGABYTE);
    let bytes = 0;
    let sessions = 0;
    for (let converged = false; !converged; sessions++) {
      const { client, line } = poorLine(kr, th, 50_000, 300_000);
      ({ converged } = await runSync(client, kr));
      bytes += line.bytes;
      expect(sessions).toBeLessThan(20);
    }
    expect(sessions).toBeGreaterThan(7);
    // every session finds out anew what its line carries
    expect(bytes).toBeLessThan(2 * (MEGABYTE.length * (4 / 3) + MEGABYTE.length));
    expect(kr.parts.held(TH, 'fetched-page')).toBeUndefined();
    expect(th.parts.held(KR, 'brought-page')).toBeUndefined();
  });

  it('gives up where nothing comes through any more, and at once where nobody ever answered', async () => {
    const { kr, th } = pair();
    let calls = 0;
    const dead = connect(kr, th, () => Promise.reject(syncError('peer-unreachable', `${++calls}`)));
    expect(await runSync(dead, kr)).toMatchObject({ converged: false, error: { code: 'peer-unreachable' } });
    expect(calls).toBe(1);
    const dying = connect(kr, th, (_name, answer, call) =>
      call > 2 ? Promise.reject(syncError('peer-timeout' as never)) : answer(),
    );
    expect((await runSync(dying, kr)).converged).toBe(false);
    expect(dying.calls.length).toBe(8);
  });

  it('SYN-10: a page that becomes another one while it is fetched begins anew', async () => {
    const { kr, th } = pair();
    await runSync(connect(kr, th), kr);
    th.write(space, MEGABYTE);
    let changed = false;
    const client = connect(kr, th, async (name, answer, call) => {
      if (name === 'pull' && call > 4 && !changed) {
        changed = true;
        th.write(space, 'meanwhile');
      }
      return answer();
    });
    expect(await runSync(client, kr)).toMatchObject({ converged: true, entriesReceived: 2 });
    expect(changed).toBe(true);
  });

  const forged: [string, (answer: PartialAnswer) => unknown][] = [
    ['another digest', (answer) => ({ ...answer, part: { ...answer.part, digest: sha256Text('x') } })],
    ['another place', (answer) => ({ ...answer, part: { ...answer.part, from: answer.part.from + 1 } })],
    ['nothing', (answer) => ({ ...answer, page: '' })],
    ['more than the page', (answer) => ({ ...answer, part: { ...answer.part, total: 70 } })],
    ['other bytes', (answer) => ({ ...answer, page: Buffer.alloc(65_536, 1).toString('base64') })],
  ];
  it.each(forged)('SYN-10: a peer that gives %s of a page in parts is found out', async (_name, forge) => {
    const { kr, th } = pair();
    await runSync(connect(kr, th), kr);
    th.write(space, MEGABYTE);
    const client = connect(kr, th, async (name, answer) => {
      const honest = await answer();
      return name === 'pull' ? forge(honest as PartialAnswer) : honest;
    });
    const report = await runSync(client, kr);
    expect(report).toMatchObject({ converged: false, error: { code: 'peer-answer-malformed' } });
    expect(client.calls.length).toBeLessThan(200);
    expect(kr.logs.byId.size).toBe(1);
  });

  it('SYN-10: a called node that never has what it was sent does not hold the session for ever', async () => {
    const { kr, th } = pair();
    await runSync(connect(kr, th), kr);
    kr.write(space, MEGABYTE);
    const client = connect(kr, th, async (name, answer) => (name === 'pushPart' ? { held: 0 } : answer()));
    expect(await runSync(client, kr)).toMatchObject({ error: { code: 'peer-answer-malformed' } });
    expect(client.calls.length).toBeLessThan(2_100);
  });
});

interface PartialAnswer {
  readonly page: string;
  readonly part: { readonly digest: string; readonly from: number; readonly total: number };
}

describe('the size of what is carried at once', () => {
  it('SYN-10: begins small, doubles after successes, halves after a failure and then grows more slowly', () => {
    const size = new PageSize();
    const sizes: number[] = [size.bytes];
    for (let i = 0; i < 4; i++) {
      size.succeeded();
      sizes.push(size.bytes);
    }
    expect(sizes).toEqual([65_536, 131_072, 262_144, 524_288, 524_288]);
    size.failed();
    for (let i = 0; i < 3; i++) size.succeeded();
    expect(size.bytes).toBe(262_144);
    size.succeeded();
    expect(size.bytes).toBe(524_288);
    for (let i = 0; i < 30; i++) size.failed();
    expect(size.bytes).toBe(8_192);
    for (let i = 0; i < 63; i++) size.succeeded();
    expect(size.bytes).toBe(8_192);
    size.succeeded();
    expect(size.bytes).toBe(16_384);
  });
});
