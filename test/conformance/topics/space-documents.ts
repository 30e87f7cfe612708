import { openCallToken, openEnrolmentRequest, openPin, openReceipt } from '@liaison/identity';
import { pinClaimsSchema, tipSchema, writerIdSchema } from '@liaison/protocol';
import { signedClaims, signedParts, vectorKey } from '../seeded-keys.js';
import { type Case, invalid, type JsonObject, outcomeOf, type Topic, valid } from '../vector-file.js';
import {
  AT,
  agreementOf,
  type Claims,
  directoryKey,
  idOf,
  officerClaims,
  officerKey,
  roots,
  serviceClaims,
  serviceKey,
} from './document-federation.js';
import { shapeFaults } from './shape-faults.js';

export const spaceDocumentNotes = {
  ClaimSet: {
    bugType: 'CLAIM_SET',
    effect: 'Equal claims with two ids, or claims that only some nodes read.',
    rules: ['SIG-5'],
  },
  ListOrder: { bugType: 'SECOND_SPELLING', effect: 'Equal claims with two ids.', rules: ['SIG-5'] },
  Signature: { bugType: 'FORGERY', effect: 'Somebody else speaks for the signer.', rules: ['SIG-7'] },
} as const;
const reordered = ({ v, ...rest }: Claims): Claims => ({ ...rest, v });
const payloadOf = (token: string): string => Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');

export const pinClaims: Claims = pinClaimsSchema.parse({
  v: 1,
  member: 'KR',
  space: idOf('space a'),
  writer: officerClaims.writer,
  control: null,
  record: { id: idOf('entry 7'), seq: 7 },
  replaces: [],
  at: AT,
});
const pin = (claims: Claims, key = directoryKey): { token: string } => ({
  token: signedClaims('liaison-pin', claims, key),
});
export const twoPins = [idOf('pin 1'), idOf('pin 2')].sort();
const badPin = (comment: string, change: Claims, flag: string): Case =>
  invalid(comment, pin({ ...pinClaims, ...change }), flag, 'pin-malformed');

export const pinTopic: Topic = {
  path: 'documents/pin',
  comment: 'Pins under the directory key of the context.',
  shapes: {
    context: { directoryKey: 'string' },
    input: { token: 'string' },
    expected: { id: 'string', claims: 'string' },
  },
  notes: {
    ...spaceDocumentNotes,
    Head: { bugType: 'CLAIM_VALUE', effect: 'A cut that nodes read in different ways.', rules: ['PIN-1'] },
  },
  groups: () => [
    {
      comment: 'the directory key of KR',
      context: { directoryKey: directoryKey.publicKey },
      cases: [
        valid('the record lane counts up to 7, the control lane not at all', pin(pinClaims)),
        valid('a pin that replaces two', pin({ ...pinClaims, replaces: twoPins })),
        badPin('replaced pins out of order', { replaces: [...twoPins].reverse() }, 'ListOrder'),
        badPin('a head without its id', { record: { seq: 7 } }, 'Head'),
        badPin('a head with sequence number 0', { record: { id: idOf('entry 7'), seq: 0 } }, 'Head'),
        badPin('a claim too many', { note: 'x' }, 'ClaimSet'),
        ...shapeFaults(pinClaims, pin, 'pin-malformed'),
        invalid('claims in another order', pin(reordered(pinClaims)), 'ClaimSet', 'pin-malformed'),
        invalid('signed by the pinned writer', pin(pinClaims, officerKey), 'Signature', 'signature-wrong'),
        invalid('signed by the root key', pin(pinClaims, roots.KR), 'Signature', 'signature-wrong'),
      ],
    },
  ],
  run: ({ token }, context) =>
    outcomeOf(openPin(token, String(context.directoryKey)), (opened) => ({
      id: opened.id,
      claims: payloadOf(opened.token),
    })),
};

