import { LiaisonError } from '@liaison/protocol';

/** Every code that homes and ceremonies give out: the sentence for a person (`{why}` is filled in) and the next step. */
export const HOME_ERRORS = {
  'home-missing': ['There is no home at {why}.', 'Check --home or LIAISON_HOME, or create one with `liaison init`.'],
  'home-damaged': ['This home is not whole: {why}.', 'Restore the folder from a backup, or enrol the machine again.'],
  'home-not-enrolled': [
    'This home waits for its certificates: {why}.',
    'Take its request file to the home desk, then run `liaison enrol` with the certificate file that comes back.',
  ],
  'home-not-empty': ['The folder {why} is not empty, so no home is made in it.', 'Choose a new or an empty folder.'],
  'folder-not-empty': [
    'The folder {why} is not empty, so no federation is made in it.',
    'Choose a new or an empty folder.',
  ],
  'folder-not-written': [
    'A file or folder could not be written: {why}.',
    'Check that the disk has room and that this account may write there. Nothing was left half done.',
  ],
  'officer-ambiguous': ['It is not clear which officer acts: {why}.', 'Name one with --as.'],
  'officer-unknown': ['This home has no officer called {why}.', 'Use a name or writer id of this home with --as.'],
  'directory-key-missing': [
    "This home does not hold the member's directory key.",
    'Run the command at the home desk, where the directory key is kept.',
  ],
  'directory-key-wrong': [
    "The directory key of this home is not the one that signs the member's directory.",
    'Use the home that holds the current directory key.',
  ],
  'name-malformed': [
    'This cannot be the name of an officer or a home: {why}.',
    'Use 1 to 100 characters without line breaks or spaces at the ends.',
  ],
  'address-malformed': [
    '"{why}" is no address of a node.',
    'Give scheme, host and port, such as https://192.0.2.7:7443.',
  ],
  'member-code-malformed': [
    '"{why}" is no code of a member.',
    'Use the two capital letters of ISO 3166-1 for a country, or up to 12 capital letters and digits.',
  ],
  'member-number-missing': [
    '{why} is no country of ISO 3166-1, so its number is not known.',
    'Give an organisation a number from 1000 to 4095 that no other member has.',
  ],
  'member-number-wrong': [
    'The number of a member is wrong: {why}.',
    'Leave it out for a country; use 1000 to 4095 else.',
  ],
  'members-repeated': ['A member is named twice: {why}.', 'Name every member once.'],
  'enrolment-member-wrong': [
    'The request asks for a home of another member: {why}.',
    'Make the request again with the code of this member, or take it to the right desk.',
  ],
  'enrolment-request-incomplete': ['The request cannot be granted: {why}.', 'Make the request again on the machine.'],
  'enrolment-label-taken': ['Another home of this member is called {why}.', 'Make the request with another label.'],
  'enrolment-already-granted': [
    'This machine was enrolled before with other spaces or powers: {why}.',
    'A certificate is never changed: enrol the machine anew, or grant what was granted before.',
  ],
  'enrolment-space-unknown': ['This home knows no space {why}.', 'Use ids that `liaison space list` shows.'],
  'enrolment-other-home': [
    'The certificate file is for another machine: {why}.',
    'Use the file that was made from the request of this home.',
  ],
  'roster-file-malformed': ['A file of a roster cannot be used: {why}.', 'Copy the file again, unchanged.'],
  'roster-member-unknown': ['{why} is no member of this community.', 'Use the codes that `liaison roster show` lists.'],
  'roster-member-known': [
    'The roster names {why} with this root key already.',
    'Take the card of a member that is to join, or of one with its next root key.',
  ],
  'roster-member-present': [
    '{why} has not left the community.',
    'Remove it by a roster first: `liaison roster propose`.',
  ],
  'roster-change-empty': ['The next roster would say nothing new.', 'Say whom to add, to remove or to rotate.'],
  'roster-pins-empty': [
    'There is nothing here to be pinned of {why}.',
    'Run it at a home that holds what it has written.',
  ],
  'roster-forked': [
    'There are several rosters of one version: {why}.',
    'Call the liaison desks of the members that signed them, then propose one that goes on from one of them: --keep ID.',
  ],
  'roster-fork-unknown': ['No fork of the roster has {why} in it.', 'Use an id that `liaison roster show` lists.'],
  'roster-not-named': [
    'The roster does not name {why} with the root key of this home.',
    'Ask the secretariat for a roster that was made from the card of this home: `liaison member show --card FILE`.',
  ],
  'roster-key-unknown': [
    'This root key signs nothing that counts here: {why}.',
    'Use the key of a member of the roster before, or the new key that the proposal names.',
  ],
  'root-key-wrong': [
    'This is not the root key that the roster names for {why}.',
    'Use the root key that stands in `liaison member show`; a new one must be named by a roster first.',
  ],
  'home-copied-sync-first': [
    'This desk was copied or restored, and has not heard from another home since.',
    'Sync with a partner first, so that the newest directory is here. If nobody can be reached: --unsynced.',
  ],
  'directory-choice-missing': [
    'Directories of this member contradict each other, so somebody else may have its directory key: {why}.',
    'Say with --from which of them goes on: the last that this desk signed. `liaison member show --json` lists their writers.',
  ],
  'directory-not-held': [
    'No directory of this member that is held here, or more than one, has an id that begins with {why}.',
    'Take one that `liaison member show --json` lists.',
  ],
  'officer-renewal-waits': [
    'The new key of this officer has no certificate yet: {why}.',
    'Take the request to the home desk, then sync or run `liaison enrol complete`; until then use --as with the former key.',
  ],
  'pin-foreign-writer': [
    'The writer belongs to {why}, and only its own member can withdraw it.',
    "Call that member's liaison desk; to stop sharing, remove the member from the audience of the space.",
  ],
  'pin-writer-unknown': [
    'No writer, officer or home of this member is called {why}.',
    'Use a writer id, or a label that `liaison status` shows at the desk that enrolled the machine.',
  ],
  'pin-writer-ambiguous': ['More than one writer is meant: {why}.', 'Name the writer id, or the label of the home.'],
  'pin-space-missing': [
    'How far a writer counts is said for a space.',
    'Name it with --space; `liaison pin WRITER --dry-run` shows them all.',
  ],
  'pin-beyond-held': ['It is not held here: {why}.', 'Pin at an entry that is held, or sync first.'],
  'pin-carrier-withdrawn': [
    'The officer who would sign this is withdrawn by it: {why}.',
    'Let another officer at another home of the member do it.',
  ],
} as const satisfies Record<string, readonly [string, string]>;

export type HomeErrorCode = keyof typeof HOME_ERRORS;

/** An expected failure of a home or a ceremony. `why` never holds a secret. */
export function homeError(
  code: HomeErrorCode,
  why = '',
  options: { cause?: unknown; data?: Record<string, unknown> } = {},
): LiaisonError {
  const [message, next] = HOME_ERRORS[code];
  return new LiaisonError(
    code,
    message.replace('{why}', () => why),
    next,
    options,
  );
}
