import { createPrivateKey } from 'node:crypto';
import type { WriterId } from '@liaison/protocol';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createSigningKey, type SigningKey } from '../keys/signing-key.js';
import { writerIdOf } from '../keys/writer-id.js';
import { codeOf, seededRandom, valueIn } from '../test-federation.fixture.js';
import { openCallToken, signCallToken } from './call-token.js';

const random = seededRandom('calls');
const [caller, stranger, called] = [createSigningKey(random), createSigningKey(random), createSigningKey(random)];
const writer = writerIdOf('KR', caller.publicKey);
const audience = writerIdOf('KR', called.publicKey);
const call = { writer, nonce: 'a-nonce', path: 'pull' };
const context = {
  audience,
  publicKeyOf: (id: WriterId) => (id === writer ? caller.publicKey : undefined),
};

/** A JWT by the library with any header and claims; what our own signing never writes. */
function odd(claims: Record<string, unknown>, header: Record<string, unknown> = {}, key: SigningKey = caller) {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.publicKey, d: Buffer.from(key.seed).toString('base64url') };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'Ed25519', typ: 'liaison-call+jwt', ...header })
    .sign(createPrivateKey({ key: jwk, format: 'jwk' }));
}
const claims = { iss: writer, aud: audience, nonce: 'a-nonce', path: 'pull' };

describe('call tokens', () => {
  it('open at the node they were made for', async () => {
    const token = await signCallToken({ ...call, audience }, caller);
    expect(valueIn(await openCallToken(token, context))).toEqual(call);
    expect(await odd(claims)).toBe(token);
    expect(token.length).toBeLessThan(400);
  });

  it('are refused at another node', async () => {
    const token = await signCallToken({ ...call, audience: writer }, caller);
    expect(codeOf(await openCallToken(token, context))).toBe('call-audience-wrong');
  });

  it('are refused from a stranger, and from one who names another writer', async () => {
    const own = await signCallToken({ ...call, writer: writerIdOf('KR', stranger.publicKey), audience }, stranger);
    const forged = await signCallToken({ ...call, audience }, stranger);
    expect(codeOf(await openCallToken(own, context))).toBe('call-writer-unknown');
    expect(codeOf(await openCallToken(forged, context))).toBe('signature-wrong');
  });

  it('are refused when the claims were exchanged under the signature', async () => {
    const [head, , signature] = (await signCallToken({ ...call, audience }, caller)).split('.');
    const other = Buffer.from(JSON.stringify({ ...claims, path: 'push' })).toString('base64url');
    expect(codeOf(await openCallToken(`${head}.${other}.${signature}`, context))).toBe('signature-wrong');
  });

  it('are refused when the known key is unsafe', async () => {
    // the neutral point as key and as R, S = 0: node's own verification accepts it under any message
    const neutral = Buffer.from([1, ...new Uint8Array(31)]);
    const forged = Buffer.concat([neutral, Buffer.alloc(32)]).toString('base64url');
    const token = (await odd(claims)).replace(/[^.]*$/, forged);
    const unsafe = { audience, publicKeyOf: () => neutral.toString('base64url') };
    expect(codeOf(await openCallToken(token, unsafe))).toBe('signature-wrong');
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>?]>([
    ['a date', { ...claims, exp: 4_000_000_000 }],
    ['an unknown claim', { ...claims, sub: 'x' }],
    ['no nonce', { ...claims, nonce: undefined }],
    ['two audiences', { ...claims, aud: [audience, writer] }],
    ['an issuer that is no writer', { ...claims, iss: 'KR' }],
    ['a path without end', { ...claims, path: 'x'.repeat(301) }],
    ['another type', claims, { typ: 'JWT' }],
    ['another name of the algorithm', claims, { alg: 'EdDSA' }],
    ['a key in its header', claims, { jwk: { kty: 'OKP' } }],
  ])('are refused with %s', async (_name, any, header = {}) => {
    expect(codeOf(await openCallToken(await odd(any, header), context))).toBe('call-token-malformed');
  });

  it('are refused without a signature or an algorithm', async () => {
    const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
    const [head, body] = (await odd(claims)).split('.');
    const none = `${part({ alg: 'none', typ: 'liaison-call+jwt' })}.${body}.`;
    expect(codeOf(await openCallToken(`${head}.${body}.`, context))).toBe('call-token-malformed');
    for (const any of [none, `${head}.${body}`, `${head}.%%%.AAAA`, 'x', '', undefined, 7, 'x'.repeat(5_000)])
      expect(codeOf(await openCallToken(any, context))).toBe('call-token-malformed');
  });
});
