import { encodePushedPart, sha256, sha256Text } from '@liaison/protocol';
import { databaseImage, openMemoryDatabase } from '@liaison/store';
import type { KeptPart, PartSlot } from '@liaison/sync';
import { describe, expect, test } from 'vitest';
import { recallRecord } from '../../commands/recall-record.js';
import { newRecord } from '../../commands/write-record.js';
import { ManualClock } from '../../testing/manual-clock.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memoryClient, memorySync } from '../../testing/memory-sync.js';
import { REPLICA_LIMITS } from '../limits.js';
import { seizure, sharedCase } from '../raw-entries.fixture.js';

const MEGABYTE = 1_048_576;
const DAY_MS = 86_400_000;

/** KR with three laptops and TH; all clocks are one. */
function scene(seed: string) {
  const clock = new ManualClock();
  const federation = new MemoryFederation(['KR', 'TH'], seed, () => clock);
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const laptops = ['a', 'b', 'c'].map((name) => federation.addLaptop(`KR-${name}`, 'KR', '*'));
  return { federation, clock, kr, th, laptops };
}

/** The first `bytes` of something of so many bytes in all. */
const beginning = (note: string, bytes: number, total = 4 * MEGABYTE): KeptPart => ({
  digest: sha256Text(note),
  total,
  from: 0,
  bytes: new Uint8Array(bytes).fill(note.length),
});

const heldFrom = (at: MemoryHome, peer: MemoryHome, slot: PartSlot = 'brought-page') =>
  at.replica.parts.held(peer.service.writer, slot)?.held;
const keep = (at: MemoryHome, peer: MemoryHome, part: KeptPart, slot: PartSlot = 'brought-page') =>
  at.replica.parts.keep(peer.service.writer, slot, part);

describe('SYN-14: what came in parts', () => {
  test('is there after a restart, piece after piece, and gone when it is dropped', () => {
    const { federation, kr, th } = scene('restart');
    const writer = th.service.writer;
    expect(keep(kr, th, beginning('page', 5_000))).toBe(5_000);
    const next = { ...beginning('page', 3_000), from: 5_000, bytes: new Uint8Array(3_000).fill(9) };
    expect(keep(kr, th, next)).toBe(8_000);
    federation.reopen(kr, openMemoryDatabase(databaseImage(kr.database)));
    expect(heldFrom(kr, th)).toBe(8_000);
    const whole = Buffer.concat([beginning('page', 5_000).bytes, next.bytes]);
    expect(Buffer.compare(kr.replica.parts.bytes(writer, 'brought-page'), whole)).toBe(0);
    kr.replica.parts.drop(writer, 'brought-page');
    expect([heldFrom(kr, th), kr.replica.parts.bytes(writer, 'brought-page').length]).toEqual([undefined, 0]);
  });

  test('is one of each peer and kind: another beginning takes its place, and what does not go on changes nothing', () => {
    const { kr, th } = scene('one');
    keep(kr, th, beginning('page', 5_000));
    keep(kr, th, beginning('input', 2_000), 'brought-input');
    expect(keep(kr, th, { ...beginning('page', 1_000), from: 4_000 })).toBe(5_000);
    expect(keep(kr, th, { ...beginning('page', 1_000), from: 6_000 })).toBe(5_000);
    expect(keep(kr, th, { ...beginning('page', 1_000, 9_000), from: 5_000 })).toBe(0);
    expect(keep(kr, th, { ...beginning('other', 1_000), from: 5_000 })).toBe(0);
    expect([heldFrom(kr, th), heldFrom(kr, th, 'brought-input')]).toEqual([5_000, 2_000]);
    expect(keep(kr, th, beginning('other', 1_000))).toBe(1_000);
    expect(heldFrom(kr, th)).toBe(1_000);
  });

  test('are bounded by member: its homes push out each other, and nobody else', () => {
    const { clock, kr, th, laptops } = scene('bounds');
    const [a, b, c] = laptops as [MemoryHome, MemoryHome, MemoryHome];
    keep(th, kr, beginning('page', 1_000)); // of KR, the oldest
    keep(kr, th, beginning('page', 1_000)); // of TH
    const slots: PartSlot[] = ['brought-page', 'brought-input', 'fetched-page', 'fetched-document'];
    for (const laptop of [a, b, c]) {
      for (const slot of slots) {
        clock.now += 1;
        keep(kr, laptop, beginning(slot, 4 * MEGABYTE - 1), slot);
      }
    }
    const held = [a, b, c].map((laptop) => slots.map((slot) => heldFrom(kr, laptop, slot) ?? 0));
    const sum = held.flat().reduce((all, one) => all + one, 0);
    expect(sum).toBeLessThanOrEqual(REPLICA_LIMITS.partsPerMemberBytesMax);
    expect(held.map((of) => of.filter((bytes) => bytes > 0).length)).toEqual([0, 4, 4]);
    expect(heldFrom(kr, th)).toBe(1_000);
  });

  test('are dropped when nothing came for long, as soon as something comes', () => {
    const { clock, kr, th, laptops } = scene('age');
    const [laptop] = laptops as [MemoryHome];
    keep(kr, th, beginning('page', 5_000));
    clock.now += 6 * DAY_MS;
    keep(kr, th, { ...beginning('page', 1_000), from: 5_000 });
    clock.now += 6 * DAY_MS;
    keep(kr, laptop, beginning('page', 1_000));
    expect(heldFrom(kr, th)).toBe(6_000);
    clock.now += 2 * DAY_MS;
    keep(kr, laptop, beginning('page', 2_000));
    expect(heldFrom(kr, th)).toBeUndefined();
  });

  test('are gone after a recall, with the content that was in them', async () => {
    const { kr, th } = scene('recall');
    const space = sharedCase(kr, 'TH');
    const { record } = seizure(kr, space, 'Uljin harbour');
    const secret = Buffer.from('Nguyen Van Secret ').toString('latin1').repeat(100);
    newRecord(kr.replica, kr.officer, { space, kind: 'seizure', change: { fields: { place: 'Incheon' } } });
    await memorySync(kr, th);
    keep(th, kr, { ...beginning('page', 0), bytes: Buffer.from(secret) });
    expect(Buffer.from(databaseImage(th.database)).includes('Nguyen Van Secret')).toBe(true);
    recallRecord(kr.replica, kr.officer, { record, joint: false, reason: 'error' });
    await memorySync(kr, th);
    expect(heldFrom(th, kr)).toBeUndefined();
    expect(Buffer.from(databaseImage(th.database)).includes('Nguyen Van Secret')).toBe(false);
  });

  test('PAG-7: crumbs, and what is announced larger than it may be, are refused before anything is kept', async () => {
    const { kr, th } = scene('crumbs');
    const client = memoryClient(th, kr);
    const part = { of: 'page', digest: sha256('x'), total: 5_000, from: 0, bytes: new Uint8Array(1_023) } as const;
    await expect(client.call('pushPart', encodePushedPart(part))).rejects.toMatchObject({
      data: { code: 'part-malformed' },
    });
    const large = { ...part, total: 4_194_305, bytes: new Uint8Array(2_000) };
    await expect(client.call('pushPart', encodePushedPart(large))).rejects.toMatchObject({
      data: { code: 'part-malformed' },
    });
    expect(heldFrom(kr, th)).toBeUndefined();
  });
});
