/** Why something is taken back; a code, since it outlives what it is about. */
export const RECALL_REASONS = [
  'error',
  'legal-order',
  'source-protection',
  'shared-by-mistake',
  'retention',
  'other',
] as const;
