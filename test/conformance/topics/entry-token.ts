import { type SigningKey, verifySignature, writerIdOf } from '@liaison/identity';
import { type EntryClaims, encodeBase64url, hex, type Lane, LIMITS, parseEntry, sha256Text } from '@liaison/protocol';
import { seedOf, signedClaims, signedParts, signedSegments, vectorKey } from '../seeded-keys.js';
import { accepted, type Case, invalid, refused, type Topic, valid } from '../vector-file.js';
import { shapeFaults } from './shape-faults.js';

const key = vectorKey('entry writer');
const HEADER = '{"alg":"Ed25519","typ":"liaison-entry+jws"}';
const idFor = (name: string): string => sha256Text('liaison-vectors-id', name);
const byText = [idFor('head 1'), idFor('head 2')].sort();

const first = {
  v: 1,
  space: idFor('space'),
  lane: 'record' as Lane,
  writer: writerIdOf('KR', key.publicKey),
  seq: 1,
  prev: null,
  heads: [] as string[],
  at: '2026-11-24T14:05:00.000+07:00',
  ops: 1,
  root: idFor('root'),
};
type Draft = Omit<typeof first, 'prev'> & { readonly prev: string | null };
const second: Draft = { ...first, seq: 2, prev: idFor('previous'), heads: byText };

const token = (claims: object): string => signedClaims('liaison-entry', claims, key);
const change = (changes: Partial<Record<keyof EntryClaims, unknown>>) => token({ ...first, ...changes });
const good = token(first);
const [goodHeader, goodPayload, goodSignature] = good.split('.') as [string, string, string];

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The same bytes to a careless decoder: an unused bit of the last character is set. */
const withUnusedBit = (segment: string): string =>
  segment.slice(0, -1) + (ALPHABET[ALPHABET.indexOf(segment.at(-1) ?? 'A') | 1] ?? '');

/** Order of the group of Ed25519 (RFC 8032 §5.1), little-endian arithmetic on the second half of a signature. */
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
function withLargeScalar(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url');
  let scalar = BigInt(`0x${hex(Buffer.from(bytes.subarray(32)).reverse())}`) + ORDER;
  for (let i = 32; i < 64; i++, scalar >>= 8n) bytes[i] = Number(scalar & 0xffn);
  return encodeBase64url(bytes);
}

const fault = (comment: string, text: string, flag: string, code: string): Case =>
  invalid(comment, { token: text }, flag, code);
const token3 = (comment: string, text: string, flag: string) => fault(comment, text, flag, 'token-malformed');
const claim = (comment: string, text: string, flag: string) => fault(comment, text, flag, 'entry-malformed');

const payloadText = JSON.stringify(first);
/** A payload of a length that leaves unused bits in its last character. */
const unevenPayload = encodeBase64url(Buffer.from(JSON.stringify({ ...second, heads: [] })));

const spellings = (): Case[] => [
  token3(
    'the last character of the signature varies',
    `${goodHeader}.${goodPayload}.${withUnusedBit(goodSignature)}`,
    'Base64url',
  ),
  token3(
    'the last character of the payload varies',
    signedSegments(goodHeader, withUnusedBit(unevenPayload), key),
    'Base64url',
  ),
  token3('a padded signature', `${good}==`, 'Base64url'),
  token3('a padded payload', `${goodHeader}.${unevenPayload}=.${goodSignature}`, 'Base64url'),
  token3('a line feed at the end', `${good}\n`, 'Base64url'),
  token3(
    'a line feed in the payload',
    `${goodHeader}.${goodPayload.slice(0, 40)}\n${goodPayload.slice(40)}.${goodSignature}`,
    'Base64url',
  ),
  token3('four parts', `${good}.`, 'Parts'),
  token3('two parts', `${goodHeader}.${goodPayload}`, 'Parts'),
  token3('no token', '', 'Parts'),
  token3(
    'a signature of 63 bytes',
    `${goodHeader}.${goodPayload}.${encodeBase64url(Buffer.from(goodSignature, 'base64url').subarray(0, 63))}`,
    'SignatureLength',
  ),
  token3('no signature', `${goodHeader}.${goodPayload}.`, 'SignatureLength'),
];

