import type { ShownProposal, ShownRoster } from '@liaison/node';
import { table } from '../output.js';

const listed = (values: readonly string[]): string => (values.length === 0 ? '—' : values.join(', '));

/** A roster for a person; the fingerprint is what is compared by telephone. */
export function rosterText({
  community,
  version,
  threshold,
  members,
  former,
  fingerprint,
  fork,
  contradicted = [],
}: ShownRoster & { readonly contradicted?: readonly string[] }): string {
  const shown = table([
    ['community', community],
    ['version', String(version)],
    ['members', listed(members)],
    ['have left', listed(former)],
    ['threshold', `${threshold} of ${members.length} sign the next one`],
    ['fingerprint', fingerprint],
    ...(contradicted.length === 0 ? [] : [['contradicting directories of', listed(contradicted)]]),
  ]);
  if (fork === null) return shown;
  const warning = `FORK: several rosters of version ${fork.version} were signed: ${fork.ids.join(', ')}.`;
  return `${shown}\n${warning}\nThe one before them stands until one is settled for: liaison roster propose --keep ID`;
}

/** What a proposal would change, and who has signed it. */
export function proposalText({ previous, roster, difference, pins, signedBy }: ShownProposal): string {
  const rows: string[][] = [['before', `version ${previous.version}, fingerprint ${previous.fingerprint}`]];
  if (roster !== null && difference !== null) {
    rows.push(['next', `version ${roster.version}, fingerprint ${roster.fingerprint}`]);
    rows.push(['joins', listed(difference.joins)], ['leaves', listed(difference.leaves)]);
    rows.push(['new root', listed(difference.newRoots)]);
    rows.push(['threshold', `${difference.threshold.from} → ${difference.threshold.to}`]);
    if (difference.settles.length > 0) rows.push(['sets aside', listed(difference.settles)]);
  }
  for (const pin of pins) rows.push(['pins', `${pin.writer} of ${pin.member} in ${pin.space}`]);
  rows.push(['signed by', listed(signedBy)]);
  return table(rows);
}
