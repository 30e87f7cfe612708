import type { MemberCode, SpaceId } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { changeAudience, planAudience } from '../../commands/change-audience.js';
import { giveConsent } from '../../commands/give-consent.js';
import { acceptSpace, transferSpace } from '../../commands/transfer-space.js';
import { homeStatus } from '../../queries/home-status.js';
import { listSetAside } from '../../queries/list-set-aside.js';
import { showRecord } from '../../queries/show-record.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync, settle } from '../../testing/memory-sync.js';
import { replayHome } from '../../verify/replay-home.js';
import { verifyHome } from '../../verify/verify-home.js';
import { audienceAt, digestAt, seizure, sharedCase, spaceRow, tipsAt } from '../raw-entries.fixture.js';

const codes = (text: string): MemberCode[] => text.split(' ').filter((code) => code !== '') as MemberCode[];
const change = (home: MemoryHome, space: SpaceId, add: string, remove = '') =>
  changeAudience(home.replica, home.officer, { space, add: codes(add), remove: codes(remove) });
const consent = (home: MemoryHome, space: SpaceId, newcomer: string, audience?: string) =>
  giveConsent(home.replica, home.officer, 'consent', {
    space,
    newcomer: newcomer as MemberCode,
    ...(audience === undefined ? {} : { audience: codes(audience) }),
  });
const authorityAt = (home: MemoryHome, space: SpaceId) =>
  home.replica.context.standings.of(spaceRow(home, space).row).authority;

function expectEqual(space: SpaceId, ...homes: MemoryHome[]) {
  expect(new Set(homes.map((home) => JSON.stringify(tipsAt(home, space)))).size).toBe(1);
  expect(new Set(homes.map((home) => digestAt(home, space))).size).toBe(1);
  expect(new Set(homes.map((home) => audienceAt(home, space).join())).size).toBe(1);
  for (const home of homes) expect(replayHome(home.replica)).toEqual([]);
}

async function scene(seed: string, ...audience: string[]) {
  const federation = new MemoryFederation(['KR', 'MY', 'TH', 'VN'], seed);
  const [kr, my, th, vn] = ['KR', 'MY', 'TH', 'VN'].map((code) => federation.home(code)) as [
    MemoryHome,
    MemoryHome,
    MemoryHome,
    MemoryHome,
  ];
  const space = sharedCase(kr, ...audience);
  await settle(kr, my, th, vn);
  return { federation, kr, my, th, vn, space };
}

const holds = (home: MemoryHome, space: SpaceId) => home.replica.context.store.spaces.byId(space) !== undefined;

