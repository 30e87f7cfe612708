import { signPin } from '@liaison/identity';
import { createSpace, homeStatus, newRecord, projectSections, TouchedSections, writeEntry } from '@liaison/node';
import { MemoryFederation, type MemoryHome, memorySync } from '@liaison/node/testing';
import { canonicalJson, FORM, type MemberCode, type PinClaims, type SpaceId } from '@liaison/protocol';
import { expect, test } from 'vitest';

/** Pins `pinned`'s officer in a space by the directory key of its member, in an entry of another officer. */
function carryPin(
  federation: MemoryFederation,
  {
    space,
    pinned,
    carrier,
    record,
  }: { space: SpaceId; pinned: MemoryHome; carrier: MemoryHome; record: PinClaims['record'] },
): void {
  const { writer } = pinned.officerKeys;
  const at = '2026-11-24T14:00:00.000+09:00';
  const claims = { v: 1 as const, member: pinned.member, space, writer, control: null, record, replaces: [], at };
  const pin = signPin(claims, federation.directoryKey(pinned.member)).token;
  const operations = [
    {
      form: FORM.json,
      header: { op: 'pin' as const },
      content: Buffer.from(canonicalJson(federation.pinContent(pinned.member, pin))),
    },
  ];
  carrier.replica.transaction(() => {
    const touched = new TouchedSections();
    writeEntry(carrier.replica.context, carrier.officer, { space, lane: 'control' }, operations, touched);
    projectSections(carrier.replica.context, touched);
  });
}

test('a pin goes round although the entry that carries it is cut off by another pin', async () => {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], 'pin-carrier');
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const laptop = federation.addLaptop('TH-1', 'TH', '*');
  const sync = async (from: MemoryHome, to: MemoryHome) => expect((await memorySync(from, to)).error).toBeUndefined();
  const audience = ['TH', 'VN'] as MemberCode[];
  const { space } = createSpace(kr.replica, kr.officer, { kind: 'case', title: 'Pins', audience });
  for (const other of [th, vn]) await sync(kr, other);
  await sync(th, laptop);
  const make = (place: string) =>
    newRecord(th.replica, th.officer, { space, kind: 'seizure', change: { fields: { place } } }).entry;
  const first = make('counts');
  make('does not');
  for (const other of [kr, vn]) await sync(th, other);
  carryPin(federation, { space, pinned: th, carrier: laptop, record: { id: first, seq: 1 } });
  await sync(laptop, kr);
  carryPin(federation, { space, pinned: laptop, carrier: vn, record: null });
  // KR first takes the pin that cuts off the carrier of the other one, and then has nothing that counts to give
  await sync(kr, vn);
  expect(await memorySync(kr, vn)).toMatchObject({ converged: true, entriesSent: 0, entriesReceived: 0 });
  expect(homeStatus(vn.replica.context).spaces[0]?.records).toBe(1);
  expect(homeStatus(vn.replica.context).spaces[0]?.stateDigest).toBe(
    homeStatus(kr.replica.context).spaces[0]?.stateDigest,
  );
});
