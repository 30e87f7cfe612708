import type { MemberCode, SpaceId } from '@liaison/protocol';
import { expect, test } from 'vitest';
import { changeAudience } from '../../commands/change-audience.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { audienceAt, digestAt, sharedCase } from '../raw-entries.fixture.js';

const codes = (text: string): MemberCode[] => text.split(' ').filter((code) => code !== '') as MemberCode[];
const change = (home: MemoryHome, space: SpaceId, add: string, remove: string) =>
  changeAudience(home.replica, home.officer, { space, add: codes(add), remove: codes(remove) });

function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'MY', 'TH', 'VN'], seed);
  const [kr, my, th, vn] = ['KR', 'MY', 'TH', 'VN'].map((code) => federation.home(code));
  return { federation, kr, my, th, vn } as Record<'kr' | 'my' | 'th' | 'vn', MemoryHome> & {
    federation: MemoryFederation;
  };
}

const atRest = { converged: true, entriesSent: 0, entriesReceived: 0 };

test('SPC-16: a removed member and one that was admitted later have nothing to compare', async () => {
  const { kr, th, vn } = scene('later');
  const space = sharedCase(vn, 'TH');
  change(vn, space, '', 'TH');
  change(vn, space, 'KR', '');
  for (const [from, to] of [
    [vn, th],
    [vn, kr],
    [kr, th],
    [th, kr],
  ] as const)
    await memorySync(from, to);
  expect([audienceAt(kr, space), audienceAt(th, space)]).toEqual([['KR'], []]);
  for (const [from, to] of [
    [kr, th],
    [th, kr],
  ] as const)
    expect(await memorySync(from, to)).toMatchObject(atRest);
});

test('SPC-10: receipts of a removed member are not compared with a home that never had them', async () => {
  const { federation, kr, my, th } = scene('receipts');
  const space = sharedCase(kr, 'MY', 'TH');
  for (const [from, to] of [
    [kr, my],
    [kr, th],
    [kr, my],
  ] as const)
    await memorySync(from, to);
  expect(kr.replica.receiptToken(my.service.writer, space)).toBeDefined();
  change(kr, space, '', 'MY');
  const laptop = federation.addLaptop('KR-late', 'KR', '*');
  await memorySync(kr, laptop);
  expect(digestAt(laptop, space)).toBe(digestAt(kr, space));
  expect(laptop.replica.receiptToken(my.service.writer, space)).toBeUndefined();
  expect(await memorySync(kr, laptop)).toMatchObject(atRest);
});

const syncAll = async (...homes: MemoryHome[]) => {
  for (const from of homes) for (const to of homes) if (from !== to) await memorySync(from, to);
};

const expectRest = async (...homes: MemoryHome[]) => {
  for (const from of homes)
    for (const to of homes) if (from !== to) expect(await memorySync(from, to)).toMatchObject(atRest);
};

test('SPC-15: two members that two homes take out at the same time hear of each other and come to rest', async () => {
  const { federation, kr, th, vn } = scene('at once');
  const space = sharedCase(kr, 'TH', 'VN');
  const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
  await syncAll(kr, laptop, th, vn);
  change(kr, space, '', 'TH');
  change(laptop, space, '', 'VN');
  await memorySync(kr, th);
  await memorySync(laptop, vn);
  expect([audienceAt(th, space), audienceAt(vn, space)]).toEqual([['VN'], ['TH']]);
  await syncAll(kr, laptop, th, vn);
  for (const home of [kr, laptop, th, vn]) expect(audienceAt(home, space)).toEqual([]);
  await expectRest(kr, laptop, th, vn);
});

test('SPC-16: of two members that were taken out one after the other the first never hears of the second', async () => {
  const { kr, th, vn } = scene('in turn');
  const space = sharedCase(kr, 'TH', 'VN');
  await syncAll(kr, th, vn);
  change(kr, space, '', 'TH');
  change(kr, space, '', 'VN');
  await syncAll(kr, th, vn);
  expect([audienceAt(th, space), audienceAt(vn, space)]).toEqual([['VN'], []]);
  await expectRest(kr, th, vn);
});

test('SPC-4, SPC-15: who was admitted at the same time as another hears that it is not in, and is cut unless named again', async () => {
  const { federation, kr, my, vn } = scene('two newcomers');
  const space = sharedCase(kr);
  const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
  await syncAll(kr, laptop, vn, my);
  change(kr, space, 'VN', '');
  change(laptop, space, 'MY', '');
  await memorySync(kr, vn);
  await memorySync(laptop, my);
  expect([audienceAt(vn, space), audienceAt(my, space)]).toEqual([['VN'], ['MY']]);
  await syncAll(kr, laptop, vn, my);
  for (const home of [kr, laptop, vn, my]) expect(audienceAt(home, space)).toEqual([]);
  await expectRest(kr, laptop, vn, my);
  const plan = change(kr, space, 'VN', '');
  expect({ removed: plan.removed.map(({ member }) => member), leftOut: plan.leftOut }).toEqual({
    removed: ['MY'],
    leftOut: ['MY'],
  });
  await syncAll(kr, laptop, vn, my);
  for (const home of [kr, laptop, vn, my]) expect(audienceAt(home, space)).toEqual(['VN']);
  expect(() => change(kr, space, '', '')).toThrow(expect.objectContaining({ code: 'audience-unchanged' }));
  await expectRest(kr, laptop, vn, my);
});
