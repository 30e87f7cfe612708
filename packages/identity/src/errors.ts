import { failure, type LiaisonError } from '@liaison/protocol';

/** Every code that this package gives out: the sentence for a person (`{why}` is filled in) and the next step. */
export const IDENTITY_ERRORS = {
  'key-malformed': ['A key cannot be used: {why}.', 'Ask for the key again, as 43 characters of base64url.'],
  'key-unsafe': ['A public key is refused: {why}.', 'Make a new key with Liaison; this one lets anybody sign or read.'],
  'signature-wrong': ['A signature does not match: {why}.', 'Ask for the original; do not rely on this copy.'],
  'passphrase-empty': ['The passphrase is empty.', 'Choose a passphrase.'],
  'passphrase-wrong': ['The passphrase does not open this file.', 'Try again; if it is right, the file is damaged.'],
  'sealed-file-malformed': ['A sealed file cannot be read: {why}.', 'Fetch the file from a backup.'],
  'sealed-for-others': ['This was not sealed to this key.', 'Ask the sender to name this key as a recipient.'],
  'certificate-malformed': ['A certificate is refused: {why}.', 'Ask its member for a corrected one.'],
  'roster-malformed': ['A roster is refused: {why}.', 'Ask the secretariat for a corrected one.'],
  'roster-signature-missing': [
    'A roster lacks signatures: {why}.',
    'Have those who are named sign it: `liaison roster sign`.',
  ],
  'roster-broken-chain': [
    'A roster does not follow the version before it: {why}.',
    'Ask the secretariat for the roster as it was agreed.',
  ],
  'roster-unknown': [
    'A roster follows one that is not known here: {why}.',
    'Take the whole chain of rosters: `liaison roster import` a file of a home that has it.',
  ],
  'roster-differs': [
    'The other side has another roster: {why}.',
    'Compare the fingerprints by telephone (`liaison roster show`), and take the other roster by file if it is the right one.',
  ],
  'roster-flood': [
    'There are more rosters than a community may have.',
    'Call the liaison desks of the members that signed them; found the community anew.',
  ],
  'directory-flood': [
    'A member has signed too many directories that contradict each other: {why}.',
    'Call its liaison desk: it must publish one that contains them all.',
  ],
  'delegation-malformed': ['A delegation is refused: {why}.', 'Ask its member for a corrected one.'],
  'directory-malformed': ['A directory is refused: {why}.', 'Ask its member for a corrected one.'],
  'directory-member-unknown': ['A directory is of no member: {why}.', 'Check that both sides hold the same roster.'],
  'pin-malformed': ['A pin is refused: {why}.', 'Ask its member for a corrected one.'],
  'receipt-malformed': ['A receipt is refused: {why}.', 'Sync again; if it comes back, ask the peer.'],
  'bundle-malformed': ['A bundle is refused: {why}.', 'Copy the file again, or ask its maker for another one.'],
  'bundle-damaged': [
    'A part of a bundle does not open: {why}.',
    'Copy the file again from where it was made; what was read before this part stays.',
  ],
  'request-malformed': ['An enrolment request is refused: {why}.', 'Make the request again on the machine that asks.'],
  'enrolment-file-malformed': ['An enrolment file cannot be read: {why}.', 'Copy the file again, unchanged.'],
  'call-token-malformed': ['A call token is refused: {why}.', 'Update the calling node.'],
  'call-audience-wrong': ['A call token was made for another node.', 'Call the node that the token names.'],
  'call-writer-unknown': ['The caller is not a known writer.', 'Exchange directories first.'],
} as const satisfies Record<string, readonly [string, string]>;

export type IdentityErrorCode = keyof typeof IDENTITY_ERRORS;

/** An expected failure of this package. `why` never holds a secret. */
export function refuse(code: IdentityErrorCode, why = '', data?: Record<string, unknown>) {
  const [message, next] = IDENTITY_ERRORS[code];
  return failure(
    code,
    message.replace('{why}', () => why),
    next,
    data,
  );
}

/** The same failure as an error, for a caller that signs: there a bad claim is its own mistake. */
export const refusal = (code: IdentityErrorCode, why = ''): LiaisonError => refuse(code, why).error;
