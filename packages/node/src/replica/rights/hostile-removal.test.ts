import type { MemberCode, SpaceId } from '@liaison/protocol';
import { databaseImage } from '@liaison/store';
import { describe, expect, test } from 'vitest';
import { changeAudience } from '../../commands/change-audience.js';
import { recallRecord } from '../../commands/recall-record.js';
import { acceptSpace, transferSpace } from '../../commands/transfer-space.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync, settle } from '../../testing/memory-sync.js';
import { replayHome } from '../../verify/replay-home.js';
import { settleDerived } from '../derived/search-upkeep.js';
import {
  audienceAt,
  cloneHome,
  deliver,
  digestAt,
  seizure,
  sharedCase,
  tipsAt,
  wiresAt,
} from '../raw-entries.fixture.js';

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'MY', 'TH', 'VN'], seed);
  const [kr, my, th, vn] = [federation.home('KR'), federation.home('MY'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'MY', 'TH', 'VN');
  await settle(kr, my, th, vn);
  return { federation, kr, my, th, vn, space };
}

const remove = (home: MemoryHome, space: SpaceId, member: string) =>
  changeAudience(home.replica, home.officer, { space, add: [], remove: [member as MemberCode] });

function keeps(home: MemoryHome, text: string): boolean {
  settleDerived(home.replica.context);
  return Buffer.from(databaseImage(home.database)).includes(text);
}

function expectEqual(space: SpaceId, ...homes: MemoryHome[]) {
  const said = homes.map((home) => [tipsAt(home, space), digestAt(home, space), audienceAt(home, space)]);
  for (const one of said) expect(one).toEqual(said[0]);
  for (const home of homes) expect(replayHome(home.replica)).toEqual([]);
}

describe('an owner that removes a member', () => {
  test('RCL-3: cannot bring back what the member had recalled', async () => {
    const { federation, kr, my, th, vn, space } = await scene('resurrected');
    const { record } = seizure(th, space, 'Songkhla lake');
    await settle(kr, my, th, vn);
    const hoarder = cloneHome(federation, kr); // goes on as if it had never heard of the recall
    recallRecord(th.replica, th.officer, { record, joint: false, reason: 'error' });
    await settle(my, th, vn);
    expect(keeps(vn, 'Songkhla')).toBe(false);
    remove(hoarder, space, 'TH');
    for (let round = 0; round < 2; round++) {
      await memorySync(vn, hoarder);
      await memorySync(my, vn);
      await memorySync(my, hoarder);
    }
    for (const home of [my, vn, hoarder]) expect([home.name, keeps(home, 'Songkhla')]).toEqual([home.name, false]);
    expectEqual(space, my, vn, hoarder);
  });
});

describe('a former owner that was removed', () => {
  test('REC-1: cannot make two homes see two audiences by telling one of them of another removal', async () => {
    const { federation, kr, my, th, vn, space } = await scene('two audiences');
    const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
    await settle(kr, laptop, my, th, vn);
    transferSpace(kr.replica, kr.officer, { space, to: 'TH' as MemberCode });
    await settle(kr, my, th, vn);
    acceptSpace(th.replica, th.officer, { space });
    await settle(my, th, vn);
    remove(th, space, 'KR');
    await settle(my, th, vn);
    remove(laptop, space, 'VN'); // as if it knew nothing of all that
    deliver(my, laptop, wiresAt(laptop, space).slice(-1));
    await settle(my, th);
    expectEqual(space, my, th);
  });
});