const header = (comment: string, text: string): Case => token3(comment, signedParts(text, payloadText, key), 'Header');
const headers = (): Case[] => [
  header('the algorithm by its older name', '{"alg":"EdDSA","typ":"liaison-entry+jws"}'),
  header('no algorithm', '{"alg":"none","typ":"liaison-entry+jws"}'),
  header('another type', '{"alg":"Ed25519","typ":"liaison-receipt+jws"}'),
  header('members the other way round', '{"typ":"liaison-entry+jws","alg":"Ed25519"}'),
  header('a member twice', '{"alg":"Ed25519","alg":"Ed25519","typ":"liaison-entry+jws"}'),
  header('a space', '{"alg":"Ed25519", "typ":"liaison-entry+jws"}'),
  header('an unencoded payload (RFC 7797)', '{"alg":"Ed25519","b64":false,"crit":["b64"],"typ":"liaison-entry+jws"}'),
  header(
    'a key inside',
    `{"alg":"Ed25519","jwk":{"crv":"Ed25519","kty":"OKP","x":"${key.publicKey}"},"typ":"liaison-entry+jws"}`,
  ),
  header('a key id', '{"alg":"Ed25519","kid":"1","typ":"liaison-entry+jws"}'),
];

const payload = (comment: string, text: string | Uint8Array): Case =>
  token3(comment, signedParts(HEADER, text, key), 'Json');
const payloads = (): Case[] => [
  payload('a space in the claims', payloadText.replace(':', ': ')),
  payload('a claim twice', payloadText.replace('{', '{"v":1,')),
  payload('a number with a fraction', payloadText.replace('"seq":1', '"seq":1.0')),
  payload('a needless escape', payloadText.replace('record', '\\u0072ecord')),
  payload('a byte order mark', `\ufeff${payloadText}`),
  payload('bytes that are no UTF-8', Buffer.from(payloadText.replace('record', 'r\u00ffcord'), 'latin1')),
  payload('no JSON', 'claims'),
];

const heads = (count: number) => Array.from({ length: count }, (_, i) => idFor(`head ${i}`)).sort();

const { v, ...withoutVersion } = first;
const claims = (): Case[] => [
  claim('claims in another order', token({ ...withoutVersion, v }), 'ClaimSet'),
  claim('a claim too many', change({ note: 'x' } as never), 'ClaimSet'),
  ...shapeFaults({ ...first }, (claims) => ({ token: token(claims) }), 'entry-malformed'),
  claim('a list in place of the claims', token([first]), 'ClaimSet'),
  claim('version 0', change({ v: 0 }), 'ClaimValue'),
  claim('an unknown lane', change({ lane: 'side' }), 'ClaimValue'),
  claim('a sequence number of 0', change({ seq: 0 }), 'ClaimValue'),
  claim('a sequence number over its limit', token({ ...second, seq: LIMITS.sequenceMax + 1 }), 'ClaimValue'),
  claim('a sequence number as a text', change({ seq: '1' }), 'ClaimValue'),
  claim('no operations', change({ ops: 0 }), 'ClaimValue'),
  claim('too many operations', change({ ops: LIMITS.entryOperationsMax + 1 }), 'ClaimValue'),
  claim('a space id with unused bits', change({ space: withUnusedBit(first.space) }), 'ClaimValue'),
  claim('a writer id that is too long', change({ writer: first.space }), 'ClaimValue'),
  claim('a time without offset', change({ at: '2026-11-24T14:05:00.000Z' }), 'ClaimValue'),
  claim('a time without milliseconds', change({ at: '2026-11-24T14:05:00+07:00' }), 'ClaimValue'),
  claim('a first entry with a previous one', change({ prev: second.prev }), 'Link'),
  claim('a second entry without a previous one', token({ ...second, prev: null }), 'Link'),
  claim('a head too many', token({ ...second, heads: heads(LIMITS.entryHeadsMax + 1) }), 'Heads'),
  claim('heads out of order', token({ ...second, heads: [...byText].reverse() }), 'Heads'),
  claim('one head twice', token({ ...second, heads: [byText[0], byText[0]] }), 'Heads'),
];

const signature = (comment: string, text: string): Case => fault(comment, text, 'Signature', 'signature-wrong');
const signatures = (): Case[] => [
  signature('a bit of the signature flipped', `${goodHeader}.${goodPayload}.${flipped(goodSignature)}`),
  signature('the signature of another key', signedByOther(vectorKey('stranger'))),
  signature('the signature of another entry', `${goodHeader}.${goodPayload}.${token(second).split('.')[2]}`),
  signature(
    'a second signature by adding the group order',
    `${goodHeader}.${goodPayload}.${withLargeScalar(goodSignature)}`,
  ),
  signature('all zeros', `${goodHeader}.${goodPayload}.${'A'.repeat(86)}`),
];