const tips = [
  { lane: 'control', writer: officerClaims.writer, seq: 1, id: idOf('entry c1') },
  { lane: 'record', writer: officerClaims.writer, seq: 7, id: idOf('entry 7') },
].map((tip) => tipSchema.parse(tip));
const receiptClaims: Claims = {
  v: 1,
  holder: serviceClaims.writer,
  space: idOf('space a'),
  number: 3,
  heads: tips,
  at: AT,
};
const receipt = (claims: Claims, key = serviceKey): { token: string } => ({
  token: signedClaims('liaison-receipt', claims, key),
});
const badReceipt = (comment: string, change: Claims, flag: string): Case =>
  invalid(comment, receipt({ ...receiptClaims, ...change }), flag, 'receipt-malformed');

const holderOf = ({ holder, signingKey }: JsonObject) => ({
  writer: writerIdSchema.parse(holder),
  signingKey: String(signingKey),
});

export const receiptTopic: Topic = {
  path: 'documents/receipt',
  comment: 'Receipts of the holder of the context.',
  shapes: {
    context: { holder: 'string', signingKey: 'string' },
    input: { token: 'string' },
    expected: { id: 'string', claims: 'string' },
  },
  notes: {
    ...spaceDocumentNotes,
    Holder: { bugType: 'IDENTITY', effect: 'A home receipts for another one.', rules: ['RCP-1'] },
  },
  groups: () => [
    {
      comment: 'the service of KR',
      context: { holder: String(serviceClaims.writer), signingKey: serviceKey.publicKey },
      cases: [
        valid('two heads', receipt(receiptClaims)),
        valid('a space of which nothing counts', receipt({ ...receiptClaims, heads: [] })),
        badReceipt('heads out of order', { heads: [...tips].reverse() }, 'ListOrder'),
        badReceipt('one head twice', { heads: [tips[0], tips[0]] }, 'ListOrder'),
        badReceipt('number 0', { number: 0 }, 'ClaimSet'),
        badReceipt('a claim too many', { note: 'x' }, 'ClaimSet'),
        ...shapeFaults(receiptClaims, receipt, 'receipt-malformed'),
        badReceipt('another holder', { holder: officerClaims.writer }, 'Holder'),
        invalid('claims in another order', receipt(reordered(receiptClaims)), 'ClaimSet', 'receipt-malformed'),
        invalid('the signature of an officer', receipt(receiptClaims, officerKey), 'Signature', 'signature-wrong'),
      ],
    },
  ],
  run: ({ token }, context) =>
    outcomeOf(openReceipt(token, holderOf(context)), (opened) => ({
      id: opened.id,
      claims: payloadOf(opened.token),
    })),
};

const requestClaims: Claims = {
  v: 1,
  member: 'KR',
  role: 'officer',
  signingKey: officerKey.publicKey,
  agreementKey: agreementOf('officer KR'),
  label: '수사관 1',
  at: AT,
};
const request = (claims: Claims, key = officerKey): { token: string } => ({
  token: signedClaims('liaison-request', claims, key),
});

export const requestTopic: Topic = {
  path: 'documents/enrolment-request',
  comment: 'Enrolment requests: signed by the key that they name.',
  shapes: { context: {}, input: { token: 'string' }, expected: { id: 'string', writer: 'string', claims: 'string' } },
  notes: {
    ClaimSet: spaceDocumentNotes.ClaimSet,
    Possession: { bugType: 'IDENTITY', effect: 'Somebody enrols the key of another.', rules: ['ENR-1'] },
  },
  groups: () => [
    {
      comment: 'one officer',
      context: {},
      cases: [
        valid('an officer of KR', request(requestClaims)),
        invalid(
          'signed by another key',
          request(requestClaims, vectorKey('stranger')),
          'Possession',
          'signature-wrong',
        ),
        invalid('no label', request({ ...requestClaims, label: '' }), 'ClaimSet', 'request-malformed'),
        ...shapeFaults(requestClaims, request, 'request-malformed'),
        invalid('claims in another order', request(reordered(requestClaims)), 'ClaimSet', 'request-malformed'),
      ],
    },
  ],
  run: ({ token }) =>
    outcomeOf(openEnrolmentRequest(token), ({ id, writer, claims }) => ({
      id,
      writer,
      claims: JSON.stringify(claims),
    })),
};

