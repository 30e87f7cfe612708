import {
  compareText,
  type DocumentId,
  LIMITS,
  type MemberCode,
  parseToken,
  type Result,
  type Roster,
  type RosterClaims,
  type RosterMember,
  rosterClaimsSchema,
  rosterSchema,
  type SignedToken,
  success,
} from '@liaison/protocol';
import { refusal, refuse } from '../errors.js';
import { checkPublicKey } from '../keys/public-key-check.js';
import { verifySignature } from '../keys/signature.js';
import type { SigningKey } from '../keys/signing-key.js';
import { areDistinct, isAscending } from '../token/order.js';
import { type DocumentForm, readClaims, signDocument } from '../token/signed-document.js';

/** A roster that every member has signed. */
export interface OpenRoster {
  readonly id: DocumentId;
  readonly claims: RosterClaims;
  /** As it travels. */
  readonly document: Roster;
  readonly membersByCode: ReadonlyMap<MemberCode, RosterMember>;
}

const rosterForm: DocumentForm<RosterClaims> = {
  type: 'liaison-roster',
  schema: rosterClaimsSchema,
  code: 'roster-malformed',
  fault: rosterFault,
};

function rosterFault({ version, previous, threshold, members }: RosterClaims): string | undefined {
  if (version !== 1 || previous !== null) return 'only version 1, without a previous one, is known here';
  if (!isAscending(members.map((member) => member.code))) return 'its members are not sorted and distinct';
  if (!areDistinct(members.map((member) => member.number))) return 'two members have one number';
  if (!areDistinct(members.map((member) => member.rootKey))) return 'two members have one root key';
  if (threshold > members.length) return 'its threshold is larger than the number of members';
  if (!members.every((member) => checkPublicKey('signing', member.rootKey).ok)) return 'a root key is unsafe';
  return undefined;
}

/**
 * Signs a roster with the root keys at hand; members are sorted for the caller. Roots are kept offline in different
 * countries, so a partial set may be signed and the `signatures` joined later: only `openRoster` asks for all of them.
 * Throws `roster-malformed`, also for a root key that is not the one the roster names.
 */
export function signRoster(claims: RosterClaims, roots: readonly { member: MemberCode; key: SigningKey }[]): Roster {
  const members = [...claims.members].sort((a, b) => compareText(a.code, b.code));
  const rootKeys = new Map(members.map((member) => [member.code, member.rootKey]));
  const signatures = roots.map(({ member, key }) => {
    if (rootKeys.get(member) !== key.publicKey) throw refusal('roster-malformed', `${member} has another root key`);
    return { member, token: signDocument(rosterForm, { ...claims, members }, key).token };
  });
  return { signatures: signatures.sort((a, b) => compareText(a.member, b.member)) };
}

/**
 * Opens a roster of version 1: every member's root key has signed the same bytes (ROS-1 to ROS-4).
 * Fails with `token-malformed`, `signature-wrong`, `roster-malformed` or `roster-signature-missing`.
 */
export function openRoster(roster: unknown): Result<OpenRoster> {
  const read = rosterSchema.safeParse(roster);
  if (!read.success) return refuse('roster-malformed', 'it is not a list of signatures');
  const document = read.data;
  if (!isAscending(document.signatures.map(({ member }) => member)))
    return refuse('roster-malformed', 'its signatures are not sorted and distinct');
  const tokens = parseSameClaims(document);
  if (!tokens.ok) return tokens;
  const first = tokens.value.values().next().value as SignedToken;
  const claims = readClaims(rosterForm, first.claims);
  if (!claims.ok) return claims;
  const fault = verifySignatures(claims.value, tokens.value);
  if (fault !== undefined) return fault;
  const membersByCode = new Map(claims.value.members.map((member) => [member.code, member]));
  return success({ id: first.id as DocumentId, claims: claims.value, document, membersByCode });
}

/** Parses the tokens one by one; the first that differs from the others ends it, before any signature is looked at. */
function parseSameClaims({ signatures }: Roster): Result<Map<MemberCode, SignedToken>> {
  const tokens = new Map<MemberCode, SignedToken>();
  let id: string | undefined;
  for (const { member, token } of signatures) {
    const parsed = parseToken(rosterForm.type, token, LIMITS.documentCharsMax);
    if (!parsed.ok) return parsed;
    id ??= parsed.value.id;
    if (parsed.value.id !== id) return refuse('roster-malformed', 'its signatures are over different rosters');
    tokens.set(member, parsed.value);
  }
  return success(tokens);
}

function verifySignatures({ members }: RosterClaims, tokens: ReadonlyMap<MemberCode, SignedToken>) {
  for (const { code, rootKey } of members) {
    const token = tokens.get(code);
    if (token === undefined) return refuse('roster-signature-missing', `${code} has not signed`);
    if (!verifySignature(rootKey, token.signingInput, token.signature))
      return refuse('signature-wrong', `of ${code} under a roster`);
  }
  return tokens.size === members.length ? undefined : refuse('roster-malformed', 'a stranger has signed it');
}
