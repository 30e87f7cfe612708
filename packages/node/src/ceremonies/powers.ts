import type { Power } from '@liaison/protocol';

/** At the home desk an officer may do everything that its member does. */
export const DESK_OFFICER_POWERS: readonly Power[] = [
  'audience',
  'import',
  'pin',
  'recall',
  'release',
  'space',
  'write',
];

/** Abroad an officer writes, imports, takes back and opens cases; who receives them is decided at home. */
export const LAPTOP_OFFICER_POWERS: readonly Power[] = ['import', 'recall', 'space', 'write'];

/** A service receives and receipts; neither needs a power. */
export const SERVICE_POWERS: readonly Power[] = [];
