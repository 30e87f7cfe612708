import { verifySignature } from '@liaison/identity';
import { parseEntry, type WriterId } from '@liaison/protocol';
import type { Replica } from '../replica/replica.js';

/** What an audit found; `damaged` are entries whose own signature is wrong under a valid later head. */
export interface AuditReport {
  readonly checked: number;
  readonly damaged: readonly string[];
}

/**
 * Verifies signatures that a bulk page only vouched for through its hash links (LOG-6). A damaged one inside a valid
 * chain is no fork and changes nothing that counts; it is marked, and `verify` reports it.
 */
export function auditSignatures(replica: Replica, limit: number): AuditReport {
  const { authority, store } = replica.context;
  const rows = store.entries.unchecked(limit);
  if (rows.length === 0) return { checked: 0, damaged: [] };
  const damaged: string[] = [];
  store.transaction(() => {
    for (const row of rows) {
      const parsed = parseEntry(row.token);
      const certificate = parsed.ok ? authority.certificate(parsed.value.claims.writer as WriterId) : undefined;
      const valid =
        parsed.ok &&
        certificate !== undefined &&
        verifySignature(certificate.claims.signingKey, parsed.value.signed.signingInput, parsed.value.signed.signature);
      store.entries.setChecked(row.row, !valid);
      if (!valid) damaged.push(row.id);
    }
  });
  return { checked: rows.length - damaged.length, damaged };
}
