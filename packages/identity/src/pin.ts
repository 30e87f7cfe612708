import {
  type DocumentId,
  type JointlySigned,
  type PinClaims,
  pinClaimsSchema,
  type Result,
  success,
} from '@liaison/protocol';
import { refuse } from './errors.js';
import type { SigningKey } from './keys/signing-key.js';
import { IDENTITY_LIMITS } from './limits.js';
import type { OpenRoster } from './roster/roster.js';
import { openJointly, signJointly } from './token/jointly-signed.js';
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

/** A pin that the roots of a roster sign together, because its member has left (PIN-6). */
export interface ThresholdPin {
  readonly id: DocumentId;
  readonly claims: PinClaims;
  readonly document: JointlySigned;
}

/** Signs a pin of a former member's writer with the roots at hand; more may be joined later. Throws `pin-malformed`. */
export const signThresholdPin = (claims: PinClaims, roots: readonly SigningKey[]): JointlySigned =>
  signJointly(pinForm, { ...claims, replaces: ascending(claims.replaces) }, roots);

/**
 * Opens a pin under the roots of a roster that has removed the pinned writer's member (PIN-6). Fails with `token-malformed`,
 * `signature-wrong`, `pin-malformed` or `roster-signature-missing`; with `partial` it is not asked whether enough have signed.
 */
export function openThresholdPin(
  document: unknown,
  { claims: { members, former, threshold } }: OpenRoster,
  { partial = false }: { partial?: boolean } = {},
): Result<ThresholdPin> {
  const opened = openJointly(pinForm, document, () => new Set(members.map(({ rootKey }) => rootKey)));
  if (!opened.ok) return opened;
  const { signers, ...pin } = opened.value;
  const { member } = pin.claims;
  if (members.some(({ code }) => code === member) || !former.some(({ code }) => code === member))
    return refuse('pin-malformed', `the roster has not removed ${member}`);
  if (!partial && signers.size < threshold)
    return refuse('roster-signature-missing', `${signers.size} of ${threshold} members have signed a pin`);
  return success(pin);
}
