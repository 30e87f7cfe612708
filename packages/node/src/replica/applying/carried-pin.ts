import { openDelegation, openPin, openThresholdPin, rootSince } from '@liaison/identity';
import type { OpenedOperation, PinAuthority } from '@liaison/ledger';
import {
  type DocumentId,
  type PinClaims,
  type PinContent,
  parseCanonicalJson,
  pinClaimsSchema,
  pinContentSchema,
} from '@liaison/protocol';
import type { AuthorityBook } from '../rights/authority-book.js';

/** What a pin operation carries, read and not verified. */
export interface ReadPin {
  readonly content: PinContent;
  readonly claims: PinClaims;
}

/** A pin that holds. `token` is what was signed, with its signature where one key signed it. */
export interface CarriedPin {
  readonly id: DocumentId;
  readonly claims: PinClaims;
  readonly token: string;
  readonly authority: PinAuthority;
}

/** Reads a pin operation; undefined when it cannot be read. */
export function readPin(operation: OpenedOperation): ReadPin | undefined {
  const parsed = parseCanonicalJson(operation.content);
  const content = pinContentSchema.safeParse(parsed.ok ? parsed.value : undefined);
  if (!content.success) return undefined;
  const signed = 'pin' in content.data ? content.data.pin : content.data.signed;
  try {
    const text = Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString('utf8');
    const claims = pinClaimsSchema.safeParse(JSON.parse(text));
    return claims.success ? { content: content.data, claims: claims.data } : undefined;
  } catch {
    return undefined;
  }
}

/** What must be known before a pin operation can be judged: the pinned writer and the roster it names (PIN-3). */
export function missingForPin(authority: AuthorityBook, operation: OpenedOperation): string | undefined {
  const read = operation.header?.op === 'pin' ? readPin(operation) : undefined;
  if (read === undefined) return undefined;
  if (authority.certificate(read.claims.writer) === undefined) return `writer:${read.claims.writer}`;
  return authority.rosterOf(read.content.roster) === undefined ? `roster:${read.content.roster}` : undefined;
}

/**
 * Verifies a pin from the roster it names (PIN-3, PIN-6). No directory held here takes part in it and the roster that stands
 * plays no part, so every node judges alike, whatever has become of keys and members since.
 */
export function openCarriedPin(authority: AuthorityBook, { content, claims }: ReadPin): CarriedPin | undefined {
  const roster = authority.rosterOf(content.roster);
  const member = authority.certificate(claims.writer)?.claims.member;
  if (roster === undefined || claims.member !== member) return undefined;
  if (!('pin' in content)) {
    const { signed, signatures } = content;
    const pin = openThresholdPin({ signed, signatures }, roster);
    if (!pin.ok) return undefined;
    const { id, claims: said } = pin.value;
    return {
      id,
      claims: said,
      token: signed,
      authority: { since: rootSince(roster, claims.member, undefined), delegation: 0 },
    };
  }
  const rootKey = roster.membersByCode.get(member)?.rootKey;
  const delegation = rootKey === undefined ? undefined : openDelegation(content.delegation, rootKey);
  if (delegation?.ok !== true || delegation.value.claims.member !== member) return undefined;
  const pin = openPin(content.pin, delegation.value.claims.directoryKey);
  if (!pin.ok) return undefined;
  const { id, claims: said, token } = pin.value;
  const since = rootSince(roster, claims.member, rootKey);
  return { id, claims: said, token, authority: { since, delegation: delegation.value.claims.version } };
}
