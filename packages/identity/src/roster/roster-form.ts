import { type FormerRoot, type RosterClaims, type RosterMember, rosterClaimsSchema } from '@liaison/protocol';
import { checkPublicKey } from '../keys/public-key-check.js';
import { areDistinct, isAscending } from '../token/order.js';
import type { DocumentForm } from '../token/signed-document.js';

/** How rosters are written and read; what one needs of the version before is checked in `succession`. */
export const rosterForm: DocumentForm<RosterClaims> = {
  type: 'liaison-roster',
  schema: rosterClaimsSchema,
  code: 'roster-malformed',
  fault: rosterFault,
};

function rosterFault(claims: RosterClaims): string | undefined {
  const { version, previous, threshold, members, former, settles } = claims;
  if ((version === 1) !== (previous === null)) return 'its version and its previous one disagree';
  if (version === 1 && former.length + settles.length > 0) return 'a first version follows nothing';
  if (!isAscending(members.map(({ code }) => code))) return 'its members are not sorted and distinct';
  if (!areDistinct(members.map(({ number }) => number))) return 'two members have one number';
  if (!isAscending(former.map(placeOf))) return 'its former roots are not sorted and distinct';
  if (!isAscending(settles.map(({ id }) => id))) return 'what it settles is not sorted and distinct';
  const all = [...members, ...former];
  if (!areDistinct(all.map(({ rootKey }) => rootKey))) return 'two members have one root key, or a former one is back';
  if (!areNumbered(all)) return 'a code has two numbers, or a number two codes';
  if (threshold > members.length) return 'its threshold is larger than the number of members';
  if (!members.every(({ rootKey }) => checkPublicKey('signing', rootKey).ok)) return 'a root key is unsafe';
  return undefined;
}

/** Former roots stand in this order (ROS-1). */
export const placeOf = ({ code, rootKey }: RosterMember | FormerRoot): string => `${code} ${rootKey}`;

/** Codes and numbers belong together for good: clientIDs of former members stay in documents. */
function areNumbered(all: readonly RosterMember[]): boolean {
  const pairs = new Set(all.map(({ code, number }) => `${code} ${number}`));
  const codes = new Set(all.map(({ code }) => code));
  const numbers = new Set(all.map(({ number }) => number));
  return pairs.size === codes.size && pairs.size === numbers.size;
}
