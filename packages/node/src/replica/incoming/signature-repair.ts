import { verifySignature } from '@liaison/identity';
import type { OpenedEntry, OpenedOperation } from '@liaison/ledger';
import { parseEntry, type WriterId } from '@liaison/protocol';
import type { EntryRow } from '@liaison/store';
import { isCovered } from '../applying/recall.js';
import type { TouchedSections } from '../derived/touched-sections.js';
import type { ReplicaContext } from '../replica-context.js';

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

/**
 * Takes the token and the contents of an entry that is held already, where the one held was not found sound, or was purged
 * under a recall that counts no longer (RCL-6), and this one is sound and whole.
 */
export function repairEntry(
  context: ReplicaContext,
  held: EntryRow,
  arrived: OpenedEntry,
  touched: TouchedSections,
): void {
  const certificate = context.authority.certificate(arrived.claims.writer);
  const { signingInput, signature, token } = arrived.signed;
  if (certificate === undefined || !verifySignature(certificate.claims.signingKey, signingInput, signature)) return;
  if (!restoreContents(context, held, arrived, touched)) return;
  context.store.entries.repair(held.row, token);
  context.standings.forget(held.space);
}

/** False where something that is missing here is missing there as well. */
function restoreContents(
  context: ReplicaContext,
  held: EntryRow,
  arrived: OpenedEntry,
  touched: TouchedSections,
): boolean {
  const { operations } = context.store;
  const missing = operations.ofEntry(held.row).filter(({ purged, index }) => {
    const operation = arrived.operations[index];
    return purged && !isStillCovered(context, held, operation);
  });
  if (missing.some(({ index }) => arrived.operations[index]?.purged !== false)) return false;
  for (const { index, section } of missing) {
    const { salt, body } = arrived.operations[index] as OpenedOperation;
    operations.replaceContent(operations.rowOf(held.row, index), { salt, body, purged: false });
    if (section !== null) touched.rebuild(section);
  }
  return true;
}

/** Whether a recall that counts covers an operation of a held entry. */
export function isStillCovered(
  context: ReplicaContext,
  held: EntryRow,
  operation: OpenedOperation | undefined,
): boolean {
  if (operation?.header?.op !== 'edit') return false;
  const log = context.store.logs.byRow(held.log);
  const member = log && context.authority.certificate(log.writer)?.claims.member;
  if (log === undefined || member === undefined) return false;
  const past = context.store.pasts.get(held.past);
  const place = { log, previous: undefined, past, pastRow: undefined, forks: false };
  return isCovered(context, held.space, operation.header, { place, seq: held.seq, member });
}
