import { tokenToSign } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { signingKeyFromSeed } from '../keys/signing-key.js';
import { codeOf, valueIn } from '../test-federation.fixture.js';
import { openToken, signToken } from './token.js';

const key = signingKeyFromSeed(new Uint8Array(32).fill(1));
const other = signingKeyFromSeed(new Uint8Array(32).fill(2));

describe('signToken and openToken', () => {
  it('pins the bytes of a token', () => {
    expect(signToken('liaison-pin', { v: 1 }, key)).toEqual({
      token: [
        'eyJhbGciOiJFZDI1NTE5IiwidHlwIjoibGlhaXNvbi1waW4randzIn0',
        'eyJ2IjoxfQ',
        Buffer.from(key.sign(tokenToSign('liaison-pin', { v: 1 }).signingInput)).toString('base64url'),
      ].join('.'),
      id: tokenToSign('liaison-pin', { v: 1 }).id,
    });
  });

  it('opens under the key that signed, and under no other', () => {
    const { token, id } = signToken('liaison-pin', { v: 1 }, key);
    expect(valueIn(openToken('liaison-pin', token, key.publicKey, 1_000))).toMatchObject({ id, claims: { v: 1 } });
    expect(codeOf(openToken('liaison-pin', token, other.publicKey, 1_000))).toBe('signature-wrong');
    expect(codeOf(openToken('liaison-pin', token, 'no key', 1_000))).toBe('signature-wrong');
  });

  it('refuses another type, a token over the cap and other claims under the signature', () => {
    const { token } = signToken('liaison-pin', { v: 1 }, key);
    expect(codeOf(openToken('liaison-receipt', token, key.publicKey, 1_000))).toBe('token-malformed');
    expect(codeOf(openToken('liaison-pin', token, key.publicKey, token.length - 1))).toBe('token-malformed');
    const [head, , signature] = token.split('.');
    const altered = `${head}.${Buffer.from('{"v":2}').toString('base64url')}.${signature}`;
    expect(codeOf(openToken('liaison-pin', altered, key.publicKey, 1_000))).toBe('signature-wrong');
  });
});
