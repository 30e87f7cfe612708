import { type EntryId, type ReceiptClaims, type SpaceId, sha256Text, sortTips, type Tip } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { writerIdOf } from './keys/writer-id.js';
import { openReceipt, signReceipt } from './receipt.js';
import { AT, codeOf, testMember, valueIn } from './test-federation.fixture.js';
import { signToken } from './token/token.js';

const { serviceKey, service, directoryKey } = testMember();
const { writer } = service.claims;
const tip = (lane: Tip['lane'], seq: number): Tip => ({
  lane,
  writer,
  seq,
  id: sha256Text(lane, String(seq)) as EntryId,
});
const heads = sortTips([tip('record', 10), tip('control', 2), tip('record', 9)]);
const claims: ReceiptClaims = { v: 1, holder: writer, space: sha256Text('s') as SpaceId, number: 1, heads, at: AT };

describe('receipts', () => {
  it('open under the key of their holder, with heads in order', () => {
    const receipt = signReceipt({ ...claims, heads: [...heads].reverse() }, serviceKey);
    expect(receipt.claims).toEqual(claims);
    expect(valueIn(openReceipt(receipt.token, service.claims))).toEqual(receipt);
  });

  it('are refused under another key', () => {
    expect(
      codeOf(openReceipt(signReceipt(claims, serviceKey).token, { writer, signingKey: directoryKey.publicKey })),
    ).toBe('signature-wrong');
  });

  it('are refused when they speak for another holder', () => {
    const other = { writer: writerIdOf('TH', serviceKey.publicKey), signingKey: serviceKey.publicKey };
    expect(codeOf(openReceipt(signReceipt(claims, serviceKey).token, other))).toBe('receipt-malformed');
  });

  it.each<[string, object]>([
    ['heads out of order', { ...claims, heads: [...heads].reverse() }],
    ['a head twice', { ...claims, heads: [heads[0], heads[0]] }],
    ['number 0', { ...claims, number: 0 }],
    ['an unknown claim', { ...claims, extra: 1 }],
  ])('are refused with %s', (_name, any) => {
    const { token } = signToken('liaison-receipt', any, serviceKey);
    expect(codeOf(openReceipt(token, service.claims))).toBe('receipt-malformed');
  });

  it('are refused as another type', () => {
    expect(codeOf(openReceipt(signToken('liaison-pin', claims, serviceKey).token, service.claims))).toBe(
      'token-malformed',
    );
  });
});
