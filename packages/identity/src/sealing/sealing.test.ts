import fc from 'fast-check';
import { CompactEncrypt, decodeProtectedHeader, GeneralEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { createAgreementKey } from '../keys/agreement-key.js';
import { codeOf, seededRandom, valueIn } from '../test-federation.fixture.js';
import { openWithAgreementKey, sealToAgreementKeys } from './agreement-seal.js';
import { openWithPassphrase, sealWithPassphrase } from './passphrase-seal.js';

const FAST = { iterations: 1_000 };
const PASSPHRASE = 'correct horse battery staple';
const SECRET = 'kf7Qz3-secret-seed';

/** The same base64url with another first character. */
const otherFirst = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;

/** A sealed file with any header, by the library itself; what our own sealing never writes. */
const odd = (header: Record<string, unknown>, p2c = 1_000, passphrase = PASSPHRASE) =>
  new CompactEncrypt(Buffer.from('{"seed":1}'))
    .setProtectedHeader({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', typ: 'liaison-sealed+jwe', ...header })
    .setKeyManagementParameters({ p2c })
    .encrypt(Buffer.from(passphrase));

describe('sealWithPassphrase', () => {
  it('gives back what was sealed', async () => {
    const json = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), json, async (passphrase, secrets) => {
        const opened = await openWithPassphrase(passphrase, await sealWithPassphrase(passphrase, secrets, FAST));
        expect(JSON.stringify(valueIn(opened))).toBe(JSON.stringify(secrets));
      }),
      { numRuns: 20 },
    );
  });

  it('uses 210,000 rounds unless told otherwise', async () => {
    const sealed = await sealWithPassphrase(PASSPHRASE, { seed: SECRET });
    expect(decodeProtectedHeader(sealed)).toMatchObject({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2c: 210_000 });
    expect(valueIn(await openWithPassphrase(PASSPHRASE, sealed))).toEqual({ seed: SECRET });
  });

  it('opens in whichever Unicode form the passphrase is typed', async () => {
    const sealed = await sealWithPassphrase('서울 mật khẩu'.normalize('NFD'), { seed: 1 }, FAST);
    expect(valueIn(await openWithPassphrase('서울 mật khẩu'.normalize('NFC'), sealed))).toEqual({ seed: 1 });
  });

  it('repeats from the same randomness, and differs without it', async () => {
    const seal = (seed?: string) =>
      sealWithPassphrase(PASSPHRASE, { seed: 1 }, seed === undefined ? FAST : { ...FAST, random: seededRandom(seed) });
    expect(await seal('a')).toBe(await seal('a'));
    expect(await seal('a')).not.toBe(await seal('b'));
    expect(await seal()).not.toBe(await seal());
    expect(valueIn(await openWithPassphrase(PASSPHRASE, await seal('a')))).toEqual({ seed: 1 });
  });

  it('refuses an empty passphrase, too few or too many rounds, and too much to seal', async () => {
    await expect(sealWithPassphrase('', { seed: 1 }, FAST)).rejects.toMatchObject({ code: 'passphrase-empty' });
    const malformed = { code: 'sealed-file-malformed' };
    await expect(sealWithPassphrase(PASSPHRASE, {}, { iterations: 999 })).rejects.toMatchObject(malformed);
    await expect(sealWithPassphrase(PASSPHRASE, {}, { iterations: 2_000_001 })).rejects.toMatchObject(malformed);
    await expect(sealWithPassphrase(PASSPHRASE, { seed: 'x'.repeat(200_000) }, FAST)).rejects.toMatchObject(malformed);
  });
});

