import type { MemberCode, NodeAddress, SpaceId } from '@liaison/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSpace } from '../commands/create-space.js';
import { newRecord } from '../commands/write-record.js';
import type { OpenHome } from '../home/open-home.js';
import type { MemoryHome } from '../testing/memory-federation.js';
import { TransportHomes } from '../transport/testing/transport-homes.js';
import { HomeChanges } from '../worker/home-changes.js';
import { HomeWork } from '../worker/home-work.js';
import { CONTACT_LIMITS } from './contact-limits.js';
import { PeerContacts } from './peer-contacts.js';
import { PeerTouch } from './peer-touch.js';

const SOON = { firstMsMax: 1, gatherMsMax: 5, watchGapMs: 5, backOffFirstMs: 20, backOffMostMs: 40 };

let homes: TransportHomes;
let touch: PeerTouch;
let contacts: PeerContacts;
let space: SpaceId;
let sessions: number;
let answered: number;
let changes: HomeChanges;

/** Every session that the home begins is counted. */
function countedWork(home: MemoryHome): HomeWork {
  const work = new HomeWork(home.replica);
  const begin = work.activity.begin.bind(work.activity);
  work.activity.begin = (what, about) => {
    sessions += 1;
    return begin(what, about);
  };
  return work;
}

beforeEach(async () => {
  homes = await TransportHomes.start();
  sessions = 0;
  const { replica } = homes.kr;
  ({ space } = createSpace(replica, homes.kr.officer, { kind: 'case', title: 'T', audience: ['TH' as MemberCode] }));
  changes = new HomeChanges(replica.context);
  contacts = new PeerContacts(replica.context, () => undefined);
  const reached = contacts.reached.bind(contacts);
  answered = 0;
  contacts.reached = (peer) => {
    answered += 1;
    reached(peer);
  };
  const work = countedWork(homes.kr);
  const node = { writer: homes.th.service.writer, addresses: [homes.address], tlsPin: homes.tls.pin } as NodeAddress;
  touch = new PeerTouch(
    { name: 'TH', node },
    {
      home: { replica, work, changes } as unknown as OpenHome,
      contacts,
      limits: { ...CONTACT_LIMITS, ...SOON },
      isWatchedBy: () => false,
      onDefect: (error) => homes.defects.push(error),
    },
  );
  changes.onChange(() => touch.nudge());
});
afterEach(async () => {
  await touch.stop();
  await homes.stop();
  expect(homes.defects).toEqual([]);
});

const writes = (home: MemoryHome, place: string) =>
  newRecord(home.replica, home.officer, { space, kind: 'seizure', change: { fields: { place } } });
const records = ({ replica }: MemoryHome) =>
  replica.reading(() => replica.context.store.spaces.all().map(({ row }) => replica.context.standings.of(row).tips));
const untilEqual = async () => {
  while (JSON.stringify(records(homes.kr)) !== JSON.stringify(records(homes.th)) || records(homes.th).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};
/** Until so many more watches were answered. */
const answers = async (more: number) => {
  for (const end = answered + more; answered < end; ) await new Promise((resolve) => setTimeout(resolve, 2));
};
const untilHeld = async () => {
  while (!homes.watches.isWatching(homes.kr.service.writer)) await new Promise((resolve) => setTimeout(resolve, 2));
};

test('POK-6: changes of one moment are fetched together, and nothing is tried again without a reason', async () => {
  await untilEqual();
  await untilHeld();
  const before = sessions;
  for (let i = 0; i < 30; i++) writes(homes.th, `place ${i}`);
  await untilEqual();
  await untilHeld();
  const after = sessions;
  expect(after - before).toBeLessThanOrEqual(3);
  await new Promise((resolve) => setTimeout(resolve, 300)); // as many gaps between watches as sixty
  expect(sessions - after).toBeLessThanOrEqual(2);
});

test('POK-6: two that never stand equal do not try again and again', async () => {
  await untilEqual();
  const documents = homes.th.replica.documents.bind(homes.th.replica);
  homes.th.replica.documents = () => {
    const marks = documents();
    const never = { member: 'TH', version: 999, id: 'A'.repeat(43) };
    return { ...marks, directories: [...marks.directories, never] };
  };
  homes.watches.close(); // from now on TH answers every watch at once
  writes(homes.th, 'Ubon');
  await untilEqual();
  await answers(10); // what the change itself gives rise to
  const after = sessions;
  await answers(20);
  expect(sessions).toBe(after);
  expect(contacts.list().every(({ trouble }) => trouble === null)).toBe(true);
});

test('POK-7: what is written here is brought to a peer that does not watch', async () => {
  await untilEqual();
  await untilHeld();
  writes(homes.kr, 'Mokpo');
  await untilEqual();
  expect(sessions).toBeGreaterThan(1);
});
