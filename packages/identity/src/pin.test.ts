import { type DocumentId, type EntryId, type PinClaims, type SpaceId, sha256Text } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { openPin, signPin } from './pin.js';
import { AT, codeOf, KR, testMember, thrownCode, valueIn } from './test-federation.fixture.js';
import { signToken } from './token/token.js';

const { directoryKey, service, krRoot } = testMember();
const [a, b] = [sha256Text('a'), sha256Text('b')].sort() as [DocumentId, DocumentId];
const claims: PinClaims = {
  v: 1,
  member: KR,
  space: sha256Text('space') as SpaceId,
  writer: service.claims.writer,
  control: null,
  record: { id: sha256Text('entry') as EntryId, seq: 4 },
  replaces: [a, b],
  at: AT,
};

describe('pins', () => {
  it('open under the directory key that signed them', () => {
    const pin = signPin({ ...claims, replaces: [b, a, a] }, directoryKey);
    expect(pin.claims).toEqual(claims);
    expect(valueIn(openPin(pin.token, directoryKey.publicKey))).toEqual(pin);
  });

  it('are refused under another key, the root key too', () => {
    expect(codeOf(openPin(signPin(claims, krRoot).token, directoryKey.publicKey))).toBe('signature-wrong');
  });

  it.each<[string, object]>([
    ['replaced pins out of order', { ...claims, replaces: [b, a] }],
    ['a sequence number of 0', { ...claims, record: { ...claims.record, seq: 0 } }],
    ['an unknown claim', { ...claims, extra: 1 }],
    ['a nested claim out of order', { ...claims, record: { seq: 4, id: claims.record?.id } }],
  ])('are refused with %s', (_name, any) => {
    const { token } = signToken('liaison-pin', any, directoryKey);
    expect(codeOf(openPin(token, directoryKey.publicKey))).toBe('pin-malformed');
  });

  it('are refused as another type, and not signed when nobody would open them', () => {
    const { token } = signToken('liaison-receipt', claims, directoryKey);
    expect(codeOf(openPin(token, directoryKey.publicKey))).toBe('token-malformed');
    expect(thrownCode(() => signPin({ ...claims, at: 'today' }, directoryKey))).toBe('pin-malformed');
  });
});
