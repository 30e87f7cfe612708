import { signThresholdPin } from '@liaison/identity';
import type { MemberCode, PinClaims, Roster, SpaceId } from '@liaison/protocol';
import { type PeerClient, runSync } from '@liaison/sync';
import { describe, expect, test } from 'vitest';
import { homeStatus } from '../../queries/home-status.js';
import { listSetAside } from '../../queries/list-set-aside.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memoryClient, memorySync, settle } from '../../testing/memory-sync.js';
import { replayHome } from '../../verify/replay-home.js';
import { verifyHome } from '../../verify/verify-home.js';
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

const scene = (seed: string) => {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  return { federation, kr, th, vn };
};

const give = (home: MemoryHome, ...rosters: Roster[]) =>
  home.replica.admitDocuments(home.service.writer, { rosters, directories: [] });
const rosterAt = (home: MemoryHome) => home.replica.context.authority.roster.id;

describe('a roster that follows another', () => {
  test('SYN-4: travels with every version between, before what it decides about', async () => {
    const { federation, kr, th } = scene('chain');
    const joined = federation.join('MY', ['KR', 'TH']);
    const later = federation.nextRoster(['KR', 'TH', 'VN', 'MY'], ['KR', 'MY', 'VN']);
    expect(give(kr, ...federation.rosters)).toEqual({ ok: true, value: { changed: 2 } });
    expect(await memorySync(th, kr)).toMatchObject({ converged: true });
    expect(rosterAt(th)).toBe(federation.openedRoster().id);
    expect(give(kr, later)).toEqual({ ok: true, value: { changed: 0 } });
    expect(await memorySync(joined, th)).toMatchObject({ converged: true });
    const space = sharedCase(th, 'MY');
    expect(await memorySync(joined, th)).toMatchObject({ converged: true, entriesReceived: 2 });
    expect(digestAt(joined, space)).toBe(digestAt(th, space));
  });

  test('SYN-4: is fetched again where the peer hears of it in the middle of a session', async () => {
    const { federation, th, vn } = scene('meanwhile');
    federation.addLaptop('TH-1', 'TH', '*'); // so that TH has a directory to offer
    const renewed = federation.nextRoster(['KR', 'TH', 'VN'], ['KR', 'TH', 'VN']);
    const { peer, call } = memoryClient(th, vn);
    const client: PeerClient = {
      peer,
      call: (name, input, options) => {
        if (name === 'offerDocuments') give(vn, renewed);
        return call(name, input, options);
      },
    };
    expect(await runSync(client, th.replica)).toMatchObject({ converged: true });
    expect([rosterAt(th), rosterAt(vn)]).toEqual([federation.openedRoster().id, federation.openedRoster().id]);
  });

  test('a restart knows what was known', () => {
    const { federation, kr } = scene('restart');
    federation.join('MY', ['KR', 'TH']);
    give(kr, ...federation.rosters);
    const before = kr.replica.documents();
    federation.reopen(kr, kr.database);
    expect(kr.replica.documents()).toEqual(before);
    expect(before.rosters).toHaveLength(2);
  });

  test('what does not follow is refused, counted and shown', () => {
    const { federation, kr } = scene('refused');
    const [, second] = [
      federation.nextRoster(['KR', 'TH'], ['KR', 'TH']),
      federation.nextRoster(['KR', 'TH'], ['KR', 'TH']),
    ];
    expect(give(kr, second)).toMatchObject({ ok: false, error: { code: 'roster-unknown' } });
    const foreign = new MemoryFederation(['KR', 'TH', 'VN'], 'elsewhere').rosters[0] as Roster;
    expect(give(kr, foreign)).toMatchObject({ ok: false, error: { code: 'roster-differs' } });
    expect(
      listSetAside(kr.replica.context, 5)
        .refusals.map(({ code }) => code)
        .sort(),
    ).toEqual(['roster-differs', 'roster-unknown']);
  });

  test('SYN-4: no chain between two communities: nothing is exchanged and both rosters are named', async () => {
    const [{ kr }, { th }] = [scene('one'), scene('another')];
    const report = await memorySync(kr, th);
    expect(report).toMatchObject({ converged: false, error: { code: 'roster-differs' } });
    expect(report.error?.data).toEqual({ own: rosterAt(kr), theirs: rosterAt(th) });
  });

  test('an introduction that proves nothing leaves nothing behind', () => {
    const [{ kr }, { th }] = [scene('host'), scene('stranger')];
    expect(
      kr.replica.admitIntroduction({
        ...th.replica.introduction(),
        rosters: th.replica.context.authority.rosters().map(({ document }) => document),
      }),
    ).toMatchObject({
      ok: false,
      error: { code: 'roster-differs' },
    });
    expect(listSetAside(kr.replica.context, 5).refusals).toEqual([]);
  });

  test('an introduction brings the rosters that make a caller a member', () => {
    const { federation, kr } = scene('introduced');
    const joined = federation.join('MY', ['KR', 'TH']);
    expect(kr.replica.admitCaller(joined.service.writer)).toMatchObject({
      ok: false,
      error: { code: 'caller-unknown' },
    });
    expect(kr.replica.admitIntroduction(joined.replica.introduction())).toEqual({ ok: true, value: { changed: 2 } });
    expect(kr.replica.admitCaller(joined.service.writer)).toMatchObject({ ok: true });
  });
});

