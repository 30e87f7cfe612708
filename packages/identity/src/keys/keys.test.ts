import { decodeBase64url, encodeBase64url, sha256 } from '@liaison/protocol';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, seededRandom, thrownCode, valueIn } from '../test-federation.fixture.js';
import { agreementKeyFromSeed, createAgreementKey } from './agreement-key.js';
import { checkPublicKey } from './public-key-check.js';
import { verifySignature } from './signature.js';
import { createSigningKey, signingKeyFromSeed } from './signing-key.js';
import { writerIdOf } from './writer-id.js';

const fromHex = (hex: string) => encodeBase64url(Buffer.from(hex, 'hex'));

/** Every encoding that decodes to a point of small order: eight canonical ones, and second spellings. */
const SMALL_ORDER = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  '0000000000000000000000000000000000000000000000000000000000000080',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

/** Every encoding of a u-coordinate of low order, with and without the ignored top bit, reduced or not. */
const LOW_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('signing keys', () => {
  it('gives the key and signature of RFC 8032 §7.1, test 2', () => {
    const key = signingKeyFromSeed(
      Buffer.from('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', 'hex'),
    );
    expect(key.publicKey).toBe(fromHex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'));
    expect(Buffer.from(key.sign(Uint8Array.of(0x72))).toString('hex')).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
  });

  it('agrees with a second implementation, and verifies only what was signed', () => {
    fc.assert(
      fc.property(seeds, fc.uint8Array({ minLength: 1 }), fc.nat(), (seed, bytes, at) => {
        const key = signingKeyFromSeed(seed);
        const signature = key.sign(bytes);
        expect(key.publicKey).toBe(encodeBase64url(ed25519.getPublicKey(seed)));
        expect(signature).toEqual(ed25519.sign(bytes, seed));
        expect(verifySignature(key.publicKey, bytes, signature)).toBe(true);
        const altered = Uint8Array.from(bytes);
        altered[at % bytes.length] = (altered[at % bytes.length] as number) ^ 1;
        expect(verifySignature(key.publicKey, altered, signature)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it('repeats from the same randomness and keeps its own copy of the seed', () => {
    expect(createSigningKey(seededRandom('a')).publicKey).toBe(createSigningKey(seededRandom('a')).publicKey);
    const seed = new Uint8Array(32).fill(7);
    const key = signingKeyFromSeed(seed);
    seed.fill(0);
    expect(signingKeyFromSeed(key.seed).publicKey).toBe(key.publicKey);
  });

  it.each([0, 31, 33, 64])('refuses a seed of %i bytes', (length) => {
    expect(thrownCode(() => signingKeyFromSeed(new Uint8Array(length)))).toBe('key-malformed');
    expect(thrownCode(() => agreementKeyFromSeed(new Uint8Array(length)))).toBe('key-malformed');
  });
});

describe('agreement keys', () => {
  it('are those of a second implementation', () => {
    const key = createAgreementKey(seededRandom('x'));
    expect(key.publicKey).toBe(encodeBase64url(x25519.getPublicKey(key.seed)));
  });
});

describe('checkPublicKey', () => {
  it.each(SMALL_ORDER)('refuses the Ed25519 key %s, under which anything verifies', (hex) => {
    expect(codeOf(checkPublicKey('signing', fromHex(hex)))).toBe('key-unsafe');
  });

  it.each(LOW_ORDER)('refuses the X25519 key %s, also with the top bit set', (hex) => {
    expect(codeOf(checkPublicKey('agreement', fromHex(hex)))).toBe('key-unsafe');
    const bytes = Buffer.from(hex, 'hex');
    bytes[31] = (bytes[31] as number) | 0x80;
    expect(codeOf(checkPublicKey('agreement', encodeBase64url(bytes)))).toBe('key-unsafe');
    expect(() => x25519.getSharedSecret(new Uint8Array(32).fill(5), Buffer.from(hex, 'hex'))).toThrow();
  });

  it('refuses what is no point and a coordinate that is not reduced', () => {
    expect(codeOf(checkPublicKey('signing', fromHex(`02${'00'.repeat(31)}`)))).toBe('key-unsafe');
    // y = 3 is the smallest y that has a second spelling, y + p
    expect(codeOf(checkPublicKey('signing', fromHex(`f0${'ff'.repeat(30)}7f`)))).toBe('key-unsafe');
    expect(codeOf(checkPublicKey('agreement', fromHex(`f0${'ff'.repeat(30)}7f`)))).toBe('key-unsafe');
    const honest = valueIn(decodeBase64url(createAgreementKey(seededRandom('top')).publicKey));
    honest[31] = (honest[31] as number) | 0x80;
    expect(codeOf(checkPublicKey('agreement', encodeBase64url(honest)))).toBe('key-unsafe');
  });

  it.each(['', 'AAAA', `${'A'.repeat(42)}B`, 'A'.repeat(44), `${'A'.repeat(42)}=`])('refuses the text "%s"', (text) => {
    expect(codeOf(checkPublicKey('signing', text))).toBe('key-malformed');
    expect(codeOf(checkPublicKey('agreement', text))).toBe('key-malformed');
  });

  it('accepts every honest key', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const signing = signingKeyFromSeed(seed).publicKey;
        const agreement = agreementKeyFromSeed(seed).publicKey;
        expect(valueIn(checkPublicKey('signing', signing))).toBe(signing);
        expect(valueIn(checkPublicKey('agreement', agreement))).toBe(agreement);
      }),
      { numRuns: 50 },
    );
  });
});

describe('verifySignature', () => {
  it('accepts no forgery under a key of small order', () => {
    const forged = Buffer.concat([Buffer.from(SMALL_ORDER[0] as string, 'hex'), Buffer.alloc(32)]);
    for (const hex of SMALL_ORDER)
      for (let i = 0; i < 64; i++)
        expect(verifySignature(fromHex(hex), Buffer.from(`message ${i}`), forged)).toBe(false);
  });

  it('answers false to a short signature and to an unreadable key', () => {
    const key = createSigningKey(seededRandom('v'));
    const bytes = Buffer.from('bytes');
    expect(verifySignature(key.publicKey, bytes, key.sign(bytes).subarray(0, 63))).toBe(false);
    expect(verifySignature('not a key', bytes, key.sign(bytes))).toBe(false);
  });

  it('refuses the second form of a signature, S + L', () => {
    const key = createSigningKey(seededRandom('s'));
    const bytes = Buffer.from('bytes');
    const signature = key.sign(bytes);
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    let scalar = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order;
    const second = Uint8Array.from(signature);
    for (let i = 32; i < 64; i++, scalar >>= 8n) second[i] = Number(scalar & 255n);
    expect(verifySignature(key.publicKey, bytes, second)).toBe(false);
  });
});

describe('writerIdOf', () => {
  it('is the first 16 bytes of SHA-256 over the domain, the member and the raw key (IDN-2)', () => {
    const key = createSigningKey(seededRandom('w'));
    const raw = valueIn(decodeBase64url(key.publicKey));
    expect(writerIdOf('KR', key.publicKey)).toBe(
      encodeBase64url(sha256('liaison-writer-v1', 'KR', raw).subarray(0, 16)),
    );
    expect(writerIdOf('TH', fromHex(SMALL_ORDER[0] as string))).toBe(
      encodeBase64url(sha256('liaison-writer-v1', 'TH', Buffer.from(SMALL_ORDER[0] as string, 'hex')).subarray(0, 16)),
    );
  });

  it('throws for what is no key', () => {
    expect(thrownCode(() => writerIdOf('KR', 'AAAA'))).toBe('key-malformed');
    expect(thrownCode(() => writerIdOf('KR', '???'))).toBe('key-malformed');
  });
});
