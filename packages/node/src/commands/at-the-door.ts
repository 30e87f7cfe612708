import { LiaisonError } from '@liaison/protocol';

/** What a peer says at its door, for the officer who stands before it. */
const AT_THE_DOOR: Readonly<Record<string, { readonly message: string; readonly next: string }>> = {
  'caller-revoked': {
    message: "The peer knows that this machine's key was reported lost or stolen",
    next: 'If it was not, enrol it again at the home desk; what was written here is kept.',
  },
  'caller-removed': {
    message: 'The peer holds a roster without this member',
    next: 'Compare the rosters by telephone: `liaison roster show` on both sides.',
  },
  'unable-now': {
    message: 'The peer cannot store anything at the moment',
    next: 'Nothing is lost: what it took before stays. Sync again later; if it stays, tell whoever runs it.',
  },
  'call-writer-unknown': {
    message: 'The peer does not know this home',
    next: 'Let the home desk sync with the peer first, or look whether both belong to one community.',
  },
};

/** A refusal in words for the officer who stands before it; every other error as it is. */
export function inPlainWords(error: LiaisonError): LiaisonError {
  const code = String(error.data.code ?? '');
  const words = error.code === 'peer-refused' ? AT_THE_DOOR[code] : undefined;
  return words === undefined ? error : new LiaisonError(error.code, `${words.message} (${code}).`, words.next);
}