describe('openWithPassphrase', () => {
  it('tells a wrong passphrase, and says nothing secret', async () => {
    const sealed = await sealWithPassphrase(PASSPHRASE, { seed: SECRET }, FAST);
    for (const wrong of ['wrong', '', `${PASSPHRASE} `]) {
      const opened = await openWithPassphrase(wrong, sealed);
      expect(codeOf(opened)).toBe('passphrase-wrong');
      const said = opened.ok
        ? ''
        : `${opened.error.stack} ${JSON.stringify(opened.error)} ${String(opened.error.cause)}`;
      expect(said).not.toContain(SECRET);
      expect(said).not.toContain(PASSPHRASE);
    }
  });

  it.each([
    ['zip', { zip: 'DEF' }],
    ['another key algorithm', { alg: 'PBES2-HS256+A128KW' }],
    ['another content algorithm', { enc: 'A128GCM' }],
    ['another type', { typ: 'JWT' }],
    ['an unknown member', { kid: 'x' }],
  ])('refuses a header with %s', async (_name, header) => {
    expect(codeOf(await openWithPassphrase(PASSPHRASE, await odd(header)))).toBe('sealed-file-malformed');
  });

  it('refuses rounds beyond its cap before it does them', async () => {
    const [header, ...rest] = (await odd({})).split('.') as [string, ...string[]];
    const planted = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>;
    const withRounds = (p2c: number) =>
      [Buffer.from(JSON.stringify({ ...planted, p2c })).toString('base64url'), ...rest].join('.');
    for (const p2c of [999, 2_000_001, 2 ** 40, 1.5, -1])
      expect(codeOf(await openWithPassphrase(PASSPHRASE, withRounds(p2c)))).toBe('sealed-file-malformed');
  });

  it('refuses damaged parts, short tags and other kinds of text', async () => {
    const sealed = await sealWithPassphrase(PASSPHRASE, { seed: 1 }, FAST);
    const parts = sealed.split('.');
    const shortTag = [...parts.slice(0, 4), (parts[4] as string).slice(0, 6)].join('.');
    const altered = [...parts.slice(0, 3), otherFirst(parts[3] as string), parts[4]].join('.');
    const array = await new CompactEncrypt(Buffer.from('[1]'))
      .setProtectedHeader({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', typ: 'liaison-sealed+jwe' })
      .setKeyManagementParameters({ p2c: 1_000 })
      .encrypt(Buffer.from(PASSPHRASE));
    const cases = [shortTag, `${sealed}=`, `${sealed}.`, parts.slice(0, 4).join('.'), '', undefined, {}, array];
    for (const text of [...cases, 'x'.repeat(300_000)])
      expect(codeOf(await openWithPassphrase(PASSPHRASE, text))).toBe('sealed-file-malformed');
    expect(codeOf(await openWithPassphrase(PASSPHRASE, altered))).toBe('passphrase-wrong');
  });
});

describe('sealToAgreementKeys', () => {
  const random = seededRandom('agreement');
  const keys = Array.from({ length: 5 }, () => createAgreementKey(random));
  const publicKeys = keys.map((key) => key.publicKey);
  const bytes = random.bytes(1_000);

  it.each([1, 2, 5])('lets each of %i recipients open it, and nobody else', async (count) => {
    const sealed = await sealToAgreementKeys(publicKeys.slice(0, count), bytes);
    for (const key of keys.slice(0, count))
      expect(Buffer.from(valueIn(await openWithAgreementKey(sealed, key)))).toEqual(Buffer.from(bytes));
    expect(codeOf(await openWithAgreementKey(sealed, createAgreementKey(random)))).toBe('sealed-for-others');
  });

  it('names a key once, and seals also nothing at all', async () => {
    const sealed = await sealToAgreementKeys([publicKeys[0] as string, publicKeys[0] as string], new Uint8Array());
    expect(valueIn(await openWithAgreementKey(sealed, keys[0] as (typeof keys)[0]))).toHaveLength(0);
  });

  it('refuses no recipient and an unsafe one', async () => {
    await expect(sealToAgreementKeys([], bytes)).rejects.toMatchObject({ code: 'key-malformed' });
    await expect(sealToAgreementKeys(['A'.repeat(43)], bytes)).rejects.toMatchObject({ code: 'key-unsafe' });
  });

  it('refuses what was altered or is of another kind', async () => {
    const key = keys[0] as (typeof keys)[0];
    const sealed = JSON.parse(await sealToAgreementKeys(publicKeys.slice(0, 2), bytes)) as Record<string, unknown>;
    const header = (members: object) => Buffer.from(JSON.stringify(members)).toString('base64url');
    const recipients = sealed.recipients as { encrypted_key: string; header: object }[];
    const cases: unknown[] = [
      'no JSON',
      undefined,
      JSON.stringify({ ...sealed, ciphertext: otherFirst(String(sealed.ciphertext)) }),
      JSON.stringify({ ...sealed, tag: String(sealed.tag).slice(0, 6) }),
      JSON.stringify({ ...sealed, unprotected: { zip: 'DEF' } }),
      JSON.stringify({ ...sealed, protected: header({ enc: 'A256GCM', typ: 'liaison-sealed+jwe', zip: 'DEF' }) }),
      JSON.stringify({ ...sealed, protected: header({ enc: 'A128GCM', typ: 'liaison-sealed+jwe' }) }),
      JSON.stringify({ ...sealed, recipients: [] }),
      JSON.stringify({
        ...sealed,
        recipients: recipients.map((r) => ({ ...r, header: { ...r.header, alg: 'ECDH-ES' } })),
      }),
      JSON.stringify({ ...sealed, recipients: recipients.map((r) => ({ ...r, encrypted_key: 'A'.repeat(54) })) }),
    ];
    for (const text of cases) expect(codeOf(await openWithAgreementKey(text, key))).toBe('sealed-file-malformed');
  });

  it.each([
    ['a compressed text', { zip: 'DEF' }],
    ['another type', { typ: 'JWT' }],
    ['an unknown member', { cty: 'text' }],
  ])('refuses %s although its recipient is right', async (_name, members) => {
    const key = keys[0] as (typeof keys)[0];
    const odd = await new GeneralEncrypt(bytes)
      .setProtectedHeader({ enc: 'A256GCM', typ: 'liaison-sealed+jwe', ...members })
      .addRecipient({ kty: 'OKP', crv: 'X25519', x: key.publicKey })
      .setUnprotectedHeader({ alg: 'ECDH-ES+A256KW', kid: key.publicKey })
      .encrypt();
    expect(codeOf(await openWithAgreementKey(JSON.stringify(odd), key))).toBe('sealed-file-malformed');
  });

  it('refuses more than it would open again, and more than it would read', async () => {
    const tooMuch = sealToAgreementKeys(publicKeys, new Uint8Array(16_777_217));
    await expect(tooMuch).rejects.toMatchObject({ code: 'sealed-file-malformed' });
    const padded = `${' '.repeat(33_554_432)}${await sealToAgreementKeys(publicKeys, bytes)}`;
    const opened = await openWithAgreementKey(padded, keys[0] as (typeof keys)[0]);
    expect(codeOf(opened)).toBe('sealed-file-malformed');
  });
});
