import {
  type EnrolmentRequest,
  enrolmentRequestSchema,
  parseToken,
  type Result,
  success,
  type WriterId,
} from '@liaison/protocol';
import { refusal, refuse } from '../errors.js';
import { checkPublicKey } from '../keys/public-key-check.js';
import { verifySignature } from '../keys/signature.js';
import type { SigningKey } from '../keys/signing-key.js';
import { writerIdOf } from '../keys/writer-id.js';
import { IDENTITY_LIMITS } from '../limits.js';
import { type DocumentForm, readClaims, type SignedDocument, signDocument } from '../token/signed-document.js';

/** An enrolment request whose sender has shown that it holds the signing key. */
export interface OpenEnrolmentRequest extends SignedDocument<EnrolmentRequest> {
  /** The writer that a certificate would be for. */
  readonly writer: WriterId;
}

const requestForm: DocumentForm<EnrolmentRequest> = {
  type: 'liaison-request',
  schema: enrolmentRequestSchema,
  code: 'request-malformed',
  fault: ({ signingKey, agreementKey }) => {
    if (!checkPublicKey('signing', signingKey).ok) return 'its signing key is unsafe';
    return checkPublicKey('agreement', agreementKey).ok ? undefined : 'its agreement key is unsafe';
  },
};

/** Signs a request with the key that asks for a certificate (ENR-1). Throws `request-malformed`. */
export function signEnrolmentRequest(claims: EnrolmentRequest, key: SigningKey): SignedDocument<EnrolmentRequest> {
  if (claims.signingKey !== key.publicKey) throw refusal('request-malformed', 'it is signed by another key');
  return signDocument(requestForm, claims, key);
}

/**
 * Opens a request under the key it names itself: the proof of possession. Who asks, the officer at the desk decides.
 * Fails with `token-malformed`, `request-malformed` or `signature-wrong`.
 */
export function openEnrolmentRequest(token: unknown): Result<OpenEnrolmentRequest> {
  const parsed = parseToken(requestForm.type, token, IDENTITY_LIMITS.smallTokenCharsMax);
  if (!parsed.ok) return parsed;
  const claims = readClaims(requestForm, parsed.value.claims);
  if (!claims.ok) return claims;
  const { signingKey } = claims.value;
  if (!verifySignature(signingKey, parsed.value.signingInput, parsed.value.signature))
    return refuse('signature-wrong', 'the sender does not hold the key it names');
  const id = parsed.value.id as OpenEnrolmentRequest['id'];
  return success({
    id,
    token: parsed.value.token,
    claims: claims.value,
    writer: writerIdOf(claims.value.member, signingKey),
  });
}
