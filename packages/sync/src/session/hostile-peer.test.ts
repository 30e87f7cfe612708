import { encodePage, sha256Text } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import type { CallName } from '../messages.js';
import { connect } from '../testing/connect.js';
import { spaceNamed, writerNamed } from '../testing/fake-log.js';
import { MemoryReplica } from '../testing/memory-replica.js';
import { runSync } from './sync-session.js';

const KR = writerNamed('KR');
const TH = writerNamed('TH');
const space = spaceNamed('case');

/** A session in which every answer to one call is what the peer made up. */
async function against(names: CallName | CallName[], forge: (honest: unknown) => unknown) {
  const kr = new MemoryReplica(KR);
  const th = new MemoryReplica(TH);
  th.found(space, [KR]);
  for (let i = 0; i < 5; i++) th.write(space, `${i}`);
  const client = connect(kr, th, async (called, answer) => {
    const honest = await answer();
    return names.includes(called) ? forge(honest) : honest;
  });
  const report = await runSync(client, kr);
  return { report, calls: client.calls };
}

const emptyPage = Buffer.from(encodePage([])).toString('base64');

describe('a hostile peer', () => {
  const wrong: [CallName, unknown][] = [
    ['hello', null],
    ['hello', { documents: 1, scope: {}, root: [] }],
    ['hello', { equal: true }],
    ['hello', { documents: sha256Text('d'), scope: sha256Text('s'), root: sha256Text('r'), nodes: [{ kind: 'x' }] }],
    ['compare', { nodes: [] }],
    ['compare', { nodes: Array.from({ length: 2 }, () => ({ kind: 'equal' })) }],
    ['compare', { nodes: [{ kind: 'children', digests: ['x'] }] }],
    ['compare', { nodes: [{ kind: 'spaces', equal: [], spaces: [{ space, tips: 'many', receipts: [] }] }] }],
    ['pull', { page: '%%%%', more: false, diverged: [] }],
    ['pull', { page: 'AAAA', more: false, diverged: [] }],
    ['pull', { page: 'A'.repeat(8_000_000), more: false, diverged: [] }],
    ['pull', { page: emptyPage, more: true, diverged: [] }],
    ['pull', { page: emptyPage, more: false, diverged: [{ space: spaceNamed('other'), lane: 'record', writer: TH }] }],
    ['finish', { spaces: 'all', standing: {} }],
  ];
  it.each(wrong.map(([name, answer], i) => [name, i, answer] as const))(
    '%s answered wrongly (%i) gives an error',
    async (name, _i, answer) => {
      const { report } = await against(name, () => answer);
      expect(report).toMatchObject({ converged: false, error: { code: 'peer-answer-malformed' } });
    },
  );

  it('receipts answered wrongly gives an error', async () => {
    const without = (honest: unknown) => ({ ...(honest as object), tokens: [] });
    const forge = (honest: unknown) =>
      'spaces' in (honest as object) ? without(honest) : { tokens: [], standing: {} };
    const { report, calls } = await against(['finish', 'receipts'], forge);
    expect(calls).toContain('receipts');
    expect(report).toMatchObject({ converged: false, error: { code: 'peer-answer-malformed' } });
  });

  it('is not followed for ever down an endless tree', async () => {
    let salt = 0;
    const { report, calls } = await against('compare', () => ({
      nodes: [{ kind: 'children', digests: Array.from({ length: 16 }, () => sha256Text(`${salt++}`)) }],
    }));
    expect(report.error?.code).toBe('peer-answer-malformed');
    expect(calls.length).toBeLessThan(1_100);
  });

  it('is not listened to when a log diverges again and again', async () => {
    const { report, calls } = await against('pull', () => ({
      page: emptyPage,
      more: false,
      diverged: [{ space, lane: 'control', writer: TH }],
    }));
    expect(report.error?.code).toBe('peer-answer-malformed');
    expect(calls.length).toBeLessThan(10);
  });

  it('repeating one page for ever is noticed', async () => {
    let first: unknown;
    const { report } = await against('pull', (honest) => {
      first ??= honest;
      return { ...(first as object), more: true };
    });
    expect(report.error?.code).toBe('peer-answer-malformed');
  });

  it('that claims another root for ever does not hold the session', async () => {
    const standing = { documents: sha256Text('a'), scope: sha256Text('b'), root: sha256Text('c') };
    const lie = (honest: unknown) => ({ ...(honest as object), standing });
    const { report, calls } = await against(['finish', 'receipts'], lie);
    expect(report).toMatchObject({ converged: false, entriesReceived: 6 });
    expect(report.error).toBeUndefined();
    expect(calls.length).toBeLessThan(15);
  });

  it('counting more entries than were sent is malformed', async () => {
    const kr = new MemoryReplica(KR);
    const th = new MemoryReplica(TH);
    kr.found(space, [TH]);
    const client = connect(kr, th, async (name, answer) => {
      const honest = await answer();
      return name === 'push' ? { ...(honest as object), entries: 1e9 } : honest;
    });
    expect((await runSync(client, kr)).error?.code).toBe('peer-answer-malformed');
  });
});
