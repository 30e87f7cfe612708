import {
  compareText,
  type DocumentId,
  encodeBase64url,
  type JointlySigned,
  jointlySignedSchema,
  LIMITS,
  parseSignature,
  parseSignedInput,
  type Result,
  type RootSignature,
  success,
  tokenToSign,
} from '@liaison/protocol';
import { refuse } from '../errors.js';
import { verifySignature } from '../keys/signature.js';
import type { SigningKey } from '../keys/signing-key.js';
import { isAscending } from './order.js';
import { checkedClaims, type DocumentForm, readClaims } from './signed-document.js';

/** Who signed something together, by root key; each signature has been verified. */
export interface OpenJointly<Claims> {
  readonly id: DocumentId;
  readonly claims: Claims;
  readonly signers: ReadonlySet<string>;
  readonly document: JointlySigned;
}

/** Signs claims with the root keys at hand; more signatures may be joined later. Throws the form's code. */
export function signJointly<Claims extends object>(
  form: DocumentForm<Claims>,
  claims: Claims,
  keys: readonly SigningKey[],
): JointlySigned {
  const { signingInput } = tokenToSign(form.type, checkedClaims(form, claims));
  const signatures = keys.map((key) => signatureOf(signingInput, key));
  return { signed: Buffer.from(signingInput).toString('ascii'), signatures: sorted(signatures) };
}

/** One more signature over what is signed already. */
export const addSignature = ({ signed, signatures }: JointlySigned, key: SigningKey): JointlySigned =>
  joinSignatures({ signed, signatures }, [signatureOf(Buffer.from(signed, 'ascii'), key)]);

/** The document with more signatures; of one key the first stays. */
export function joinSignatures({ signed, signatures }: JointlySigned, more: readonly RootSignature[]): JointlySigned {
  const byKey = new Map([...more, ...signatures].map((signature) => [signature.rootKey, signature]));
  return { signed, signatures: sorted([...byKey.values()]) };
}

/**
 * Opens what several roots have signed (ROS-2): its form, its claims, then the signatures, sorted by key, each under one of
 * the keys that `keysOf` allows for the claims. Fails with `token-malformed`, `signature-wrong` or the form's code.
 */
export function openJointly<Claims extends object>(
  form: DocumentForm<Claims>,
  document: unknown,
  keysOf: (claims: Claims) => ReadonlySet<string>,
): Result<OpenJointly<Claims>> {
  const read = jointlySignedSchema.safeParse(document);
  if (!read.success) return refuse(form.code, 'it is not a text and a list of signatures');
  const { signed, signatures } = read.data;
  if (!isAscending(signatures.map(({ rootKey }) => rootKey)))
    return refuse(form.code, 'its signatures are not sorted and distinct');
  const input = parseSignedInput(form.type, signed, LIMITS.documentCharsMax);
  if (!input.ok) return input;
  const claims = readClaims(form, input.value.claims);
  if (!claims.ok) return claims;
  const fault = signatureFault(form, input.value.signingInput, signatures, keysOf(claims.value));
  if (fault !== undefined) return fault;
  const signers = new Set(signatures.map(({ rootKey }) => rootKey));
  return success({ id: input.value.id as DocumentId, claims: claims.value, signers, document: read.data });
}

function signatureFault(
  { code }: Pick<DocumentForm<object>, 'code'>,
  signingInput: Uint8Array,
  signatures: readonly RootSignature[],
  allowed: ReadonlySet<string>,
) {
  for (const { rootKey, signature } of signatures) {
    if (!allowed.has(rootKey)) return refuse(code, 'a stranger has signed it');
    const bytes = parseSignature(signature);
    if (bytes === undefined) return refuse(code, 'a signature is not 64 bytes');
    if (!verifySignature(rootKey, signingInput, bytes)) return refuse('signature-wrong', `of the root key ${rootKey}`);
  }
  return undefined;
}

const signatureOf = (signingInput: Uint8Array, key: SigningKey): RootSignature => ({
  rootKey: key.publicKey,
  signature: encodeBase64url(key.sign(signingInput)),
});

const sorted = (signatures: readonly RootSignature[]): RootSignature[] =>
  [...signatures].sort((a, b) => compareText(a.rootKey, b.rootKey));
