import {
  type CertificateClaims,
  LIMITS,
  type ReceiptClaims,
  type Result,
  receiptClaimsSchema,
  sortTips,
} from '@liaison/protocol';
import { refuse } from './errors.js';
import type { SigningKey } from './keys/signing-key.js';
import { openDocument } from './token/open-document.js';
import { type DocumentForm, type SignedDocument, signDocument } from './token/signed-document.js';

/** A signed statement that a home holds a space up to given heads (RCP-1). */
export type Receipt = SignedDocument<ReceiptClaims>;

const receiptForm: DocumentForm<ReceiptClaims> = {
  type: 'liaison-receipt',
  schema: receiptClaimsSchema,
  code: 'receipt-malformed',
  fault: receiptFault,
};

function receiptFault({ heads }: ReceiptClaims): string | undefined {
  const sorted = sortTips(heads);
  const inOrder = heads.every((head, i) => head === sorted[i]);
  const distinct = new Set(heads.map((head) => head.id)).size === heads.length;
  return inOrder && distinct ? undefined : 'its heads are not sorted and distinct';
}

/** Signs a receipt with the key of its holder, a home's service writer. Throws `receipt-malformed`. */
export const signReceipt = (claims: ReceiptClaims, key: SigningKey): Receipt =>
  signDocument(receiptForm, { ...claims, heads: sortTips(claims.heads) }, key);

/** Opens a receipt of this certified holder. Fails with `token-malformed`, `signature-wrong` or `receipt-malformed`. */
export function openReceipt(token: unknown, holder: Pick<CertificateClaims, 'writer' | 'signingKey'>): Result<Receipt> {
  const opened = openDocument(receiptForm, token, holder.signingKey, LIMITS.documentCharsMax);
  if (!opened.ok || opened.value.claims.holder === holder.writer) return opened;
  return refuse('receipt-malformed', 'it is of another holder');
}