const HEADER = '{"alg":"Ed25519","typ":"liaison-call+jwt"}';
const called = String(serviceClaims.writer);
const callClaims = { iss: String(officerClaims.writer), aud: called, nonce: 'AAAAAAAAAAAAAAAAAAAAAA', path: 'hello' };
const call = (claims: object, header = HEADER, key = officerKey): { token: string } => ({
  token: signedParts(header, JSON.stringify(claims), key),
});
const badCall = (comment: string, input: { token: string }, flag: string, code = 'call-token-malformed'): Case =>
  invalid(comment, input, flag, code);

export const callTokenTopic: Topic = {
  path: 'transport/call-token',
  comment: 'Call tokens as the called node of the context judges them. Nonces are not spent.',
  shapes: {
    context: { audience: 'string', writer: 'string', signingKey: 'string' },
    input: { token: 'string' },
    expected: { writer: 'string', nonce: 'string', path: 'string' },
  },
  notes: {
    Header: { bugType: 'HEADER_CHOICE', effect: 'The caller chooses how it is verified.', rules: ['TRN-4'] },
    ClaimSet: { bugType: 'CLAIM_SET', effect: 'A token that means more than one call.', rules: ['TRN-4'] },
    Audience: { bugType: 'REPLAY', effect: 'A node uses the token of its caller at another node.', rules: ['TRN-5'] },
    Signature: { bugType: 'FORGERY', effect: 'A stranger reads and writes as a member.', rules: ['TRN-5'] },
  },
  groups: () => [
    {
      comment: 'one known writer',
      context: { audience: called, writer: callClaims.iss, signingKey: officerKey.publicKey },
      cases: [
        valid('a call of hello', call(callClaims)),
        badCall('no dates are allowed', call({ ...callClaims, exp: 4_102_444_800 }), 'ClaimSet'),
        badCall('no path', call({ iss: callClaims.iss, aud: called, nonce: callClaims.nonce }), 'ClaimSet'),
        badCall('two audiences', call({ ...callClaims, aud: [called, 'x'] }), 'ClaimSet'),
        badCall('an empty nonce', call({ ...callClaims, nonce: '' }), 'ClaimSet'),
        badCall('a nonce with a space', call({ ...callClaims, nonce: 'A A' }), 'ClaimSet'),
        badCall('a path with a slash', call({ ...callClaims, path: 'a/b' }), 'ClaimSet'),
        badCall('an audience that is no writer', call({ ...callClaims, aud: 'TH' }), 'ClaimSet'),
        badCall('claims in another order', call(Object.fromEntries(Object.entries(callClaims).reverse())), 'ClaimSet'),
        ...shapeFaults(callClaims, call, 'call-token-malformed'),
        badCall('the type of an entry', call(callClaims, '{"alg":"Ed25519","typ":"liaison-entry+jws"}'), 'Header'),
        badCall('no algorithm', call(callClaims, '{"alg":"none","typ":"liaison-call+jwt"}'), 'Header'),
        badCall('another audience', call({ ...callClaims, aud: callClaims.iss }), 'Audience', 'call-audience-wrong'),
        badCall('an unknown writer', call({ ...callClaims, iss: called }), 'Signature', 'call-writer-unknown'),
        badCall(
          'signed by a stranger',
          call(callClaims, HEADER, vectorKey('stranger')),
          'Signature',
          'signature-wrong',
        ),
      ],
    },
  ],
  run: async ({ token }, { audience, writer, signingKey }) => {
    const opened = await openCallToken(token, {
      audience: String(audience),
      publicKeyOf: (asked) => (asked === writer ? String(signingKey) : undefined),
    });
    return outcomeOf(opened, (made) => ({ ...made }));
  },
};
