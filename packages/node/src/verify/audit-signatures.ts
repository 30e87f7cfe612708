import { auditEntry } from '../replica/incoming/signature-repair.js';
import type { Replica } from '../replica/replica.js';

/**
 * What an audit found: how many signatures are right, and the ids of entries whose own is wrong, which cannot be read, or
 * whose writer has no certificate here.
 */
export interface AuditReport {
  readonly checked: number;
  readonly damaged: readonly string[];
}

/**
 * Verifies signatures that a bulk page only vouched for through its hash links (LOG-6). A later head that is right names
 * this very entry by its hash, so a wrong one is no fork and goes on counting here; but it is not given to others, and the
 * next peer that has it intact mends it.
 */
export function auditSignatures(replica: Replica, limit: number): AuditReport {
  const rows = replica.context.store.entries.unchecked(limit);
  if (rows.length === 0) return { checked: 0, damaged: [] };
  const damaged = replica.transaction(() => rows.filter((row) => !auditEntry(replica.context, row)));
  return { checked: rows.length - damaged.length, damaged: damaged.map(({ id }) => id) };
}