/** A pin of all that this home holds of VN's officer, signed by these members as the roster that stands. */
function thresholdPin(federation: MemoryFederation, home: MemoryHome, space: SpaceId, signers: readonly string[]) {
  const { officer } = federation.home('VN');
  const { writer } = officer.certificate.claims;
  const head = (lane: 'control' | 'record') => {
    const last = lastOf(home, space, lane, officer);
    return last === undefined ? null : { id: last.id, seq: last.seq };
  };
  const [control, record] = [head('control'), head('record')];
  const at = '2026-11-26T09:00:00.000+09:00';
  const claims: PinClaims = { v: 1, member: 'VN' as MemberCode, space, writer, control, record, replaces: [], at };
  const pin = signThresholdPin(
    claims,
    signers.map((code) => federation.rootKey(code)),
  );
  return jsonOperation({ op: 'pin' }, { roster: federation.openedRoster().id, ...pin });
}

describe('a member that is removed from the roster', () => {
  async function removed(seed: string) {
    const { federation, kr, th, vn } = scene(seed);
    const space = sharedCase(kr, 'TH', 'VN');
    await settle(kr, th, vn);
    seizure(vn, space, 'Hanoi');
    await settle(kr, th, vn);
    federation.nextRoster(['KR', 'TH'], ['KR', 'TH']);
    give(kr, ...federation.rosters);
    return { federation, kr, th, vn, space };
  }

  test('ROS-9: its nodes may not call, what it wrote stays, what it writes later waits', async () => {
    const { kr, th, vn, space } = await removed('later');
    expect(kr.replica.admitCaller(vn.service.writer)).toMatchObject({ ok: false, error: { code: 'caller-removed' } });
    expect(kr.replica.admitCaller(th.service.writer)).toMatchObject({ ok: true });
    const before = digestAt(kr, space);
    seizure(vn, space, 'Da Nang');
    expect(deliver(kr, th, wiresAt(vn, space))).toMatchObject({ entries: 1, quarantined: 1 });
    expect(digestAt(kr, space)).toBe(before);
    expect(replayHome(kr.replica)).toEqual([]);
  });

  test('PIN-6: its writers stop by a pin of the threshold, on a home that had counted more as well', async () => {
    const { federation, kr, th, vn, space } = await removed('pinned');
    const upToHere = digestAt(kr, space);
    seizure(vn, space, 'Da Nang');
    await memorySync(vn, th); // TH has not heard of the removal yet
    expect(digestAt(th, space)).not.toBe(upToHere);
    writeAt(kr, space, 'control', [thresholdPin(federation, kr, space, ['KR', 'TH'])]);
    expect(await memorySync(th, kr)).toMatchObject({ converged: true });
    for (const home of [kr, th]) {
      expect(digestAt(home, space)).toBe(upToHere);
      expect(await verifyHome(home.replica)).toMatchObject({ problems: [] });
    }
    expect(tipsAt(kr, space)).toEqual(tipsAt(th, space));
  });

  test('PIN-6: too few signatures, or a member that is still there, make it void', async () => {
    const { federation, kr, space } = await removed('too-few');
    for (const signers of [['KR'], []]) {
      expect(() => writeAt(kr, space, 'control', [thresholdPin(federation, kr, space, signers)])).toThrow(
        expect.objectContaining({ code: 'change-void' }),
      );
    }
    const stays = new MemoryFederation(['KR', 'TH', 'VN'], 'stays');
    const shared = sharedCase(stays.home('KR'), 'VN');
    expect(() =>
      writeAt(stays.home('KR'), shared, 'control', [thresholdPin(stays, stays.home('KR'), shared, ['KR', 'TH', 'VN'])]),
    ).toThrow(expect.objectContaining({ code: 'change-void' }));
  });

  test('PIN-3: a pin under a roster that is not held waits for it', async () => {
    const { federation, kr, th, space } = await removed('waits');
    writeAt(kr, space, 'control', [thresholdPin(federation, kr, space, ['KR', 'TH'])]);
    expect(deliver(th, kr, wiresAt(kr, space))).toMatchObject({ pending: 1, entries: 0 });
    give(th, ...federation.rosters);
    expect(th.replica.context.store.setAside.pendingCount()).toBe(0);
    expect(tipsAt(th, space)).toEqual(tipsAt(kr, space));
  });

  test('ROS-9: it comes back with the next roster, and nothing waits any more', async () => {
    const { federation, kr, th, vn, space } = await removed('back');
    seizure(vn, space, 'Da Nang');
    deliver(kr, th, wiresAt(vn, space));
    const waiting = digestAt(kr, space);
    federation.renewRoot('VN');
    federation.nextRoster(['KR', 'TH', 'VN'], ['KR', 'TH', 'VN']);
    kr.replica.admitDocuments(kr.service.writer, {
      rosters: federation.rosters,
      directories: [federation.directoryToken('VN')],
    });
    expect(kr.replica.admitCaller(vn.service.writer)).toMatchObject({ ok: true });
    expect(digestAt(kr, space)).not.toBe(waiting);
    expect(digestAt(kr, space)).toBe(digestAt(vn, space));
  });
});

