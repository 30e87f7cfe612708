import type { MemberCode } from '@liaison/protocol';
import { expect, test } from 'vitest';
import { changeAudience } from '../commands/change-audience.js';
import { createSpace } from '../commands/create-space.js';
import { giveConsent } from '../commands/give-consent.js';
import { memorySync } from '../testing/memory-sync.js';
import { deskScene, found, reader, say } from './desk-scene.fixture.js';
import { findSpace } from './find-record.js';
import { listSpacePages, spaceView } from './list-space-pages.js';
import { overviewToday } from './overview.js';

test('a space is listed with its records by kind, the last change and what waits', async () => {
  const { kr, th, space, meet } = await deskScene('spaces');
  const { record } = found(kr, space, { place: 'Busan' });
  found(kr, space, { place: 'Jeju' });
  found(kr, space, { title: 'Ring' }, 'case');
  const { space: other } = createSpace(kr.replica, kr.officer, { kind: 'register', title: 'Own', audience: [] });
  const pages = listSpacePages(kr.replica.context);
  expect(pages.map((page) => [page.space, page.records, page.waiting])).toEqual([
    [space, { case: 1, seizure: 2 }, 3],
    [other, {}, expect.any(Number)],
  ]);
  expect(pages[0]).toMatchObject({ owner: 'KR', rule: 'each-consents', removed: false, transfer: null });
  await meet();
  say(th, record, { place: 'Pusan' });
  await meet();
  const view = spaceView(kr.replica.context, reader(kr), findSpace(kr.replica.context, space));
  expect(view).toMatchObject({ unread: 1, unsettled: 1, title: 'Pattaya', audience: expect.arrayContaining(['TH']) });
});

test('says whose consent a newcomer lacks, until all have given it', async () => {
  const { kr, th } = await deskScene('missing');
  const audience = ['TH' as MemberCode];
  const rule = 'each-consents' as const;
  const { space } = createSpace(kr.replica, kr.officer, { kind: 'case', title: 'Ring', audience, rule });
  await memorySync(kr, th);
  const newcomer = 'VN' as MemberCode;
  giveConsent(th.replica, th.officer, 'request', { space, newcomer });
  await memorySync(kr, th);
  const missing = () => listSpacePages(kr.replica.context).find((page) => page.space === space)?.missingConsents;
  expect(missing()).toEqual([{ newcomer, members: ['KR', 'TH'], mine: true }]);
  giveConsent(kr.replica, kr.officer, 'consent', { space, newcomer });
  expect(missing()).toEqual([{ newcomer, members: ['TH'], mine: false }]);
  giveConsent(th.replica, th.officer, 'consent', { space, newcomer });
  await memorySync(kr, th);
  expect(missing()).toEqual([]);
});

test('says as the ledger does (SPC-12) that a consent for fewer members is none, and asks no owner that named the newcomer', async () => {
  const { kr, th } = await deskScene('narrow');
  const [audience, newcomer] = [['TH' as MemberCode], 'VN' as MemberCode];
  const rule = 'each-consents' as const;
  const { space } = createSpace(kr.replica, kr.officer, { kind: 'case', title: 'Ring', audience, rule });
  await memorySync(kr, th);
  const named = ['KR', 'VN'] as MemberCode[];
  giveConsent(th.replica, th.officer, 'consent', { space, newcomer, audience: named });
  await memorySync(kr, th);
  changeAudience(kr.replica, kr.officer, { space, add: [newcomer], remove: [] });
  await memorySync(kr, th);
  for (const home of [kr, th]) {
    const page = listSpacePages(home.replica.context).find((one) => one.space === space);
    expect(page?.missingConsents).toEqual([{ newcomer, members: ['TH'], mine: home === th }]);
    const needs = overviewToday(home.replica.context, reader(home)).needs;
    expect(needs.filter(({ what }) => what === 'consent')).toHaveLength(home === th ? 1 : 0);
  }
});

test('asks only the owner where the owner decides', async () => {
  const { kr, th } = await deskScene('owner-decides');
  const [audience, rule] = [['TH' as MemberCode], 'owner-decides' as const];
  const { space } = createSpace(kr.replica, kr.officer, { kind: 'case', title: 'Ring', audience, rule });
  await memorySync(kr, th);
  giveConsent(th.replica, th.officer, 'request', { space, newcomer: 'VN' as MemberCode });
  await memorySync(kr, th);
  const asked = (home: typeof kr) => overviewToday(home.replica.context, reader(home)).needs.map(({ what }) => what);
  expect([asked(kr), asked(th)]).toEqual([['consent'], []]);
});
