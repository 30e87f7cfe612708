import type { LiaisonError } from '@liaison/protocol';

/**
 * `error`: something is broken or unsafe now. `warning`: it will be, or others do not see what they should. `notice`: good
 * to know.
 */
export type Severity = 'error' | 'warning' | 'notice';

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** A sentence for a person. */
  readonly message: string;
  /** What to do, with the command where there is one. */
  readonly next: string;
  /** File, writer, member or space that it is about. */
  readonly about: string | null;
}

/** Every state of a home that only the doctor names: severity, sentence (`{why}` is filled in) and next step. */
export const FINDINGS = {
  'home-file-missing': [
    'error',
    'A file of this home is missing: {why}.',
    'Restore it from a backup of the folder; without one, enrol the machine again: `liaison enrol request`.',
  ],
  'home-open-to-others': [
    'error',
    'Others on this machine can open {why}.',
    'Close it to them: `chmod -R go= HOME`, with the folder of the home.',
  ],
  'home-owner-other': [
    'warning',
    '{why} belongs to another account of this machine.',
    'Run Liaison as that account, or give the folder to this one with `chown -R`.',
  ],
  'node-not-listening': [
    'warning',
    'A node of this home was ended without being stopped; it left {why}.',
    'Nothing is lost. Start it again: `liaison serve`.',
  ],
  'home-held': [
    'warning',
    'Another process holds this home and takes no commands, so its data was not examined.',
    'Wait until its command has finished, or stop it; then run `liaison doctor` again.',
  ],
  'write-unfinished': [
    'notice',
    'A write was cut off before it took effect: {why}.',
    'The file before it stands. Remove the unfinished one when no command runs.',
  ],
  'root-key-here': [
    'notice',
    "The member's root key lies in this home: {why}.",
    'Move it to a medium that stays offline; only ceremonies need it.',
  ],
  'passphrase-here': [
    'notice',
    'A passphrase lies in clear beside the keys that it opens: {why}.',
    'Good for trying out only; with real data remove the file.',
  ],
  'disk-full-soon': [
    'warning',
    'The disk of this home has {why} left.',
    'Make room before the next large sync or import.',
  ],
  'disk-almost-full': [
    'error',
    'The disk of this home has {why} left.',
    'Make room now; until then nothing may be written.',
  ],
  'copy-not-made': [
    'warning',
    'The data was not examined, since it could not be copied: {why}.',
    'Make room in the temporary folder, or name another with TMPDIR; then run `liaison doctor` again.',
  ],
  'database-pages-damaged': [
    'error',
    'Part of the database file is damaged: {why}',
    'Do not write here any more. Run `liaison verify` to see what is affected, then restore a backup or sync into a new home.',
  ],
  'part-unreadable': [
    'error',
    'A part of this home cannot be read: {why}.',
    'Run `liaison verify` to see what is affected, then restore a backup or sync into a new home.',
  ],
  'signatures-damaged': [
    'error',
    '{why}.',
    'The data is vouched for and the signature is fetched again at the next sync: `liaison sync`.',
  ],
  'certificate-missing': [
    'error',
    'No directory certifies {why}, so others take nothing that it signs.',
    'Sync with the home desk; if it stays, let it certify other keys: `liaison enrol renew --machine`.',
  ],
  'certificate-ended': [
    'error',
    'The certificate of {why}.',
    'Others do not serve it any more. Let the home desk certify the next key: `liaison enrol renew`.',
  ],
  'certificate-ends-soon': [
    'warning',
    'The certificate of {why}.',
    'Renew it in time: `liaison enrol renew`, then take the request to the home desk.',
  ],
  'machine-renewal-waits': [
    'warning',
    'The next keys of this machine are made and have no certificates yet.',
    'Take the request to the home desk (`liaison enrol grant` there), then run `liaison enrol complete` here. A lost request: `liaison enrol renew --machine` makes it anew.',
  ],
  'writer-reported': [
    'error',
    '{why} was reported as lost or stolen; what it writes now is set aside everywhere.',
    'If it was not, let the home desk certify other keys: `liaison enrol renew --machine`. What was written here is kept.',
  ],
  'writer-pinned': [
    'error',
    '{why} was ended by a pin; what it wrote after that does not count.',
    'Write with another key (`--as`); `liaison set-aside` shows what does not count.',
  ],
  'writer-forked': [
    'error',
    'Two different entries stand at one place in the log of {why}: this home was restored from a backup or copied.',
    'Make it a writer of its own: `liaison enrol renew --machine`. What was lost with the fork: `liaison recover list`.',
  ],
  'clock-implausible': [
    'error',
    'The clock of this machine says {why}.',
    'Set the clock. Nothing is refused for a date, but what is written now will carry a wrong one.',
  ],
  'clock-behind': [
    'warning',
    'Something here claims to be written at {why}, which is still to come by the clock of this machine.',
    'Set the clock if it is wrong; else ask the author to. Nothing is refused for a date.',
  ],
  'entries-wait': ['notice', '{why}.', 'They count as soon as what they need has come: `liaison sync`.'],
  'entries-wait-long': [
    'warning',
    '{why}.',
    'Sync with the member who wrote them or with the home desk: somebody holds back or has lost what they need.',
  ],
  'entries-unread': [
    'warning',
    '{why} of a newer version of Liaison or of a kind that this one does not know; they are kept and say nothing yet.',
    'Upgrade Liaison; they are judged again afterwards: `liaison verify --rebuild`.',
  ],
  'receipts-owed': ['warning', '{why}.', 'Sync: `liaison sync`. Without a line, carry it: `liaison bundle make`.'],
  'directories-contradict': [
    'error',
    '{why} has signed two directories that contradict each other; both are kept as proof.',
    'Call its liaison desk by a way that you trust: its directory key is copied or stolen.',
  ],
  'rosters-contradict': [
    'error',
    'There are several rosters of one version; the one before them stands.',
    'See `liaison roster show`, call the desks that signed them, and propose one that goes on: `--keep ID`.',
  ],
  'recalls-cut-off': [
    'error',
    '{why} count no longer, since the key that said so was pinned or forked; holders may get the content back.',
    'Say them again in one step: `liaison recall renew`.',
  ],
  'pages-refused': ['warning', '{why}.', 'See `liaison set-aside`, and tell the peer the code.'],
  'peers-silent': [
    'warning',
    '{why}.',
    'Look at the line, then run `liaison sync`; without a line: `liaison bundle make`.',
  ],
} as const satisfies Record<string, readonly [Severity, string, string]>;

export type FindingCode = keyof typeof FINDINGS;

/** A state that the doctor names itself. */
export function finding(code: FindingCode, why = '', about: string | null = null): Finding {
  const [severity, message, next] = FINDINGS[code];
  return { code, severity, message: message.replace('{why}', () => why), next, about };
}

/** An expected failure that was met on the way. */
export const findingOfError = (error: LiaisonError, severity: Severity, about: string | null = null): Finding => ({
  code: error.code,
  severity,
  message: error.message,
  next: error.next,
  about,
});
