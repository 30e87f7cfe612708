import { signPin, signThresholdPin } from '@liaison/identity';
import type { DraftOperation } from '@liaison/ledger';
import { LIMITS, type PinClaims, type SpaceId } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { proposePins } from '../../ceremonies/roster/propose-pins.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync, settle } from '../../testing/memory-sync.js';
import { replayHome } from '../../verify/replay-home.js';
import {
  deliver,
  digestAt,
  jsonOperation,
  lastOf,
  seizure,
  sharedCase,
  tipsAt,
  wiresAt,
  writeAt,
} from '../raw-entries.fixture.js';

/** VN has written in KR's case, and its desk prepares what it will need once it is out. */
async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH', 'VN');
  await settle(kr, th, vn);
  seizure(vn, space, 'Hanoi');
  await settle(kr, th, vn);
  const { member, officer } = vn;
  const at = '2026-11-26T09:00:00.000+09:00';
  const claims = (seq: number, replaces: PinClaims['replaces'] = []): PinClaims => {
    const last = lastOf(kr, space, 'record', officer);
    if (last === undefined) throw new Error('VN has written nothing');
    const head = { id: last.id, seq };
    return {
      v: 1,
      member,
      space,
      writer: officer.certificate.claims.writer,
      control: head,
      record: head,
      replaces,
      at,
    };
  };
  /** A pin that lets everything count, under the roster that stands when it is made. */
  const open = (replaces: PinClaims['replaces'] = []): DraftOperation => {
    const { token } = signPin(claims(LIMITS.sequenceMax, replaces), federation.directoryKey('VN'));
    return jsonOperation({ op: 'pin' }, { ...federation.pinContent('VN', token), roster: firstRoster });
  };
  const firstRoster = federation.openedRoster().id;
  return { federation, kr, th, vn, space, claims, open };
}

type Scene = Awaited<ReturnType<typeof scene>>;

async function leave({ federation, kr, th }: Scene) {
  federation.nextRoster(['KR', 'TH'], ['KR', 'TH']);
  kr.replica.admitDocuments(kr.service.writer, { rosters: federation.rosters, directories: [] });
  await memorySync(th, kr);
}

/** VN goes on writing, and TH, which helps it, brings that to KR. */
async function writeOn({ kr, th, vn, space }: Scene) {
  seizure(vn, space, 'Da Nang');
  for (const home of [kr, th]) deliver(home, th, wiresAt(vn, space));
  await settle(kr, th);
}

function expectStopped({ kr, th, space }: Scene, digest: string) {
  for (const home of [kr, th]) {
    expect(digestAt(home, space)).toBe(digest);
    expect(replayHome(home.replica)).toEqual([]);
  }
  expect(tipsAt(kr, space)).toEqual(tipsAt(th, space));
}

const carry = (home: MemoryHome, space: SpaceId, operation: DraftOperation) =>
  writeAt(home, space, 'control', [operation]);

describe('a member that has left the roster', () => {
  test('ROS-9: lets nothing of its own count by a pin that it signs afterwards', async () => {
    const made = await scene('afterwards');
    const before = digestAt(made.kr, made.space);
    await leave(made);
    carry(made.th, made.space, made.open());
    await writeOn(made);
    expectStopped(made, before);
  });

  test('ROS-9: nor by one that it signed before, and the others can still pin it', async () => {
    const made = await scene('before');
    carry(made.th, made.space, made.open());
    await settle(made.kr, made.th);
    const before = digestAt(made.kr, made.space);
    await leave(made);
    await writeOn(made);
    expectStopped(made, before);
    expect(proposePins(made.kr.replica.context, 'VN').pins).toHaveLength(1);
  });

  test('PIN-4: cannot replace the pin of the threshold', async () => {
    const made = await scene('threshold');
    const before = digestAt(made.kr, made.space);
    await leave(made);
    const { federation, kr, th, space, claims, open } = made;
    const pin = signThresholdPin({ ...claims(1), control: null }, [federation.rootKey('KR'), federation.rootKey('TH')]);
    const roster = federation.openedRoster().id;
    carry(kr, space, jsonOperation({ op: 'pin' }, { roster, ...pin }));
    await settle(kr, th);
    const [held] = kr.replica.context.store.control.pins(1, claims(1).writer);
    carry(th, space, open([held?.id as PinClaims['replaces'][number]]));
    await settle(kr, th);
    await writeOn(made);
    expectStopped(made, before);
  });
});
