import { describe, expect, it } from 'vitest';
import type { ListedPeer } from '../calls/overview-answers.js';
import { lineStateOf } from './line-state.js';

type Line = NonNullable<ListedPeer['line']>;

const peer = (member: string, line: Partial<Line> | null, more: Partial<ListedPeer> = {}) => ({
  member,
  contacted: null,
  receipted: null,
  revoked: false,
  line:
    line === null
      ? null
      : { state: 'apart' as const, since: null, lastContact: null, nextAttempt: null, trouble: null, ...line },
  ...more,
});
const [MON, TUE] = ['2026-11-23T09:00:00.000+09:00', '2026-11-24T14:05:00.000+09:00'];

describe('the line of this home', () => {
  it('is there as soon as one peer answers', () => {
    const peers = [
      peer('TH', { state: 'offline' }),
      peer('VN', { state: 'connected' }),
      peer('VN', { state: 'connected' }),
    ];
    expect(lineStateOf(peers)).toEqual({ state: 'connected', members: ['VN'] });
  });

  it('is gone since anybody answered last, and not since this node was started', () => {
    const peers = [
      peer('TH', { state: 'offline', since: '2026-11-24T18:00:00.000+09:00', lastContact: MON }),
      peer('VN', { state: 'offline', since: '2026-11-24T18:00:00.000+09:00', lastContact: TUE }),
    ];
    expect(lineStateOf(peers)).toEqual({ state: 'offline', since: TUE });
    expect(lineStateOf([peer('TH', { state: 'offline', since: MON })])).toEqual({ state: 'offline', since: MON });
  });

  it('is being looked for while one is called for the first time', () => {
    expect(lineStateOf([peer('TH', { state: 'offline' }), peer('VN', { state: 'connecting' })])).toEqual({
      state: 'connecting',
    });
  });

  it('is nothing that a node has which calls nobody by itself', () => {
    expect(lineStateOf([peer('TH', {}, { contacted: MON }), peer('VN', null, { receipted: TUE })])).toEqual({
      state: 'apart',
      last: TUE,
    });
    expect(lineStateOf([peer('TH', { state: 'connected' }, { revoked: true })])).toEqual({ state: 'alone' });
  });
});