describe('a member that is removed', () => {
  test('SPC-9, SPC-15: learns of it and of nothing after it; what it had written unseen does not count', async () => {
    const { kr, th, vn, space } = await scene('removed', 'TH', 'VN');
    const { record } = seizure(th, space, 'Hat Yai');
    await settle(kr, th, vn);
    const unseen = seizure(th, space, 'Songkhla');
    const plan = change(kr, space, '', 'TH');
    expect(plan.removed).toMatchObject([
      { member: 'TH', heads: [{ lane: 'record', writer: th.officerKeys.writer, seq: 1 }] },
    ]);
    const { record: later } = seizure(kr, space, 'Yeosu');
    const report = await memorySync(th, kr);
    expect(report).toMatchObject({ converged: true, entriesReceived: 1, alarms: [] });
    expect([audienceAt(th, space), audienceAt(kr, space)]).toEqual([['VN'], ['VN']]);
    expect(await memorySync(th, kr)).toMatchObject({ converged: true, entriesReceived: 0, entriesSent: 0 });
    expect(await memorySync(kr, th)).toMatchObject({ converged: true, entriesReceived: 0, entriesSent: 0 });
    expect(await memorySync(th, vn)).toMatchObject({ converged: true, entriesSent: 1 }); // who was removed may tell of it
    await settle(kr, vn);
    expect(await memorySync(th, vn)).toMatchObject({ converged: true });
    for (const home of [kr, vn]) expect(() => showRecord(home.replica.context, unseen.record)).toThrow();
    expect(() => showRecord(th.replica.context, later)).toThrow();
    expect(showRecord(th.replica.context, record).sections.TH).toEqual({ place: ['Hat Yai'] });
    expect(listSetAside(th.replica.context, 9).entries).toMatchObject([{ reason: 'removed', member: 'TH' }]);
    expect(homeStatus(th.replica.context).spaces[0]).toMatchObject({ removed: true, waiting: 0 });
    expect(() => seizure(th, space, 'Pattani')).toThrow(/not-in-audience/);
    expectEqual(space, kr, vn);
    expect(await verifyHome(th.replica)).toMatchObject({ ok: true });
  });

  test('SPC-9: is stopped in every log, also in one that nobody knew when it was removed', async () => {
    const { federation, kr, th, vn, space } = await scene('unknown log', 'TH', 'VN');
    const laptop = federation.addLaptop('TH-laptop', 'TH', '*');
    await settle(th, laptop);
    await settle(kr, th, vn);
    const { record } = seizure(laptop, space, 'Mae Sot');
    change(kr, space, '', 'TH');
    await settle(kr, vn);
    await memorySync(laptop, vn);
    await settle(kr, vn);
    for (const home of [kr, vn]) expect(() => showRecord(home.replica.context, record)).toThrow();
    expectEqual(space, kr, vn);
  });

  test('and admitted again is stopped no longer, and what it had written meanwhile counts', async () => {
    const { kr, th, vn, space } = await scene('again', 'TH', 'VN');
    change(kr, space, '', 'TH');
    const { record } = seizure(th, space, 'Trat');
    await settle(kr, th, vn);
    consent(vn, space, 'TH');
    await settle(kr, vn);
    expect(change(kr, space, 'TH')).toMatchObject({ admitted: ['TH'], notAdmitted: [] });
    await settle(kr, th, vn);
    expect(authorityAt(kr, space)?.cuts).toEqual([]);
    const { record: next } = seizure(th, space, 'Rayong');
    await settle(kr, th, vn);
    for (const home of [kr, vn]) {
      for (const one of [record, next]) expect(showRecord(home.replica.context, one).sections).toHaveProperty('TH');
    }
    expectEqual(space, kr, th, vn);
  });

  test('stays out when it was removed twice at once and one of the two admits it again', async () => {
    const { federation, kr, vn, space } = await scene('twice', 'TH', 'VN');
    const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
    await settle(kr, laptop, vn);
    change(kr, space, '', 'TH');
    change(laptop, space, '', 'TH');
    await memorySync(kr, vn);
    consent(vn, space, 'TH');
    await memorySync(kr, vn);
    change(kr, space, 'TH');
    expect(audienceAt(kr, space)).toEqual(['TH', 'VN']);
    await settle(kr, laptop, vn);
    expect(audienceAt(kr, space)).toEqual(['VN']);
    expect(authorityAt(kr, space)?.notAdmitted).toEqual([]);
    change(kr, space, 'TH');
    await settle(kr, laptop, vn);
    expect(audienceAt(vn, space)).toEqual(['TH', 'VN']);
  });
});

describe('a space in which each member consents', () => {
  test('SPC-11, SPC-12: admits nobody until everybody in it has agreed, and then nobody else', async () => {
    const { kr, my, th, vn, space } = await scene('consents', 'TH', 'VN');
    seizure(th, space, 'Betong');
    await settle(kr, th, vn);
    expect(planAudience(kr.replica.context, { space, add: codes('MY'), remove: [] })).toMatchObject({
      admitted: [],
      notAdmitted: [{ member: 'MY', missing: ['TH', 'VN'] }],
    });
    consent(th, space, 'MY');
    await settle(kr, th, vn);
    change(kr, space, 'MY');
    await settle(kr, my, th, vn);
    expect([audienceAt(vn, space), holds(my, space)]).toEqual([['TH', 'VN'], false]);
    expect(authorityAt(vn, space)?.notAdmitted).toMatchObject([
      { member: 'MY', why: 'consent-missing', missing: ['VN'], writer: kr.officerKeys.writer },
    ]);
    consent(vn, space, 'MY');
    await settle(kr, my, th, vn);
    expect(holds(my, space)).toBe(false); // a consent alone admits nobody: the owner says it again
    change(kr, space, 'MY');
    await settle(kr, my, th, vn);
    expect(audienceAt(my, space)).toEqual(['MY', 'TH', 'VN']);
    expectEqual(space, kr, my, th, vn);
  });

  test('a consent serves the audience it was given for or less, can be withdrawn, and is given offline', async () => {
    const { kr, th, space } = await scene('subset', 'TH');
    consent(th, space, 'VN', 'KR TH VN');
    consent(th, space, 'MY', 'KR MY TH VN');
    await settle(kr, th);
    const both = planAudience(kr.replica.context, { space, add: codes('MY VN'), remove: [] });
    expect(both).toMatchObject({ admitted: ['MY'], notAdmitted: [{ member: 'VN', missing: ['TH'] }] });
    const one = planAudience(kr.replica.context, { space, add: codes('VN'), remove: [] });
    expect(one).toMatchObject({ admitted: ['VN'], notAdmitted: [] });
    giveConsent(th.replica, th.officer, 'withdraw', { space, newcomer: 'VN' as MemberCode });
    await settle(kr, th);
    const none = planAudience(kr.replica.context, { space, add: codes('VN'), remove: [] });
    expect(none.notAdmitted).toEqual([{ member: 'VN', missing: ['TH'] }]);
  });
});