const signedByOther = (other: SigningKey): string => signedClaims('liaison-entry', first, other);

function flipped(text: string): string {
  const bytes = Buffer.from(text, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return encodeBase64url(bytes);
}

const SMALL_ORDER = encodeBase64url(Uint8Array.of(1, ...new Uint8Array(31)));
/** R = the neutral element, S = 0: under a key of small order this signs anything. */
const FORGED = encodeBase64url(Uint8Array.of(1, ...new Uint8Array(63)));

export const entryTokenTopic: Topic = {
  path: 'tokens/entry-token',
  rules: ['ENT-4', 'VER-4', 'LIM-4', 'LIM-10'],
  comment: 'Entry tokens: form, claims, id and signature. Bodies and past are not looked at.',
  shapes: {
    context: { seed: 'string', publicKey: 'string' },
    input: { token: 'string' },
    expected: { id: 'string', claims: 'string' },
  },
  notes: {
    Base64url: {
      bugType: 'SECOND_SPELLING',
      effect: 'A relay makes a second text of one entry.',
      rules: ['SIG-2', 'ENC-1'],
    },
    Parts: { bugType: 'MALFORMED', effect: 'Something else is taken for a token.', rules: ['SIG-2'] },
    SignatureLength: { bugType: 'MALFORMED', effect: 'The library decides what is verified.', rules: ['SIG-2'] },
    Header: {
      bugType: 'HEADER_CHOICE',
      effect: 'The sender chooses how it is verified, or has two ids.',
      rules: ['SIG-1'],
    },
    Json: { bugType: 'SECOND_SPELLING', effect: 'Two readers see different claims.', rules: ['SIG-3', 'ENC-3'] },
    ClaimSet: {
      bugType: 'CLAIM_SET',
      effect: 'Claims that one node reads and another ignores.',
      rules: ['ENT-1', 'ENT-2'],
    },
    ClaimValue: {
      bugType: 'CLAIM_VALUE',
      effect: 'A value that other nodes refuse.',
      rules: ['ENT-1', 'ENT-3', 'ENT-7'],
    },
    Link: { bugType: 'BROKEN_CHAIN', effect: 'A log with a gap or with two beginnings.', rules: ['ENT-5'] },
    Heads: { bugType: 'SECOND_SPELLING', effect: 'One past, several ids.', rules: ['ENT-6'] },
    Signature: { bugType: 'FORGERY', effect: 'Somebody else speaks for the writer.', rules: ['SIG-7'] },
    SmallOrderKey: { bugType: 'WEAK_KEY', effect: 'Everybody can sign for such a key.', rules: ['SIG-6'] },
  },
  groups: () => [
    {
      comment: 'one writer',
      context: { seed: hex(seedOf('entry writer')), publicKey: key.publicKey },
      cases: [
        valid('the first entry of a log', { token: good }),
        valid('a later entry with heads', { token: token(second) }),
        valid('an entry of a later version with the same claims is held unread', { token: change({ v: 2 }) }),
        valid('a time that nobody believes is no fault', { token: change({ at: '9999-99-99T99:99:99.999+99:99' }) }),
        valid('as many heads as an entry may have', {
          token: token({ ...second, heads: heads(LIMITS.entryHeadsMax) }),
        }),
        ...spellings(),
        ...headers(),
        ...payloads(),
        ...claims(),
        ...signatures(),
      ],
    },
    {
      comment: 'a public key of small order; the signature satisfies the equation of RFC 8032',
      context: { seed: '', publicKey: SMALL_ORDER },
      cases: [fault('a forgery', `${goodHeader}.${goodPayload}.${FORGED}`, 'SmallOrderKey', 'signature-wrong')],
    },
  ],
  run: (input, { publicKey }) => {
    const parsed = parseEntry(input.token);
    if (!parsed.ok) return refused(parsed.error.code);
    const { id, signed } = parsed.value;
    if (!verifySignature(String(publicKey), signed.signingInput, signed.signature)) return refused('signature-wrong');
    return accepted({ id, claims: JSON.stringify(signed.claims) });
  },
};
