import { openBundle, writerIdOf } from '@liaison/identity';
import {
  BUNDLE_HEAD_BYTES_MAX,
  bundleClaimsSchema,
  decodeBundleHead,
  encodeBundleHead,
  hex,
  LIMITS,
  writerIdSchema,
} from '@liaison/protocol';
import { signedClaims, vectorKey } from '../seeded-keys.js';
import { type Case, invalid, type JsonObject, outcomeOf, type Topic, valid } from '../vector-file.js';
import { payloadOf } from './authority-documents.js';
import { AT, type Claims, idOf, officerKey, serviceClaims, serviceKey } from './document-federation.js';
import { spaceDocumentNotes } from './space-documents.js';

const head = (envelope: string): { bytes: string } => ({ bytes: hex(encodeBundleHead(envelope)) });
const headFault = (comment: string, bytes: string, flag: string): Case =>
  invalid(comment, { bytes }, flag, 'bundle-malformed');
const TOO_LONG = LIMITS.bundleEnvelopeBytesMax + 1;

export const bundleHeadTopic: Topic = {
  path: 'bundles/head',
  comment: 'How a bundle begins. Envelopes are not opened; what stands behind is parts.',
  rules: ['LIM-40'],
  shapes: { context: {}, input: { bytes: 'string' }, expected: { envelope: 'string', length: 'integer' } },
  notes: {
    Magic: { bugType: 'MALFORMED', effect: 'Other files are taken for bundles.', rules: ['BDL-1'] },
    Truncated: { bugType: 'LENGTH', effect: 'Part of an envelope is taken for all of it.', rules: ['BDL-1'] },
    Varint: { bugType: 'SECOND_SPELLING', effect: 'Two readers cut a bundle in two ways.', rules: ['BDL-1', 'ENC-5'] },
    Limit: { bugType: 'LIMIT', effect: 'Memory by a number that a file chose.', rules: ['BDL-1', 'LIM-40'] },
  },
  groups: () => [
    {
      comment: 'bytes in hexadecimal',
      context: {},
      cases: [
        valid('an envelope and nothing behind it', head('{}')),
        valid('bytes of parts behind it', { bytes: `${head('{"a":1}').bytes}00ff` }),
        valid('an envelope of no characters', head('')),
        headFault('no bytes', '', 'Magic'),
        headFault('a page', '4c5001', 'Magic'),
        headFault('another version', `4c4202${head('{}').bytes.slice(6)}`, 'Magic'),
        headFault('cut off in the magic', '4c42', 'Magic'),
        headFault('cut off before the length', '4c4201', 'Truncated'),
        headFault('cut off in the length', '4c420180', 'Truncated'),
        headFault('cut off in the envelope', head('{}').bytes.slice(0, -2), 'Truncated'),
        headFault('a length in a long form', '4c420182007b7d', 'Varint'),
        headFault('a length of six bytes', '4c4201ffffffffff017b7d', 'Varint'),
        headFault(
          'a length over the limit',
          `4c4201${hex(encodeBundleHead('x'.repeat(TOO_LONG)).subarray(3, 7))}7b7d`,
          'Limit',
        ),
      ],
    },
  ],
  run: ({ bytes }) =>
    outcomeOf(decodeBundleHead(Buffer.from(String(bytes), 'hex').subarray(0, BUNDLE_HEAD_BYTES_MAX)), (read) => ({
      ...read,
    })),
};

const others = ['bundle reader 1', 'bundle reader 2'].map((name) => writerIdOf('TH', vectorKey(name).publicKey)).sort();
const part = (kind: string, bytes = 512): Claims => ({ kind, bytes, digest: idOf(`part ${kind} ${bytes}`) });
const claims: Claims = bundleClaimsSchema.parse({
  v: 1,
  maker: serviceClaims.writer,
  recipients: others,
  community: idOf('roster 1'),
  at: AT,
  parts: ['documents', 'starts', 'control', 'record', 'receipts', 'views'].map((kind) => part(kind)),
});
const manifest = (of: Claims, key = serviceKey): { token: string } => ({
  token: signedClaims('liaison-bundle', of, key),
});
const bad = (comment: string, change: Claims, flag: string): Case =>
  invalid(comment, manifest({ ...claims, ...change }), flag, 'bundle-malformed');
const reordered = ({ v, ...rest }: Claims): Claims => ({ ...rest, v });

const makerOf = ({ maker, signingKey }: JsonObject) => ({
  writer: writerIdSchema.parse(maker),
  signingKey: String(signingKey),
});

export const bundleManifestTopic: Topic = {
  path: 'bundles/manifest',
  comment: 'Manifests of the maker of the context.',
  rules: ['LIM-41', 'LIM-42'],
  shapes: {
    context: { maker: 'string', signingKey: 'string' },
    input: { token: 'string' },
    expected: { id: 'string', claims: 'string' },
  },
  notes: {
    ...spaceDocumentNotes,
    Maker: { bugType: 'IDENTITY', effect: 'A home makes bundles in the name of another one.', rules: ['BDL-3'] },
    Order: { bugType: 'ORDER', effect: 'Records are taken before the recalls that cover them.', rules: ['BDL-5'] },
    Part: { bugType: 'CLAIM_VALUE', effect: 'Memory by a number that a file chose.', rules: ['BDL-3'] },
    Kind: { bugType: 'CLAIM_VALUE', effect: 'Parts that only some readers take.', rules: ['BDL-5'] },
  },
  groups: () => [
    {
      comment: 'the service of KR',
      context: { maker: String(serviceClaims.writer), signingKey: serviceKey.publicKey },
      cases: [
        valid('a part of each kind for two homes', manifest(claims)),
        valid(
          'receipts alone for one home',
          manifest({ ...claims, recipients: [others[0]], parts: [part('receipts')] }),
        ),
        valid('several parts of a kind', manifest({ ...claims, parts: [part('record'), part('record', 4_194_304)] })),
        bad('no recipient', { recipients: [] }, 'ClaimSet'),
        bad('no part', { parts: [] }, 'ClaimSet'),
        bad('a claim too many', { note: 'x' }, 'ClaimSet'),
        bad('a member code for a recipient', { recipients: ['TH'] }, 'ClaimSet'),
        bad('recipients out of order', { recipients: [...others].reverse() }, 'ListOrder'),
        bad('a recipient twice', { recipients: [others[0], others[0]] }, 'ListOrder'),
        bad('records before the control lane', { parts: [part('record'), part('control')] }, 'Order'),
        bad('documents last', { parts: [part('control'), part('documents')] }, 'Order'),
        bad('an unknown kind', { parts: [part('attachments')] }, 'Kind'),
        bad('an empty part', { parts: [part('record', 0)] }, 'Part'),
        bad('a part larger than a page', { parts: [part('record', 4_194_305)] }, 'Part'),
        bad('another maker', { maker: others[0] }, 'Maker'),
        invalid('claims in another order', manifest(reordered(claims)), 'ClaimSet', 'bundle-malformed'),
        invalid('the signature of an officer', manifest(claims, officerKey), 'Signature', 'signature-wrong'),
        invalid(
          'a receipt of the same claims',
          { token: signedClaims('liaison-receipt', claims, serviceKey) },
          'ClaimSet',
          'token-malformed',
        ),
      ],
    },
  ],
  run: ({ token }, context) =>
    outcomeOf(openBundle(token, makerOf(context)), (opened) => ({
      id: opened.id,
      claims: payloadOf(opened.token),
    })),
};
