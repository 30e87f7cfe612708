import type { Power } from '@liaison/protocol';

/** What an officer is called by what their certificate lets them do. It decides nothing by itself: the powers do. */
export type Role = 'viewer' | 'investigator' | 'liaison' | 'administrator';

/**
 * The highest role that the powers of a certificate give. To take back one's own words makes nobody a liaison: officers
 * abroad may do that as well.
 */
export function roleOf(powers: readonly Power[]): Role {
  const has = (...some: readonly Power[]) => some.some((power) => powers.includes(power));
  if (has('pin')) return 'administrator';
  if (has('audience', 'release')) return 'liaison';
  return has('write', 'import', 'space', 'recall') ? 'investigator' : 'viewer';
}
