import { type EnrolmentRequest, encodeBase64url } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAgreementKey } from '../keys/agreement-key.js';
import { createSigningKey } from '../keys/signing-key.js';
import { writerIdOf } from '../keys/writer-id.js';
import { AT, codeOf, KR, seededRandom, testMember, thrownCode, valueIn } from '../test-federation.fixture.js';
import { signToken } from '../token/token.js';
import {
  decodeEnrolmentCertificateFile,
  decodeEnrolmentRequestFile,
  encodeEnrolmentCertificateFile,
  encodeEnrolmentRequestFile,
} from './enrolment-file.js';
import { openEnrolmentRequest, signEnrolmentRequest } from './request.js';

const random = seededRandom('laptop');
const key = createSigningKey(random);
const claims: EnrolmentRequest = {
  v: 1,
  member: KR,
  role: 'officer',
  signingKey: key.publicKey,
  agreementKey: createAgreementKey(random).publicKey,
  label: 'Laptop in Bangkok, 방콕',
  at: AT,
};
const small = encodeBase64url(new Uint8Array(32));

describe('enrolment requests', () => {
  it('open under the key they name', () => {
    const request = signEnrolmentRequest(claims, key);
    expect(valueIn(openEnrolmentRequest(request.token))).toEqual({ ...request, writer: writerIdOf(KR, key.publicKey) });
  });

  it('are refused when another key signed: no proof of possession', () => {
    const thief = createSigningKey(random);
    expect(codeOf(openEnrolmentRequest(signToken('liaison-request', claims, thief).token))).toBe('signature-wrong');
    expect(thrownCode(() => signEnrolmentRequest(claims, thief))).toBe('request-malformed');
  });

  it.each<[string, object]>([
    ['a signing key of small order', { ...claims, signingKey: small }],
    ['an agreement key of low order', { ...claims, agreementKey: small }],
    ['an unknown role', { ...claims, role: 'root' }],
    ['no label', { ...claims, label: '' }],
    ['an unknown claim', { ...claims, extra: 1 }],
  ])('are refused with %s', (_name, any) => {
    expect(codeOf(openEnrolmentRequest(signToken('liaison-request', any, key).token))).toBe('request-malformed');
  });

  it.each([undefined, 'x', 'a.b.c', `${'A'.repeat(10_000)}`])('are refused when they are no token', (any) => {
    expect(codeOf(openEnrolmentRequest(any))).toBe('token-malformed');
  });
});

describe('enrolment files', () => {
  const { document, service, directoryToken } = testMember();
  const token = signEnrolmentRequest(claims, key).token;
  const home = service.claims.writer;
  const requestFile = { requests: [token, token] };
  const certificateFile = { rosters: [document], directories: [directoryToken()], home };

  it('ENR-2, ENR-3: come back as they were written', () => {
    expect(valueIn(decodeEnrolmentRequestFile(encodeEnrolmentRequestFile(requestFile)))).toEqual(requestFile);
    expect(valueIn(decodeEnrolmentCertificateFile(encodeEnrolmentCertificateFile(certificateFile)))).toEqual(
      certificateFile,
    );
    expect(JSON.parse(encodeEnrolmentRequestFile(requestFile))).toMatchObject({
      format: 'liaison-enrolment-request/1',
    });
    expect(JSON.parse(encodeEnrolmentCertificateFile(certificateFile))).toMatchObject({
      format: 'liaison-enrolment-certificate/1',
    });
  });

  const requestJson = { format: 'liaison-enrolment-request/1', ...requestFile };
  const certificateJson = { format: 'liaison-enrolment-certificate/1', ...certificateFile };
  it.each<[string, unknown]>([
    ['text that is no JSON', '{'],
    ['no text', requestJson],
    ['another format', JSON.stringify({ ...requestJson, format: 'liaison-enrolment-request/2' })],
    ['no requests', JSON.stringify({ ...requestJson, requests: [] })],
    ['too many requests', JSON.stringify({ ...requestJson, requests: Array.from({ length: 17 }, () => token) })],
    ['a request that is no text', JSON.stringify({ ...requestJson, requests: [1] })],
    ['an unknown member', JSON.stringify({ ...requestJson, extra: 1 })],
    ['too much text', `${JSON.stringify(requestJson)}${' '.repeat(262_144)}`],
    ['a certificate file', encodeEnrolmentCertificateFile(certificateFile)],
  ])('for requests are refused with %s', (_name, text) => {
    expect(codeOf(decodeEnrolmentRequestFile(text))).toBe('enrolment-file-malformed');
  });

  it.each<[string, unknown]>([
    ['text that is no JSON', ''],
    ['no directory', JSON.stringify({ ...certificateJson, directories: [] })],
    ['no roster', JSON.stringify({ ...certificateJson, rosters: [] })],
    ['a home that is no writer', JSON.stringify({ ...certificateJson, home: 'KR' })],
    ['an unknown member', JSON.stringify({ ...certificateJson, extra: 1 })],
    ['too much text', ' '.repeat(67_108_865)],
    ['a request file', encodeEnrolmentRequestFile(requestFile)],
  ])('for certificates are refused with %s', (_name, text) => {
    expect(codeOf(decodeEnrolmentCertificateFile(text))).toBe('enrolment-file-malformed');
  });

  it('are not written when nobody would read them', () => {
    expect(thrownCode(() => encodeEnrolmentRequestFile({ requests: [] }))).toBe('enrolment-file-malformed');
    expect(thrownCode(() => encodeEnrolmentCertificateFile({ ...certificateFile, directories: [] }))).toBe(
      'enrolment-file-malformed',
    );
  });

  it('never throw, whatever they hold', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.anything()), (any) => {
        expect(codeOf(decodeEnrolmentRequestFile(any))).toBe('enrolment-file-malformed');
        expect(codeOf(decodeEnrolmentCertificateFile(any))).toBe('enrolment-file-malformed');
        expect(codeOf(openEnrolmentRequest(any))).toBe('token-malformed');
      }),
    );
  });
});
