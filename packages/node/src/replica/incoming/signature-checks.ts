import { type Certificate, verifySignature } from '@liaison/identity';
import type { OpenedEntry } from '@liaison/ledger';
import type { EntryId, WriterId } from '@liaison/protocol';

/** Up to this many entries every signature is verified at once: what live nodes send each other (HAZARDS: live). */
const LIVE_ENTRIES_MAX = 16;

export type SignatureState = 'checked' | 'vouched' | 'wrong' | 'unknown-writer';

/**
 * Verifies the signatures of a page. In bulk only the last entry of each chain is verified: it vouches through its hash
 * links for those before it, which are audited later (LOG-6). Only a writer vouches for its own entries: anybody may name
 * a forged entry as `prev`. Any entry that nothing vouches for is verified itself.
 */
export function checkSignatures(
  entries: readonly OpenedEntry[],
  certificateOf: (writer: WriterId) => Certificate | undefined,
): SignatureState[] {
  const live = entries.length <= LIVE_ENTRIES_MAX;
  const vouchers = new Map<EntryId, WriterId>();
  const states = new Array<SignatureState>(entries.length);
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i] as OpenedEntry;
    const state =
      !live && vouchers.get(entry.id) === entry.claims.writer ? 'vouched' : checkSignature(entry, certificateOf);
    states[i] = state;
    const { prev, writer } = entry.claims;
    if ((state === 'checked' || state === 'vouched') && prev !== null) vouchers.set(prev, writer);
  }
  return states;
}

function checkSignature(
  entry: OpenedEntry,
  certificateOf: (writer: WriterId) => Certificate | undefined,
): SignatureState {
  const certificate = certificateOf(entry.claims.writer);
  if (certificate === undefined) return 'unknown-writer';
  const { signingInput, signature } = entry.signed;
  return verifySignature(certificate.claims.signingKey, signingInput, signature) ? 'checked' : 'wrong';
}
