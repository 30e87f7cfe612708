import { type DelegationClaims, delegationClaimsSchema, type Result } from '@liaison/protocol';
import { checkPublicKey } from '../keys/public-key-check.js';
import type { SigningKey } from '../keys/signing-key.js';
import { IDENTITY_LIMITS } from '../limits.js';
import { openDocument } from '../token/open-document.js';
import { type DocumentForm, type SignedDocument, signDocument } from '../token/signed-document.js';

/** The statement of a member's root key that a directory key acts for it (DIR-2). */
export type Delegation = SignedDocument<DelegationClaims>;

const delegationForm: DocumentForm<DelegationClaims> = {
  type: 'liaison-delegation',
  schema: delegationClaimsSchema,
  code: 'delegation-malformed',
  fault: (claims) => (checkPublicKey('signing', claims.directoryKey).ok ? undefined : 'its directory key is unsafe'),
};

/** Delegates to a directory key, with the member's offline root key. Throws `delegation-malformed`. */
export const signDelegation = (claims: DelegationClaims, rootKey: SigningKey): Delegation =>
  signDocument(delegationForm, claims, rootKey);

/** Opens a delegation. Fails with `token-malformed`, `signature-wrong` or `delegation-malformed`. */
export const openDelegation = (token: unknown, rootPublicKey: string): Result<Delegation> =>
  openDocument(delegationForm, token, rootPublicKey, IDENTITY_LIMITS.delegationCharsMax);
