import type { LiaisonError } from '@liaison/protocol';

/** Failures of this machine: whoever brought something has no part in them (TRN-13). */
const OWN_FAILURES = new Set([
  'disk-full',
  'database-damaged',
  'database-busy',
  'database-io-failed',
  'database-not-opened',
  'database-read-only',
  'unable-now',
  'work-stopped',
]);

/** Whether a replica failed by itself, so that nothing is known of what it was asked to take. */
export const isOwnFailure = ({ code }: LiaisonError): boolean => OWN_FAILURES.has(code);
