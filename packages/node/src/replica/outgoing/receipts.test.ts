import { signReceipt } from '@liaison/identity';
import { headsOfReceipt, type ReceiptClaims, type SpaceId, sha256Text, type WriterId } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { homeStatus } from '../../queries/home-status.js';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { memorySync } from '../../testing/memory-sync.js';
import { seizure, sharedCase, tipsAt } from '../raw-entries.fixture.js';

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th, vn] = [federation.home('KR'), federation.home('TH'), federation.home('VN')];
  const space = sharedCase(kr, 'TH');
  await memorySync(kr, th);
  return { kr, th, vn, space };
}

const receiptAt = (home: MemoryHome, holder: MemoryHome, space: SpaceId) =>
  home.replica.context.store.exchange.receipt(holder.service.writer, space);

function receiptOf(holder: MemoryHome, space: SpaceId, change: Partial<ReceiptClaims> = {}, signer = holder) {
  const at = '2026-11-24T14:00:00.000+09:00';
  const claims = { v: 1 as const, holder: holder.service.writer, space, number: 9, heads: [], at, ...change };
  return signReceipt(claims, signer.service.signing).token;
}

describe('receipts', () => {
  test('both ends hold both, numbered from 1, over exactly what is held', async () => {
    const { kr, th, space } = await scene('both');
    for (const home of [kr, th]) {
      for (const holder of [kr, th]) {
        const receipt = receiptAt(home, holder, space);
        expect(receipt?.number).toBe(1);
        expect(headsOfReceipt(receipt?.token ?? '')).toEqual(tipsAt(kr, space));
      }
    }
  });

  test('RCP-2, RCP-3: rise by one per change and are not made when nothing changed', async () => {
    const { kr, th, space } = await scene('numbers');
    for (let i = 0; i < 3; i++) await memorySync(kr, th);
    kr.replica.issueReceipts([space]);
    expect(receiptAt(kr, kr, space)?.number).toBe(1);
    seizure(kr, space, 'Busan');
    kr.replica.issueReceipts([space]);
    kr.replica.issueReceipts([space]);
    expect(receiptAt(kr, kr, space)?.number).toBe(2);
    await memorySync(kr, th);
    expect(receiptAt(th, kr, space)?.number).toBe(2);
    expect(receiptAt(th, th, space)?.number).toBe(2);
  });

  test('the outbox is what no other home has receipted', async () => {
    const { kr, th, space } = await scene('outbox');
    const waiting = () => homeStatus(kr.replica.context).spaces[0]?.waiting;
    expect(waiting()).toBe(0);
    seizure(kr, space, 'Busan');
    seizure(kr, space, 'Ulsan');
    expect(waiting()).toBe(2);
    kr.replica.issueReceipts([space]); // its own receipt proves nothing about delivery
    expect(waiting()).toBe(2);
    await memorySync(kr, th);
    expect(waiting()).toBe(0);
  });

  test('RCP-4: what is forged, lower, misplaced or of a stranger is ignored', async () => {
    const { kr, th, vn, space } = await scene('forged');
    const admit = (...tokens: string[]) => kr.replica.admitReceipts(th.service.writer, tokens);
    const before = receiptAt(kr, th, space);
    const good = receiptOf(th, space);
    const [header, payload, signature] = good.split('.') as [string, string, string];
    const other = receiptOf(th, space, { number: 10 }).split('.')[2] as string;
    expect(signature).not.toBe(other);
    expect(admit(`${header}.${payload}.${other}`, 'x', `${good}x`)).toBe(0);
    expect(admit(receiptOf(th, 'A'.repeat(43) as SpaceId))).toBe(0);
    expect(receiptAt(kr, th, space)).toEqual(before);
    expect(admit(good)).toBe(1);
    expect(admit(good, receiptOf(th, space, { number: 8 }))).toBe(0);
    expect(receiptAt(kr, th, space)?.number).toBe(9);
    expect(kr.replica.admitReceipts(vn.service.writer, [receiptOf(th, space, { number: 11 })])).toBe(0); // from outside
    const officer = signReceipt(
      { v: 1, holder: th.officerKeys.writer, space, number: 1, heads: [], at: '2026-11-24T14:00:00.000+09:00' },
      th.officerKeys.signing,
    ).token;
    expect(admit(officer)).toBe(0);
  });

  test("two of one number, as a copied home makes them: the lower id is kept, so that others' meeting ends", async () => {
    const made = ['01', '02'].map((second) => `2026-11-24T14:00:${second}.000+09:00`);
    const kept = new Set<string>();
    for (const order of [made, [...made].reverse()]) {
      const { kr, th, space } = await scene('tie');
      const tokens = order.map((at) => receiptOf(th, space, { at }));
      for (const token of tokens) kr.replica.admitReceipts(th.service.writer, [token]);
      kept.add(receiptAt(kr, th, space)?.id as string);
      const ids = tokens.map((token) => sha256Text(token.slice(0, token.lastIndexOf('.'))));
      expect(receiptAt(kr, th, space)?.id).toBe(ids.sort()[0]);
    }
    expect(kept.size).toBe(1);
  });

  test('heads of what is no receipt are none', () => {
    expect(headsOfReceipt('x.y.z')).toEqual([]);
  });

  test('holders are homes: an unknown holder is ignored', async () => {
    const { kr, th, space } = await scene('unknown');
    const stranger = new MemoryFederation(['KR'], 'other').home('KR');
    expect(kr.replica.admitReceipts(th.service.writer, [receiptOf(stranger, space)])).toBe(0);
    expect(kr.replica.context.store.exchange.receiptsOf(space).map(({ holder }) => holder as WriterId)).not.toContain(
      stranger.service.writer,
    );
  });
});
