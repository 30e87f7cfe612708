import {
  BUNDLE_PART_KINDS,
  type BundleClaims,
  bundleClaimsSchema,
  type CertificateClaims,
  LIMITS,
  parseToken,
  type Result,
} from '@liaison/protocol';
import { refuse } from '../errors.js';
import type { SigningKey } from '../keys/signing-key.js';
import { openDocument } from '../token/open-document.js';
import { isAscending } from '../token/order.js';
import { type DocumentForm, readClaims, type SignedDocument, signDocument } from '../token/signed-document.js';

/** What the making home signs about a bundle: for whom it is and every part of it, in order (BDL-3). */
export type BundleManifest = SignedDocument<BundleClaims>;

const manifestForm: DocumentForm<BundleClaims> = {
  type: 'liaison-bundle',
  schema: bundleClaimsSchema,
  code: 'bundle-malformed',
  fault: manifestFault,
};

function manifestFault({ recipients, parts }: BundleClaims): string | undefined {
  if (!isAscending(recipients)) return 'its recipients are not sorted and distinct';
  const places = parts.map(({ kind }) => BUNDLE_PART_KINDS.indexOf(kind));
  const inOrder = places.every((place, i) => i === 0 || (places[i - 1] as number) <= place);
  return inOrder ? undefined : 'its parts are out of order';
}

/** Signs a manifest with the key of its maker, a home's service writer. Throws `bundle-malformed`. */
export const signBundle = (claims: BundleClaims, key: SigningKey): BundleManifest =>
  signDocument(manifestForm, claims, key);

/**
 * Claims of a manifest whose signature nobody has looked at: the maker's certificate may be among the documents that it
 * lists. Fails with `token-malformed` or `bundle-malformed`.
 */
export function readBundleClaims(token: unknown): Result<BundleClaims> {
  const parsed = parseToken('liaison-bundle', token, LIMITS.documentCharsMax);
  return parsed.ok ? readClaims(manifestForm, parsed.value.claims) : parsed;
}

/** Opens a manifest of this certified maker. Fails with `token-malformed`, `signature-wrong` or `bundle-malformed`. */
export function openBundle(
  token: unknown,
  maker: Pick<CertificateClaims, 'writer' | 'signingKey'>,
): Result<BundleManifest> {
  const claims = readBundleClaims(token);
  if (!claims.ok) return claims;
  if (claims.value.maker !== maker.writer) return refuse('bundle-malformed', 'it is of another maker');
  return openDocument(manifestForm, token, maker.signingKey, LIMITS.documentCharsMax);
}