describe('two changes at once', () => {
  test('leave both newcomers out, tell both authors, and are repeated', async () => {
    const { federation, kr, my, th, vn, space } = await scene('concurrent');
    const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
    await settle(kr, laptop);
    change(kr, space, 'TH');
    change(laptop, space, 'VN');
    await settle(kr, laptop);
    for (const home of [kr, laptop]) {
      expect(audienceAt(home, space)).toEqual([]);
      expect(
        authorityAt(home, space)
          ?.notAdmitted.map(({ member, why }) => [member, why])
          .sort(),
      ).toEqual([
        ['TH', 'concurrent-change'],
        ['VN', 'concurrent-change'],
      ]);
    }
    change(kr, space, 'TH VN');
    await settle(kr, laptop, my, th, vn);
    expectEqual(space, kr, laptop, th, vn);
    expect(holds(my, space)).toBe(false);
  });
});

describe('a transfer', () => {
  test('makes a new owner once it is accepted; of what the old one says at the same time only removals hold', async () => {
    const { federation, kr, my, th, vn, space } = await scene('transfer', 'TH', 'VN');
    const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
    await settle(kr, laptop, th, vn);
    transferSpace(kr.replica, kr.officer, { space, to: 'TH' as MemberCode });
    await settle(kr, th, vn);
    expect(authorityAt(vn, space)?.owner).toBe('KR');
    expect(acceptSpace(th.replica, th.officer, { space })).toMatchObject({ from: 'KR', to: 'TH' });
    change(laptop, space, '', 'VN');
    await settle(kr, laptop, th);
    await settle(kr, laptop, th, vn, my);
    for (const home of [kr, laptop, th]) {
      expect(authorityAt(home, space)).toMatchObject({ owner: 'TH', disputed: [] });
      expect(audienceAt(home, space)).toEqual(['KR']);
    }
    expect(() => change(kr, space, 'MY')).toThrow(/not-owner/);
    consent(kr, space, 'MY');
    await settle(kr, th);
    change(th, space, 'MY');
    await settle(kr, laptop, th, my, vn);
    expectEqual(space, kr, laptop, th, my);
  });

  test('an addition of the old owner at the same time admits nobody', async () => {
    const { federation, kr, th, vn, space } = await scene('late addition', 'TH');
    const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
    await settle(kr, laptop, th);
    consent(th, space, 'VN');
    await settle(kr, laptop, th);
    transferSpace(kr.replica, kr.officer, { space, to: 'TH' as MemberCode });
    change(laptop, space, 'VN');
    await settle(kr, th);
    acceptSpace(th.replica, th.officer, { space });
    await settle(kr, laptop, th, vn);
    expect(authorityAt(kr, space)?.owner).toBe('TH');
    expect([audienceAt(kr, space), audienceAt(vn, space)]).toEqual([['KR'], ['KR']]);
    // the laptop might have given it everything: so it hears that it is not in, and nothing of what is said
    const { logs, spaces } = vn.replica.context.store;
    expect(logs.ofSpace(spaces.byId(space)?.row ?? 0).map(({ lane }) => lane)).not.toContain('record');
    expectEqual(space, kr, laptop, th);
  });

  test('to two members at once holds for neither until a later one does', async () => {
    const { federation, kr, th, vn, space } = await scene('two heirs', 'TH', 'VN');
    const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
    await settle(kr, laptop, th, vn);
    transferSpace(kr.replica, kr.officer, { space, to: 'TH' as MemberCode });
    transferSpace(laptop.replica, laptop.officer, { space, to: 'VN' as MemberCode });
    await memorySync(kr, th);
    await memorySync(laptop, vn);
    acceptSpace(th.replica, th.officer, { space });
    acceptSpace(vn.replica, vn.officer, { space });
    await settle(kr, laptop, th, vn);
    expect(authorityAt(kr, space)).toMatchObject({ owner: 'KR', disputed: [expect.any(String), expect.any(String)] });
    expectEqual(space, kr, laptop, th, vn);
    transferSpace(kr.replica, kr.officer, { space, to: 'VN' as MemberCode });
    await settle(kr, laptop, th, vn);
    acceptSpace(vn.replica, vn.officer, { space });
    await settle(kr, laptop, th, vn);
    expect(authorityAt(th, space)).toMatchObject({ owner: 'VN', disputed: [] });
    expectEqual(space, kr, laptop, th, vn);
  });

  test('is refused without an offer, and to a member outside the audience', async () => {
    const { kr, th, space } = await scene('refused', 'TH');
    expect(() => acceptSpace(th.replica, th.officer, { space })).toThrow(/offered/);
    expect(() => transferSpace(kr.replica, kr.officer, { space, to: 'VN' as MemberCode })).toThrow(/audience/);
  });
});
