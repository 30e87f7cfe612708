import { encodePage, type SpaceId } from '@liaison/protocol';
import { runSync } from '@liaison/sync';
import { expect, test } from 'vitest';
import { editRecord } from '../commands/write-record.js';
import { homeStatus } from '../queries/home-status.js';
import { MemoryFederation, type MemoryHome } from '../testing/memory-federation.js';
import { countedClient, memorySync, settle } from '../testing/memory-sync.js';
import {
  cloneHome,
  editOperation,
  lastOf,
  pinOperation,
  rawEntry,
  seizure,
  sharedCase,
  writeAt,
} from './raw-entries.fixture.js';

const SPACES = 60;

/** The calls of a session, and how many characters its questions and answers have together. */
async function callsOf(from: MemoryHome, to: MemoryHome) {
  const { client, counts } = countedClient(from, to);
  const report = await runSync(client, from.replica);
  return { ...counts, converged: report.converged };
}

/** KR's officer is copied with its machine and both write on: at TH and everywhere the log is frozen where it forked. */
async function fork(federation: MemoryFederation, kr: MemoryHome, th: MemoryHome, space: SpaceId): Promise<void> {
  const { record } = seizure(kr, space, 'Incheon');
  const clone = cloneHome(federation, kr);
  for (const [home, place] of [
    [kr, 'Busan'],
    [clone, 'Jeju'],
  ] as const)
    editRecord(home.replica, home.officer, { record, joint: false, change: { fields: { place } } });
  await memorySync(clone, th);
}

/** A pin ends an officer of TH, who has written more by then: at VN it is set aside, and KR has none of it. */
async function setAside(federation: MemoryFederation, th: MemoryHome, vn: MemoryHome, space: SpaceId): Promise<void> {
  const { record } = seizure(th, space, 'Hat Yai');
  await memorySync(th, vn);
  const last = lastOf(th, space, 'record', th.officer);
  const operations = [editOperation(th.officer, record, { fields: { agency: 'x' } })];
  const late = rawEntry(th, th.officer, { space, operations });
  const pinned = last === undefined ? null : { id: last.id, seq: last.seq };
  const { operation } = pinOperation(federation, {
    space,
    writer: th.officerKeys.writer,
    member: 'TH',
    control: null,
    record: pinned,
  });
  writeAt(vn, space, 'control', [operation]);
  vn.replica.ingest(th.service.writer, encodePage([late.wire]));
  expect(homeStatus(vn.replica.context).quarantined).toBeGreaterThan(0);
}

test('REC-5: nothing new is one call of constant size, with many spaces, a subset laptop, a fork and entries set aside', async () => {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], 'nothing new');
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const spaces = Array.from({ length: SPACES }, () => sharedCase(kr, 'TH', 'VN'));
  for (const space of spaces) for (let at = 0; at < 3; at++) seizure(kr, space, `place ${at}`);
  const [forked, aside, ...others] = spaces as [SpaceId, SpaceId, ...SpaceId[]];
  const laptop = federation.addLaptop('KR-laptop', 'KR', [forked, aside, ...others.slice(0, 5)]);
  const homes = [kr, th, vn, laptop];
  await settle(...homes);
  await setAside(federation, th, vn, aside);
  await fork(federation, kr, th, forked);
  await settle(...homes);
  expect(homeStatus(laptop.replica.context).spaces).toHaveLength(7);
  expect(homeStatus(th.replica.context).spaces.filter(({ forks }) => forks.length > 0)).toHaveLength(1);
  expect(homeStatus(vn.replica.context).quarantined).toBeGreaterThan(homeStatus(kr.replica.context).quarantined);
  for (const from of homes) {
    for (const to of homes) {
      if (from === to) continue;
      const { characters, ...said } = await callsOf(from, to);
      expect([from.name, to.name, said]).toEqual([from.name, to.name, { calls: ['hello'], converged: true }]);
      expect(characters).toBeLessThan(2_000);
    }
  }
});
