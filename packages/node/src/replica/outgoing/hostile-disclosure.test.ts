import { type EntryId, encodePage, type MemberCode, type SpaceId, type WriterId } from '@liaison/protocol';
import { bundleParts, planBundle } from '@liaison/sync';
import { expect, test } from 'vitest';
import { changeAudience } from '../../commands/change-audience.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memoryClient, memorySync } from '../../testing/memory-sync.js';
import { editOperation, rawEntry, seizure, sharedCase, wiresAt } from '../raw-entries.fixture.js';

/** KR's case from which TH was removed; VN goes on writing in it. */
async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  for (const home of [th, vn, th]) await memorySync(home, kr);
  changeAudience(kr.replica, kr.officer, { space, add: [], remove: ['TH' as MemberCode] });
  for (const home of [th, vn]) await memorySync(home, kr);
  seizure(vn, space, 'Hai Phong');
  await memorySync(vn, kr);
  return { kr, th, vn, space };
}

const holders = (...homes: MemoryHome[]) => homes.map(({ service }) => service.writer as WriterId);

test('SPC-16: a removed member is told no digest of what the others see, and no receipt that tells who writes how much', async () => {
  const { kr, th, vn, space } = await scene('asked');
  const { call } = memoryClient(th, kr);
  expect(await call('finish', { spaces: [space], put: [] })).toMatchObject({ spaces: [], tokens: [] });
  const get = holders(kr, vn, th).map((holder) => ({ holder, space }));
  expect(await call('receipts', { put: [], get })).toMatchObject({ tokens: [null, null, null] });
});

test('SPC-16, BDL-7: nor by a bundle', async () => {
  const { kr, th, vn, space } = await scene('bundle');
  for (const recipients of [holders(th), holders(vn, th), holders(th, vn)]) {
    const plan = planBundle(kr.replica, { recipients, whole: true });
    const parts = [...bundleParts(kr.replica, plan)];
    const listed = parts.filter(({ kind }) => kind === 'views' || kind === 'receipts' || kind === 'record');
    expect([plan.leftOut.includes(space as SpaceId), listed.map(({ kind }) => kind)]).toEqual([
      recipients.length > 1,
      [],
    ]);
  }
});

test('SYN-5: a removed member learns from no answer to a page whether another one holds the space', async () => {
  const federation = new MemoryFederation(['KR', 'MY', 'TH', 'VN'], 'oracle');
  const [kr, my, th, vn] = ['KR', 'MY', 'TH', 'VN'].map((code) => federation.home(code)) as [
    MemoryHome,
    MemoryHome,
    MemoryHome,
    MemoryHome,
  ];
  const space = sharedCase(kr, 'VN');
  await memorySync(vn, kr);
  const { record } = seizure(kr, space, 'Wando');
  await memorySync(vn, kr);
  const remembered = wiresAt(vn, space);
  changeAudience(kr.replica, kr.officer, { space, add: [], remove: ['VN' as MemberCode] });
  changeAudience(kr.replica, kr.officer, { space, add: ['MY' as MemberCode], remove: [] });
  await memorySync(my, kr);
  expect(wiresAt(my, space).length).toBeGreaterThan(remembered.length);
  const nowhere = rawEntry(vn, vn.officer, {
    space,
    operations: [editOperation(vn.officer, record, { fields: { place: 'Nowhere' } })],
    heads: ['A'.repeat(43) as EntryId],
  }).wire;
  const pages = [remembered, remembered.slice(0, 1), remembered.slice(-1), [nowhere]];
  for (const page of pages) {
    const [holding, not] = [my, th].map((home) => memoryClient(vn, home).call('push', encodePage(page)));
    expect(await holding).toEqual(await not);
    expect(await holding).toMatchObject({ entries: 0, duplicates: 0, refused: { code: 'space-not-entitled' } });
  }
});

test('BDL-7: a bundle that is being made when a member is removed holds nothing for it any more', async () => {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], 'meanwhile');
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  for (const home of [th, vn]) await memorySync(home, kr);
  seizure(kr, space, 'Wonsan');
  const recipients = holders(vn, th);
  const parts = bundleParts(kr.replica, planBundle(kr.replica, { recipients, whole: true }));
  const kinds: string[] = [];
  for (const { kind } of parts) {
    kinds.push(kind);
    if (kind === 'control') changeAudience(kr.replica, kr.officer, { space, add: [], remove: ['TH' as MemberCode] });
  }
  expect(kinds).toContain('control');
  expect(kinds).not.toContain('record');
});
