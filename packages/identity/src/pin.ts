import { type PinClaims, pinClaimsSchema, type Result } from '@liaison/protocol';
import type { SigningKey } from './keys/signing-key.js';
import { IDENTITY_LIMITS } from './limits.js';
import { openDocument } from './token/open-document.js';
import { ascending, isAscending } from './token/order.js';
import { type DocumentForm, type SignedDocument, signDocument } from './token/signed-document.js';

/** The statement that a writer's logs in a space count only up to given heads (PIN-1). */
export type Pin = SignedDocument<PinClaims>;

const pinForm: DocumentForm<PinClaims> = {
  type: 'liaison-pin',
  schema: pinClaimsSchema,
  code: 'pin-malformed',
  fault: (claims) => (isAscending(claims.replaces) ? undefined : 'the pins it replaces are not sorted and distinct'),
};

/** Signs a pin with the directory key of the writer's member. Throws `pin-malformed`. */
export const signPin = (claims: PinClaims, directoryKey: SigningKey): Pin =>
  signDocument(pinForm, { ...claims, replaces: ascending(claims.replaces) }, directoryKey);

/**
 * Opens a pin under the directory key of the member it names; that `writer` is one of this member is the caller's to
 * check against the directory. Fails with `token-malformed`, `signature-wrong` or `pin-malformed`.
 */
export const openPin = (token: unknown, directoryPublicKey: string): Result<Pin> =>
  openDocument(pinForm, token, directoryPublicKey, IDENTITY_LIMITS.smallTokenCharsMax);
