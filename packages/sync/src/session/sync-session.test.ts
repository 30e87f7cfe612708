import { LiaisonError, sha256Text } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { connect } from '../testing/connect.js';
import { spaceNamed, writerNamed } from '../testing/fake-log.js';
import { MemoryReplica } from '../testing/memory-replica.js';
import { runSync } from './sync-session.js';

const KR = writerNamed('KR');
const TH = writerNamed('TH');
const VN = writerNamed('VN');
const space = spaceNamed('case');

function pair() {
  const kr = new MemoryReplica(KR);
  const th = new MemoryReplica(TH);
  for (const replica of [kr, th]) replica.setDirectory('KR', 1);
  return { kr, th };
}

async function synced(from: MemoryReplica, to: MemoryReplica) {
  const client = connect(from, to);
  const report = await runSync(client, from);
  expect(report).toMatchObject({ converged: true, alarms: [] });
  return { report, calls: client.calls };
}

describe('runSync', () => {
  it('SYN-1 ends after one call when nothing is new', async () => {
    const { kr, th } = pair();
    expect((await synced(kr, th)).calls).toEqual(['hello']);
  });

  it('moves a first space both ways and needs one call afterwards, from either side', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    for (let i = 0; i < 20; i++) kr.write(space, `kr ${i}`);
    const first = await synced(kr, th);
    expect(first.report).toMatchObject({ entriesSent: 21, entriesReceived: 0 });
    th.write(space, 'th 1');
    expect((await synced(kr, th)).report).toMatchObject({ entriesSent: 0, entriesReceived: 1 });
    expect((await synced(kr, th)).calls).toEqual(['hello']);
    expect((await synced(th, kr)).calls).toEqual(['hello']);
    expect(kr.receiptToken(TH, space)).toBe(th.receiptToken(TH, space));
    expect(kr.receiptToken(TH, space)).toBeDefined();
    expect(th.receiptToken(KR, space)).toBe(kr.receiptToken(KR, space));
  });

  it('SYN-4 sends control lanes and documents before any record', async () => {
    const { kr, th } = pair();
    kr.setDirectory('KR', 2);
    th.setDirectory('TH', 1);
    kr.found(space, [TH]);
    kr.write(space, 'a');
    const { calls } = await synced(kr, th);
    expect(calls).toEqual(['hello', 'documents', 'offerDocuments', 'compare', 'push', 'compare', 'push', 'finish']);
    expect(th.directories.get('KR')?.version).toBe(2);
    expect(kr.directories.get('TH')?.version).toBe(1);
  });

  it('SYN-1: where documents are equal, the first comparison comes with the first answer', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    await synced(kr, th);
    kr.write(space, 'a day later');
    expect((await synced(kr, th)).calls).toEqual(['hello', 'push', 'finish']);
    th.write(space, 'and there');
    expect((await synced(kr, th)).calls).toEqual(['hello', 'pull', 'finish']);
  });

  it('SYN-3 finds one differing space of a thousand in few calls', async () => {
    const { kr, th } = pair();
    for (let i = 0; i < 1_000; i++) kr.found(spaceNamed(`s${i}`), [TH]);
    expect((await synced(kr, th)).report.entriesSent).toBe(1_000);
    kr.write(spaceNamed('s500'), 'one change');
    const { calls, report } = await synced(kr, th);
    expect(report.entriesSent).toBe(1);
    expect(calls.filter((name) => name === 'compare').length).toBeLessThanOrEqual(2);
    expect(calls.length).toBeLessThanOrEqual(6);
  });

  it('fetches a thousand spaces from an empty home', async () => {
    const { kr, th } = pair();
    for (let i = 0; i < 1_000; i++) kr.found(spaceNamed(`s${i}`), [TH]);
    const { calls, report } = await synced(th, kr);
    expect(report.entriesReceived).toBe(1_000);
    expect(calls.length).toBeLessThan(30);
  });

  it('SYN-9 meets in a forked log and sends little more than the branches', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    for (let i = 0; i < 1_000; i++) kr.write(space, `${i}`, 'record', VN);
    await synced(kr, th);
    for (let i = 0; i < 10; i++) kr.write(space, `kr branch ${i}`, 'record', VN);
    for (let i = 0; i < 30; i++) th.write(space, `th branch ${i}`, 'record', VN);
    let received = 0;
    const ingest = kr.ingest.bind(kr);
    kr.ingest = (peer, page) => {
      const report = ingest(peer, page);
      received += report.entries + report.duplicates;
      return report;
    };
    const { report, calls } = await synced(kr, th);
    expect(report).toMatchObject({ entriesSent: 10, entriesReceived: 30 });
    expect(received).toBeLessThanOrEqual(46);
    expect(calls.length).toBeLessThanOrEqual(10);
  });

  it('asks the peer for earlier ids of a log whose tip it may not keep', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    for (let i = 0; i < 100; i++) kr.write(space, `${i}`, 'record', VN);
    await synced(kr, th);
    th.write(space, 'th branch', 'record', VN);
    kr.write(space, 'kr branch', 'record', VN);
    // th shows its branch in its marks but hands out nothing, as a node that only held it in quarantine
    const select = th.select.bind(th);
    th.select = (...question) => ({ ...select(...question), entries: [], diverged: [] });
    const client = connect(kr, th);
    const report = await runSync(client, kr);
    expect(client.calls).toContain('ancestors');
    expect(report).toMatchObject({ entriesSent: 1, entriesReceived: 0, converged: false });
  });

  it('SYN-6 goes on at the page where a line broke', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    kr.pageEntriesMax = 10;
    for (let i = 0; i < 95; i++) kr.write(space, `${i}`);
    const cut = connect(th, kr, (_name, answer, call) => {
      if (call >= 8) return Promise.reject(new Error('the line broke'));
      return answer();
    });
    const broken = await runSync(cut, th);
    expect(broken).toMatchObject({ converged: false, error: { code: 'peer-unreachable' } });
    expect(broken.entriesReceived).toBeGreaterThan(10);
    const rest = await synced(th, kr);
    expect(rest.report.entriesReceived).toBe(96 - broken.entriesReceived);
  });

  it('SYN-7: makes the receipts that a broken session owes', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    const cut = connect(kr, th, (name, answer) => (name === 'finish' ? Promise.reject(new Error('cut')) : answer()));
    await runSync(cut, kr);
    await synced(kr, th);
    expect(kr.receiptToken(TH, space)).toBeDefined();
    expect((await synced(kr, th)).calls).toEqual(['hello']);
  });

  it('carries receipts of third homes', async () => {
    const { kr, th } = pair();
    const vn = new MemoryReplica(VN);
    vn.setDirectory('KR', 1);
    kr.found(space, [TH, VN]);
    await synced(kr, th);
    await synced(kr, vn);
    await synced(th, vn);
    expect(th.receiptToken(VN, space)).toBe(vn.receiptToken(VN, space));
    await synced(kr, th);
    expect((await synced(vn, kr)).calls).toEqual(['hello']);
  });

  it('ends without convergence when the sides disagree about an audience', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    await synced(kr, th);
    kr.setAudience(space, [VN]);
    kr.write(space, 'not for TH');
    const client = connect(kr, th);
    expect(await runSync(client, kr)).toMatchObject({ converged: false, entriesSent: 0, alarms: [] });
    expect(client.calls.length).toBeLessThan(6);
    const reverse = connect(th, kr);
    expect(await runSync(reverse, th)).toMatchObject({ converged: false, entriesReceived: 0 });
    expect(th.logs.byId.size).toBe(1);
  });

  it('SYN-5: gives nothing of a space that the caller may not see, even when asked by name', async () => {
    const { kr, th } = pair();
    kr.found(space, [VN]);
    const secret = kr.write(space, 'for VN only');
    kr.issueReceipts([space]);
    await synced(th, kr);
    const client = connect(th, kr);
    const have: never[] = [];
    const log = { space, lane: 'record' as const, writer: KR };
    expect(await client.call('pull', { wants: [{ space, lane: 'record', have }] })).toMatchObject({
      page: 'TFAB',
      more: false,
    });
    expect(await client.call('ancestors', { logs: [log] })).toEqual({ logs: [[]] });
    expect(await client.call('finish', { spaces: [space] })).toMatchObject({ spaces: [] });
    expect(await client.call('receipts', { put: [], get: [{ holder: KR, space }] })).toMatchObject({ tokens: [null] });
    expect(th.holds(secret.id)).toBe(false);
  });

  it('SYN-7, VIEW-6: raises the alarm when equal entries give unequal views', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    th.viewTwist = 'reads it wrongly';
    const report = await runSync(connect(kr, th), kr);
    expect(report).toMatchObject({ converged: false, alarms: [{ code: 'view-digest-differs', about: [space] }] });
  });

  it('stops at a page that we refuse and reports a page that the peer refuses', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    kr.write(space, 'forged', 'record', VN);
    th.refusedWriters.set(VN, 'signature-wrong');
    expect(await runSync(connect(th, kr), th)).toMatchObject({ converged: false, error: { code: 'page-refused' } });
    const report = await runSync(connect(kr, th), kr);
    expect(report).toMatchObject({
      converged: false,
      error: { code: 'peer-refused-page', data: { code: 'signature-wrong' } },
    });
    expect(kr.receiptToken(TH, space)).toBeDefined();
  });

  it('reports directories that one side refuses', async () => {
    const { kr, th } = pair();
    th.setDirectory('TH', 2, 'forged');
    expect((await runSync(connect(kr, th), kr)).alarms).toContainEqual({
      code: 'documents-refused',
      about: ['signature-wrong'],
    });
  });

  it('SYN-4: under different rosters nothing is exchanged, and both are named', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    th.roster = sha256Text('another community');
    const report = await runSync(connect(kr, th), kr);
    expect(report).toMatchObject({ converged: false, entriesSent: 0, error: { code: 'roster-differs' } });
    expect(report.error?.data).toEqual({ own: kr.roster, theirs: th.roster });
  });

  it('stops when asked to and says so', async () => {
    const { kr, th } = pair();
    kr.found(space, [TH]);
    const stop = new AbortController();
    const report = await runSync(connect(kr, th), kr, {
      signal: stop.signal,
      onProgress: ({ phase }) => phase === 'control' && stop.abort(),
    });
    expect(report.error).toBeInstanceOf(LiaisonError);
    expect(report.error?.code).toBe('sync-stopped');
  });
});
