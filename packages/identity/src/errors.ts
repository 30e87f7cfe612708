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
  'certificate-changed': [
    'A directory takes back what it said: {why}.',
    'Keep the older directory and ask the member.',
  ],
  'roster-malformed': ['A roster is refused: {why}.', 'Ask the secretariat for a corrected one.'],
  'roster-signature-missing': ['A roster lacks signatures: {why}.', 'Have every member sign it with its root key.'],
  'delegation-malformed': ['A delegation is refused: {why}.', 'Ask its member for a corrected one.'],
  'directory-malformed': ['A directory is refused: {why}.', 'Ask its member for a corrected one.'],
  'directory-member-unknown': ['A directory is of no member: {why}.', 'Check that both sides hold the same roster.'],
  'directory-equivocation': [
    'A member signed two directories of one version: {why}.',
    'Stop relying on this member, keep both as proof and call its liaison desk.',
  ],
  'directory-broken-chain': [
    'Two directories of a member do not follow each other: {why}.',
    'Keep the one already held and ask the member.',
  ],
  'directory-delegation-older': [
    'A newer directory rests on an older delegation: {why}.',
    'Keep the one already held and ask the member; its former directory key may be stolen.',
  ],
  'pin-malformed': ['A pin is refused: {why}.', 'Ask its member for a corrected one.'],
  'receipt-malformed': ['A receipt is refused: {why}.', 'Sync again; if it comes back, ask the peer.'],
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
