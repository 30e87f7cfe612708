import type { MemberCode, SpaceId } from '@liaison/protocol';
import { databaseImage } from '@liaison/store';
import { describe, expect, test } from 'vitest';
import { changeAudience } from '../../commands/change-audience.js';
import { giveConsent } from '../../commands/give-consent.js';
import { recallRecord, reinstateRecord } from '../../commands/recall-record.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { replayHome } from '../../verify/replay-home.js';
import { settleDerived } from '../derived/search-upkeep.js';
import { digestAt, seizure, sharedCase, tipsAt } from '../raw-entries.fixture.js';

const change = (home: MemoryHome, space: SpaceId, add: string[], remove: string[]) =>
  changeAudience(home.replica, home.officer, { space, add: add as MemberCode[], remove: remove as MemberCode[] });

/** Whether any page of the database has the word in it. */
function keeps(home: MemoryHome, word: string): boolean {
  settleDerived(home.replica.context);
  return Buffer.from(databaseImage(home.database)).includes(word);
}

async function meet(pairs: readonly (readonly [MemoryHome, MemoryHome])[]): Promise<void> {
  for (const [from, to] of pairs) await memorySync(from, to);
}

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'MY', 'TH', 'VN'], seed);
  const [kr, my, th, vn] = [federation.home('KR'), federation.home('MY'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'MY', 'TH');
  await meet([
    [kr, my],
    [kr, th],
  ]);
  const { record } = seizure(th, space, 'Songkhla lake');
  await meet([
    [th, kr],
    [kr, my],
  ]);
  return { kr, my, th, vn, space, record };
}

const recall = (home: MemoryHome, record: string) =>
  recallRecord(home.replica, home.officer, { record, joint: false, reason: 'withdrawn' });
const atRest = { converged: true, entriesSent: 0, entriesReceived: 0 };

describe('RCL-8: a member that was removed', () => {
  test('takes back what it said, at every holder, whichever end calls', async () => {
    for (const caller of ['removed', 'owner']) {
      const { kr, my, th, vn, space, record } = await scene(caller);
      giveConsent(my.replica, my.officer, 'consent', { space, newcomer: 'VN' as MemberCode });
      change(kr, space, [], ['TH']);
      await memorySync(my, kr);
      change(kr, space, ['VN'], []);
      await meet([
        [th, kr],
        [kr, my],
        [kr, vn],
      ]);
      for (const home of [kr, my, vn]) expect(keeps(home, 'Songkhla')).toBe(true);
      recall(th, record);
      expect(await (caller === 'removed' ? memorySync(th, kr) : memorySync(kr, th))).toMatchObject({ converged: true });
      await meet([
        [kr, my],
        [vn, kr],
      ]);
      for (const home of [kr, my, th, vn]) expect([home.name, keeps(home, 'Songkhla')]).toEqual([home.name, false]);
      for (const home of [my, vn])
        expect([tipsAt(home, space), digestAt(home, space)]).toEqual([tipsAt(kr, space), digestAt(kr, space)]);
      for (const home of [kr, my, th, vn]) expect(replayHome(home.replica)).toEqual([]);
      expect(await memorySync(kr, th)).toMatchObject(atRest);
      expect(await memorySync(th, vn)).toMatchObject(atRest); // was admitted later: nobody to TH
    }
  });

  test('also where it recalled before it had heard of its removal', async () => {
    const { kr, my, th, space, record } = await scene('at once');
    recall(th, record);
    change(kr, space, [], ['TH']);
    await meet([
      [th, kr],
      [kr, my],
    ]);
    for (const home of [kr, my, th]) expect(keeps(home, 'Songkhla')).toBe(false);
    expect(digestAt(my, space)).toBe(digestAt(kr, space));
    expect(await memorySync(th, kr)).toMatchObject(atRest);
  });

  test('can do nothing else there, and receives nothing that came later', async () => {
    const { kr, th, space, record } = await scene('nothing else');
    change(kr, space, [], ['TH']);
    const { record: later } = seizure(kr, space, 'Busan');
    await memorySync(th, kr);
    recall(th, record);
    await memorySync(th, kr);
    await memorySync(kr, th);
    expect(() => seizure(th, space, 'Hat Yai')).toThrow(expect.objectContaining({ code: 'no-right' }));
    expect(() => reinstateRecord(th.replica, th.officer, { record, joint: false })).toThrow(
      expect.objectContaining({ code: 'no-right' }),
    );
    expect(() => recallRecord(th.replica, th.officer, { record: later, joint: false, reason: 'error' })).toThrow();
    expect(keeps(th, 'Busan')).toBe(false);
  });
});
