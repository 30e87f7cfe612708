import type { MemberCode, SpaceId } from '@liaison/protocol';
import { askPeer, comparedView, runSync, type Standing } from '@liaison/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSpace } from '../commands/create-space.js';
import { newRecord } from '../commands/write-record.js';
import type { MemoryHome } from '../testing/memory-federation.js';
import { memorySync } from '../testing/memory-sync.js';
import { TransportHomes } from './testing/transport-homes.js';

let homes: TransportHomes;
let shared: SpaceId;
let own: SpaceId;

beforeEach(async () => {
  homes = await TransportHomes.start();
  const { replica, officer } = homes.th;
  ({ space: shared } = createSpace(replica, officer, { kind: 'case', title: 'S', audience: ['KR' as MemberCode] }));
  ({ space: own } = createSpace(replica, officer, { kind: 'case', title: 'Own', audience: [] }));
  expect(await runSync(homes.connect().client, homes.kr.replica)).toMatchObject({ converged: true });
});
afterEach(() => homes.stop());

const writes = (space: SpaceId) =>
  newRecord(homes.th.replica, homes.th.officer, { space, kind: 'seizure', change: { fields: { place: 'Ubon' } } });

/** A watch of a connection of its own, so that several can be under way. */
const watch = (seen?: Standing, { seconds = 20, self = homes.kr }: { seconds?: number; self?: MemoryHome } = {}) =>
  askPeer(homes.connect({ self }).client, 'watch', { seconds, ...(seen === undefined ? {} : { seen }) });

const isHeld = async (peer: MemoryHome): Promise<void> => {
  while (!homes.watches.isWatching(peer.service.writer)) await new Promise((resolve) => setImmediate(resolve));
};
const standing = (): Standing => comparedView(homes.th.replica, homes.kr.service.writer).standing;

test('POK-1, POK-2: tells the standing of a hello at once, and another one as soon as it is another', async () => {
  const seen = await watch();
  expect(seen).toEqual(standing());
  const later = watch(seen);
  await isHeld(homes.kr);
  writes(shared);
  expect(await later).toEqual(standing());
  expect(await later).not.toEqual(seen);
  expect(await watch(seen)).toEqual(await later);
});

test('POK-2, POK-3: is answered in the end, with nothing new where only something changed that it may not hold', async () => {
  const seen = await watch();
  const later = watch(seen, { seconds: 1 });
  await isHeld(homes.kr);
  writes(own);
  expect(await later).toEqual(seen);
});

test('POK-4: who was revoked meanwhile is told so, and no standing', async () => {
  const seen = await watch();
  const later = watch(seen);
  await isHeld(homes.kr);
  const refused = expect(later).rejects.toMatchObject({ data: { code: 'caller-revoked' } });
  homes.federation.revoke('KR', [homes.kr.service.writer]);
  await memorySync(homes.kr, homes.th);
  await refused;
});

test('POK-5: a newer watch of one caller takes the place of the older, and all together are bounded', async () => {
  const laptops = ['one', 'two'].map((name) => homes.federation.addLaptop(name, 'KR', '*'));
  await memorySync(homes.kr, homes.th);
  const seen = await watch();
  const older = watch(seen);
  await isHeld(homes.kr);
  const newer = watch(seen);
  expect(await older).toEqual(seen);
  const [one, two] = laptops as [MemoryHome, MemoryHome];
  const first = watch(await watch(undefined, { self: one }), { self: one });
  await isHeld(one);
  const known = await watch(undefined, { self: two });
  await expect(watch(known, { self: two })).rejects.toMatchObject({ data: { code: 'watchers-too-many' } });
  homes.watches.close();
  expect(await newer).toEqual(seen);
  expect(await first).toMatchObject({ root: expect.any(String) });
});
