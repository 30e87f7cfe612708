import type { MemberCode, SpaceId } from '@liaison/protocol';
import { expect, test } from 'vitest';
import { changeAudience } from '../commands/change-audience.js';
import { MemoryFederation, type MemoryHome } from '../testing/memory-federation.js';
import { memorySync } from '../testing/memory-sync.js';
import { audienceAt, digestAt, sharedCase } from './raw-entries.fixture.js';

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

test('SPC-10: a removed member and one that was admitted later have nothing to compare', async () => {
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
