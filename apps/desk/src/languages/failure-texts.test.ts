import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DETAILED_FAILURES } from '../components/detailed-failures.js';

interface Listed {
  readonly code: string;
  readonly part: string;
  /** The sentence fills in what is known only then. */
  readonly fillsIn: boolean;
}

/** Every code of the sources, from the page that is made of them. */
function listedCodes(): Listed[] {
  const page = readFileSync(new URL('../../../../docs/ERRORS.md', import.meta.url), 'utf8');
  return page.split(/^## /m).flatMap((section) => {
    const [part = ''] = section.split('\n');
    const rows = section.matchAll(/^\| `([a-z0-9-]+)` *\| (.*?) *\| /gm);
    return [...rows].map(([, code = '', meaning = '']) => ({ code, part, fillsIn: meaning.includes('…') }));
  });
}

/** Parts of the program whose codes no page of the desk shows as a failure of its own, and why. */
const PARTS: Readonly<Record<string, string>> = {
  'apps/cli': 'of the command line alone',
  'packages/identity':
    'of files and documents that come from others: kept as what was refused, with the sentence as it was',
  'packages/interchange':
    'of cells and rows, which the import page names by its own texts; of mappings that a page makes itself',
  'packages/ledger': 'of entries that come from others: kept as what was refused',
  'packages/sync': 'of pages and bundles that come from others: kept as what was refused',
  protocol: 'of bytes that come from others: kept as what was refused',
};

/** Codes of the other parts that a browser cannot meet, by the reason. */
const CODES: Readonly<Record<string, string>> = {
  'the home does not open, so that there is no desk': `address-not-available authority-missing database-damaged
    database-key-wrong-or-damaged database-missing database-newer database-not-opened database-read-only desk-not-built
    desk-origin-malformed desk-origin-missing home-damaged home-file-missing home-held home-missing home-not-empty
    home-not-enrolled home-owner-other socket-folder-unsafe folder-not-empty folder-not-written node-not-listening`,
  'the disk or the database failed below everything: the sentence of the system is what helps': `database-io-failed
    database-reference-broken`,
  'a finding of the doctor or of a check, which are run on the command line': `certificate-ended certificate-ends-soon
    certificate-missing chain-broken clock-behind clock-implausible content-missing copy-not-made database-pages-damaged
    directories-contradict directory-equivocation disk-almost-full disk-full-soon entries-unread entries-wait
    entries-wait-long entry-id-wrong entry-out-of-place genesis-wrong head-missing home-copy-proven home-open-to-others
    log-incomplete pages-refused part-unreadable passphrase-here past-missing peers-silent recalls-cut-off receipts-owed
    replay-differs root-key-here rosters-contradict signatures-damaged verify-interrupted view-differs write-unfinished
    writer-forked writer-pinned writer-reported`,
  'a ceremony or a bundle, which are made on the command line': `bundle-cut-off bundle-file-exists bundle-home-refused
    bundle-home-unknown bundle-too-large bundle-unreadable directory-choice-missing directory-key-missing
    directory-key-wrong directory-not-held enrolment-already-granted enrolment-label-taken enrolment-member-wrong
    enrolment-other-home enrolment-request-incomplete enrolment-space-unknown home-copied-sync-first
    machine-renewal-waits member-code-malformed member-number-missing member-number-wrong members-repeated
    name-malformed officer-renewal-waits pin-beyond-held pin-carrier-withdrawn pin-foreign-writer pin-space-missing
    pin-writer-ambiguous pin-writer-unknown root-key-wrong roster-change-empty roster-file-malformed
    roster-fork-unknown roster-forked roster-key-unknown roster-member-known roster-member-present
    roster-member-unknown roster-not-named roster-pins-empty sync-stopped`,
  'a recall or a recovery, which have no page yet': 'field-in-conflict field-missing lost-edit-unknown',
  'between nodes': `caller-removed caller-revoked caller-unknown pending-full watchers-too-many`,
  'a browser is refused before, or asks in another way': `desk-call-browser desk-call-local field-name officer-ambiguous
    officer-given-twice officer-not-given record-number-check record-number-malformed record-number-mistyped
    record-number-parts rejects-not-written space-ambiguous title-missing update-malformed`,
  'of a row, which the import page names by its own text': 'row-recalled',
};

/** Made in the browser, and so in no list of the node's. */
const OF_THE_PAGE = ['defect'];

const texts = Object.keys(
  JSON.parse(readFileSync(new URL('en/failures.json', import.meta.url), 'utf8')) as Readonly<Record<string, unknown>>,
);
const without = Object.values(CODES).flatMap((codes) => codes.trim().split(/\s+/));

it('APP-6: every code that a page can meet has a text, or is listed with the reason why not', () => {
  const listed = listedCodes();
  expect(listed.length).toBeGreaterThan(250);
  const undecided = listed.filter(
    ({ code, part }) => !texts.includes(code) && !without.includes(code) && !Object.hasOwn(PARTS, part),
  );
  expect(undecided.map(({ code }) => code)).toEqual([]);
});

it('no text and no reason is left of a code that is gone, or stands twice', () => {
  const known = listedCodes().map(({ code }) => code);
  const all = [...texts, ...without];
  expect(all.filter((code) => !known.includes(code) && !OF_THE_PAGE.includes(code))).toEqual([]);
  expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
});

it('the sentence of the node stands below a text exactly where it says more', () => {
  const fillIn = listedCodes().filter(({ code, fillsIn }) => fillsIn && texts.includes(code));
  expect([...DETAILED_FAILURES].sort()).toEqual([...new Set(fillIn.map(({ code }) => code))].sort());
});
