import { tokenToSign } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signingKeyFromSeed } from '../keys/signing-key.js';
import { codeOf, valueIn } from '../test-federation.fixture.js';
import { openDocument } from './open-document.js';
import type { DocumentForm } from './signed-document.js';
import { signToken } from './token.js';

const key = signingKeyFromSeed(new Uint8Array(32).fill(1));
const other = signingKeyFromSeed(new Uint8Array(32).fill(2));

const formOf = (type: 'liaison-pin' | 'liaison-receipt'): DocumentForm<{ v: number }> => ({
  type,
  schema: z.strictObject({ v: z.number() }),
  code: 'pin-malformed',
  fault: () => undefined,
});

describe('signToken and openDocument', () => {
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
    expect(valueIn(openDocument(formOf('liaison-pin'), token, key.publicKey, 1_000))).toMatchObject({
      id,
      claims: { v: 1 },
    });
    expect(codeOf(openDocument(formOf('liaison-pin'), token, other.publicKey, 1_000))).toBe('signature-wrong');
    expect(codeOf(openDocument(formOf('liaison-pin'), token, 'no key', 1_000))).toBe('signature-wrong');
  });

  it('refuses another type, a token over the cap and other claims under the signature', () => {
    const { token } = signToken('liaison-pin', { v: 1 }, key);
    expect(codeOf(openDocument(formOf('liaison-receipt'), token, key.publicKey, 1_000))).toBe('token-malformed');
    expect(codeOf(openDocument(formOf('liaison-pin'), token, key.publicKey, token.length - 1))).toBe('token-malformed');
    const [head, , signature] = token.split('.');
    const altered = `${head}.${Buffer.from('{"v":2}').toString('base64url')}.${signature}`;
    expect(codeOf(openDocument(formOf('liaison-pin'), altered, key.publicKey, 1_000))).toBe('signature-wrong');
  });

  it('SIG-8: claims are looked at before the signature', () => {
    const { token } = signToken('liaison-pin', { w: 1 }, key);
    expect(codeOf(openDocument(formOf('liaison-pin'), token, other.publicKey, 1_000))).toBe('pin-malformed');
  });
});
