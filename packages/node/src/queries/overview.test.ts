import type { MemberCode } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { createSpace } from '../commands/create-space.js';
import { giveConsent } from '../commands/give-consent.js';
import { markAllSeen } from '../commands/mark-seen.js';
import { memorySync } from '../testing/memory-sync.js';
import { deskScene, found, laterBy, reader, say } from './desk-scene.fixture.js';
import { listPeers } from './list-peers.js';
import { overviewToday } from './overview.js';

describe('the first page', () => {
  test('says what came in since this officer looked, from whom and where, and what is contested', async () => {
    const { kr, th, space, meet } = await deskScene('today');
    const own = found(kr, space, { place: 'Busan' });
    await meet();
    const theirs = found(th, space, { place: 'Rayong' });
    say(th, own.record, { place: 'Pusan' });
    await meet();
    const today = overviewToday(kr.replica.context, reader(kr));
    expect(today.cameIn).toMatchObject({
      since: null,
      records: 2,
      bySpace: [{ space, title: 'Pattaya', records: 2 }],
      byMember: [{ member: 'TH', records: 2 }],
    });
    expect(today.cameIn.latest.map(({ number }) => number)).toEqual([theirs.number, own.number]);
    expect(today.needs).toEqual([{ what: 'contested', records: 1, first: expect.any(String) }]);
    laterBy(kr, 60);
    markAllSeen(kr.replica, reader(kr), today.change);
    const after = overviewToday(kr.replica.context, reader(kr)).cameIn;
    expect(after).toEqual({
      since: '2026-11-24T15:00:00.000+09:00',
      records: 0,
      bySpace: [],
      byMember: [],
      latest: [],
    });
  });

  test('says that a newcomer waits for the own consent, until it is given', async () => {
    const { federation, kr, th } = await deskScene('consent');
    const audience = ['TH' as MemberCode];
    const rule = 'each-consents' as const;
    const { space } = createSpace(kr.replica, kr.officer, { kind: 'case', title: 'Ring', audience, rule });
    await memorySync(kr, th);
    giveConsent(th.replica, th.officer, 'request', { space, newcomer: 'VN' as MemberCode });
    await memorySync(kr, th);
    const needs = () => overviewToday(kr.replica.context, reader(kr)).needs;
    expect(needs()).toEqual([{ what: 'consent', space, title: 'Ring', newcomer: 'VN' }]);
    giveConsent(kr.replica, kr.officer, 'consent', { space, newcomer: 'VN' as MemberCode });
    expect(needs()).toEqual([]);
    expect(federation.homes.size).toBe(3);
  });
});

describe('a peer', () => {
  test('is listed with what it has not receipted, in entries and records', async () => {
    const { kr, th, space, meet } = await deskScene('peers');
    const { record } = found(kr, space, { place: 'Busan' });
    await meet();
    expect(listPeers(kr.replica.context)).toMatchObject([
      { writer: th.service.writer, member: 'TH', toSend: { entries: 0, own: 0, records: 0 }, hasAllOfMine: true },
    ]);
    say(kr, record, { place: 'Ulsan' });
    say(kr, record, { channel: 'mail' });
    found(kr, space, { place: 'Jeju' });
    const [peer] = listPeers(kr.replica.context);
    expect(peer).toMatchObject({ toSend: { entries: 3, own: 3, records: 2 }, hasAllOfMine: false, spaces: 1 });
    expect(overviewToday(kr.replica.context, reader(kr)).outbox.entries).toBe(3);
    await meet();
    expect(listPeers(kr.replica.context)[0]).toMatchObject({
      toSend: { entries: 0 },
      waiting: 0,
      refused: { count: 0 },
    });
    expect(listPeers(th.replica.context)[0]).toMatchObject({ member: 'KR', hasAllOfMine: true });
  });
});