describe('two rosters of one version', () => {
  test('ROS-7, ROS-8: every home stands at the version before, and moves on where one is settled for', async () => {
    const { federation, kr, th, vn } = scene('fork');
    const first = rosterAt(kr);
    const one = federation.nextRoster(['KR', 'TH', 'VN'], ['KR', 'TH', 'VN'], { at: '2026-11-25T09:00:00.000+09:00' });
    federation.rosters.pop();
    const other = federation.nextRoster(['KR', 'TH', 'VN'], ['KR', 'TH', 'VN']);
    const otherId = federation.openedRoster().id;
    federation.rosters.pop();
    give(kr, one);
    give(th, other);
    expect(rosterAt(kr)).not.toBe(rosterAt(th));
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) {
      expect(rosterAt(home)).toBe(first);
      expect(home.replica.context.authority.fork).toMatchObject({ version: 2 });
      expect(homeStatus(home.replica.context).alarms).toMatchObject([
        { code: 'rosters-contradict', severity: 'error' },
      ]);
      expect(home.replica.admitCaller(vn.service.writer)).toMatchObject({ ok: true });
    }
    federation.rosters.push(one);
    const settles = [{ version: 2, id: otherId }];
    give(vn, federation.nextRoster(['KR', 'TH', 'VN'], ['KR', 'VN'], { settles }));
    await settle(kr, th, vn);
    for (const home of [kr, th, vn]) {
      expect(rosterAt(home)).toBe(federation.openedRoster().id);
      expect(home.replica.context.authority.fork).toBeUndefined();
      expect(homeStatus(home.replica.context).alarms).toEqual([]);
    }
  });
});
