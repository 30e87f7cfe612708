import { verifySignature } from '@liaison/identity';
import type { OpenedEntry } from '@liaison/ledger';
import { parseEntry, type WriterId } from '@liaison/protocol';
import type { EntryRow } from '@liaison/store';
import type { ReplicaContext } from './replica-context.js';

/**
 * Verifies the own signature of an entry that a bulk page only vouched for (LOG-6) and remembers the answer. A wrong one
 * under a valid later head is no fork: a relay damaged it. The entry then leaves the compared set, so that the next peer
 * sends it again.
 */
export function auditEntry(context: ReplicaContext, row: EntryRow): boolean {
  const parsed = parseEntry(row.token);
  const certificate = parsed.ok ? context.authority.certificate(parsed.value.claims.writer as WriterId) : undefined;
  const valid =
    parsed.ok &&
    certificate !== undefined &&
    verifySignature(certificate.claims.signingKey, parsed.value.signed.signingInput, parsed.value.signed.signature);
  context.store.entries.setChecked(row.row, !valid);
  if (!valid) context.standings.forget(row.space);
  return valid;
}

/** Takes the token of an entry that is held already, where the one held was never found sound and this one is. */
export function repairSignature(context: ReplicaContext, held: EntryRow, arrived: OpenedEntry): void {
  const certificate = context.authority.certificate(arrived.claims.writer);
  const { signingInput, signature, token } = arrived.signed;
  if (certificate === undefined || !verifySignature(certificate.claims.signingKey, signingInput, signature)) return;
  context.store.entries.repair(held.row, token);
  context.standings.forget(held.space);
}
