import { LIMITS, type ReceiptClaims, type Result, receiptClaimsSchema, sortTips } from '@liaison/protocol';
import { refusal, refuse } from './errors.js';
import type { SigningKey } from './keys/signing-key.js';
import { writerIdOf } from './keys/writer-id.js';
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
export function signReceipt(claims: ReceiptClaims, key: SigningKey): Receipt {
  if (writerIdOf(key.publicKey) !== claims.holder) throw refusal('receipt-malformed', 'its holder has another key');
  return signDocument(receiptForm, { ...claims, heads: sortTips(claims.heads) }, key);
}

/** Opens a receipt of the holder of this key. Fails with `token-malformed`, `signature-wrong` or `receipt-malformed`. */
export function openReceipt(token: unknown, signingPublicKey: string): Result<Receipt> {
  const opened = openDocument(receiptForm, token, signingPublicKey, LIMITS.documentCharsMax);
  if (!opened.ok || opened.value.claims.holder === writerIdOf(signingPublicKey)) return opened;
  return refuse('receipt-malformed', 'its holder has another key');
}
