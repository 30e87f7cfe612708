import { type BundleClaims, encodeBase64url, sha256Text, type WriterId } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementKeyFromSeed, createAgreementKey } from '../keys/agreement-key.js';
import { createSigningKey } from '../keys/signing-key.js';
import { writerIdOf } from '../keys/writer-id.js';
import { sealToAgreementKeys } from '../sealing/agreement-seal.js';
import { openBundleEnvelope, sealBundleEnvelope } from './bundle-envelope.js';
import { openBundle, readBundleClaims, signBundle } from './bundle-manifest.js';
import { openBundlePart, sealBundlePart } from './part-cipher.js';

let fill = 0;
const random = { bytes: (length: number) => new Uint8Array(length).fill(++fill) };
const maker = createSigningKey(random);
const [first, second] = [createSigningKey(random), createSigningKey(random)]
  .map(({ publicKey }) => writerIdOf('TH', publicKey))
  .sort() as [WriterId, WriterId];
const part = (kind: BundleClaims['parts'][number]['kind']) => ({ kind, bytes: 3, digest: sha256Text(kind) });
const claims: BundleClaims = {
  v: 1,
  maker: writerIdOf('KR', maker.publicKey),
  recipients: [first, second],
  community: sha256Text('roster') as BundleClaims['community'],
  at: '2026-11-24T09:00:00.000+09:00',
  parts: [part('documents'), part('control'), part('record')],
};

const certified = { writer: claims.maker, signingKey: maker.publicKey };

describe('the manifest of a bundle', () => {
  it('BDL-3: is opened with the key of its maker and read without it', () => {
    const { token } = signBundle(claims, maker);
    expect(openBundle(token, certified)).toMatchObject({ ok: true, value: { claims } });
    expect(readBundleClaims(token)).toEqual({ ok: true, value: claims });
    const other = createSigningKey(random);
    const sameKey = { ...certified, writer: writerIdOf('TH', maker.publicKey) };
    expect(openBundle(token, sameKey)).toMatchObject({ ok: false, error: { code: 'bundle-malformed' } });
    const stranger = { ...certified, signingKey: other.publicKey };
    expect(openBundle(token, stranger)).toMatchObject({ ok: false, error: { code: 'signature-wrong' } });
    const damaged = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBA' : 'AAAA');
    expect(openBundle(damaged, certified)).toMatchObject({ ok: false, error: { code: 'signature-wrong' } });
  });

  it('BDL-3, BDL-5: names its homes in order and once, and its parts in the order of their kinds', () => {
    const wrong: BundleClaims[] = [
      { ...claims, recipients: [second, first] },
      { ...claims, recipients: [first, first] },
      { ...claims, parts: [part('record'), part('control')] },
      { ...claims, parts: [] },
      { ...claims, parts: [{ ...part('record'), bytes: 4_194_305 }] },
    ];
    for (const one of wrong) {
      expect(() => signBundle(one, maker)).toThrow(expect.objectContaining({ code: 'bundle-malformed' }));
    }
  });
});

describe('the envelope of a bundle', () => {
  const key = random.bytes(32);
  const [mine, theirs, foreign] = [createAgreementKey(random), createAgreementKey(random), createAgreementKey(random)];

  it('BDL-2: is opened by each home that it names and by nobody else', async () => {
    const text = await sealBundleEnvelope({ key, manifest: 'a.b.c' }, [mine.publicKey, theirs.publicKey]);
    for (const one of [mine, theirs]) {
      expect(await openBundleEnvelope(text, one)).toEqual({ ok: true, value: { key, manifest: 'a.b.c' } });
    }
    expect(await openBundleEnvelope(text, foreign)).toMatchObject({ error: { code: 'sealed-for-others' } });
    const forged = agreementKeyFromSeed(foreign.seed);
    const withTheirName = { ...forged, publicKey: mine.publicKey };
    expect(await openBundleEnvelope(text, withTheirName)).toMatchObject({ error: { code: 'sealed-file-malformed' } });
  });

  it('BDL-2: holds a key and a manifest and nothing else', async () => {
    const text = encodeBase64url(key);
    const wrong = [
      '',
      '{}',
      JSON.stringify({ manifest: 'a', key: text }),
      JSON.stringify({ key: text, manifest: 'a', more: 1 }),
      JSON.stringify({ key: text.slice(1), manifest: 'a' }),
      ` ${JSON.stringify({ key: text, manifest: 'a' })}`,
    ];
    for (const content of wrong) {
      const sealed = await sealToAgreementKeys([mine.publicKey], Buffer.from(content));
      expect(await openBundleEnvelope(sealed, mine)).toMatchObject({ error: { code: 'bundle-malformed' } });
    }
  });
});

describe('a part of a bundle', () => {
  it('BDL-4: comes back from its own place under its own key, and from no other', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.nat(10_000), fc.nat(10_000), (bytes, place, other) => {
        const key = sha256Key('one');
        const sealed = sealBundlePart(key, place, bytes);
        expect(sealed.length).toBe(bytes.length + 16);
        const opened = openBundlePart(key, place, sealed);
        expect(opened.ok && Buffer.compare(opened.value, bytes)).toBe(0);
        if (other !== place) expect(openBundlePart(key, other, sealed).ok).toBe(false);
        expect(openBundlePart(sha256Key('two'), place, sealed).ok).toBe(false);
        expect(openBundlePart(key, place, sealed.subarray(0, -1)).ok).toBe(false);
        expect(openBundlePart(key, place, sealed.subarray(0, place % 16))).toMatchObject({
          error: { code: 'bundle-damaged' },
        });
      }),
      { numRuns: 100 },
    );
  });
});

const sha256Key = (name: string): Uint8Array => Buffer.from(sha256Text(name), 'base64url');
