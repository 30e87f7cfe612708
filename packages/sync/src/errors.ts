import { LiaisonError } from '@liaison/protocol';

/** Codes of this package: text for a person and the next step. */
const SYNC_ERRORS = {
  'bundle-damaged': [
    'A part of a bundle is not what its maker signed.',
    'Copy the file again from where it was made; what was read before this part stays.',
  ],
  'bundle-for-others': ['This bundle is for other homes.', 'Ask its maker for one that names this home.'],
  'bundle-maker-unknown': [
    'The home that made this bundle is not known here.',
    "Get the newest directory of its member first, by `liaison sync` or by a bundle of the member's desk.",
  ],
  'bundle-other-community': [
    'This bundle comes from another community.',
    'Compare the fingerprints of the first rosters by telephone: `liaison roster show`.',
  ],
  'bundle-part-malformed': [
    'A part of a bundle cannot be read.',
    'Nothing of this part was kept. Ask the maker which version it runs.',
  ],
  'peer-answer-malformed': [
    'The peer gave an answer that cannot be used.',
    'Nothing of it was kept. Sync again; if it stays, ask the peer which version it runs.',
  ],
  'peer-refused': ['The peer refused a call.', 'Look up the code given; ask the peer if it is not clear.'],
  'peer-refused-page': [
    'The peer refused a page of entries.',
    'What it took before stays. Run `liaison verify` here; if all is well, ask the peer to look at its refusals.',
  ],
  'peer-unreachable': ['The peer does not answer.', 'Check the network and the address, then sync again.'],
  'page-refused': ['A page of the peer was refused.', 'Nothing of it was kept. Ask the peer to run `liaison verify`.'],
  'roster-differs': [
    'The two sides stand under different rosters.',
    'Compare the fingerprints by telephone; the side with the wrong or older one takes the other by `liaison roster import`.',
  ],
  'unable-now': [
    'This node cannot keep anything at the moment.',
    'Nothing of what came was kept; it says nothing about what came. Let the peer sync again later.',
  ],
  'sync-stopped': ['The synchronisation was stopped.', 'What was received is kept; sync again to go on.'],
} as const;

export type SyncErrorCode = keyof typeof SYNC_ERRORS;

/** An error of this package; `detail` is added to the sentence. */
export function syncError(
  code: SyncErrorCode,
  detail?: string,
  options: { cause?: unknown; data?: Record<string, unknown> } = {},
): LiaisonError {
  const [message, next] = SYNC_ERRORS[code];
  return new LiaisonError(code, detail === undefined ? message : `${message.slice(0, -1)}: ${detail}.`, next, options);
}

export const malformedAnswer = (why: string, cause?: unknown): LiaisonError =>
  syncError('peer-answer-malformed', why, cause === undefined ? {} : { cause });
