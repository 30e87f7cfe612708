import { covers, farewellOf, type SpaceAuthority, type Statement, statementsOf } from '@liaison/ledger';
import type { Case } from '../vector-file.js';
import { accept, all, audience, consent, founded, transfer } from './said-statements.js';

/** Who was named and is in no audience. */
export const departures = (): Case[] => [
  all(
    'whom a statement at the same time named needs a cut where it is not named again: void without',
    founded(),
    audience('a', ['TH'], []),
    audience('b', ['MY'], []),
    audience('c', ['MY'], ['a', 'b']),
  ),
  all(
    'the same with its cut',
    founded(),
    audience('a', ['TH'], []),
    audience('b', ['MY'], []),
    audience('c', ['MY'], ['a', 'b'], ['TH']),
  ),
  all(
    'who is taken out already needs no further cut',
    founded(),
    audience('a', ['TH', 'VN'], []),
    audience('b', ['VN'], ['a'], ['TH']),
    audience('c', [], ['a', 'b'], ['VN']),
  ),
  all(
    'a second cut of a member that is out: void',
    founded(),
    audience('a', ['TH', 'VN'], []),
    audience('b', ['VN'], ['a'], ['TH']),
    audience('c', [], ['a', 'b'], ['TH', 'VN']),
  ),
];

/** What a removed member hears of what was said at the same time. */
export const farewells = (): Case[] => [
  all(
    'two taken out at once hear of each other',
    founded(),
    audience('a', ['TH', 'VN'], []),
    audience('b', ['VN'], ['a'], ['TH']),
    audience('c', ['TH'], ['a'], ['VN']),
  ),
  all(
    'of two taken out one after the other the first hears nothing of the second',
    founded(),
    audience('a', ['TH', 'VN'], []),
    audience('b', ['VN'], ['a'], ['TH']),
    audience('c', [], ['a', 'b'], ['VN']),
  ),
  all(
    'an admission at the time of a removal is heard, one after it is not',
    founded(),
    audience('a', ['TH', 'VN'], []),
    audience('b', ['VN'], ['a'], ['TH']),
    audience('c', ['MY', 'TH', 'VN'], ['a']),
    audience('d', ['ID', 'VN'], ['a', 'b']),
  ),
  all(
    'admitted again after one of two removals and taken out by the other',
    founded(),
    audience('a', ['TH'], []),
    audience('b', [], ['a'], ['TH']),
    audience('c', [], ['a'], ['TH']),
    audience('d', ['TH'], ['a', 'b']),
    audience('e', ['MY'], ['a', 'c']),
  ),
  all(
    'consents and requests are heard only with what has seen them',
    founded('each-consents'),
    audience('a', ['TH', 'VN'], []),
    consent('p', 'TH', 'MY', ['KR', 'MY', 'TH', 'VN'], 'a'),
    consent('q', 'VN', 'MY', ['KR', 'MY', 'VN'], 'a'),
    audience('b', ['VN'], ['a', 'p'], ['TH']),
  ),
];

/** Transfers beside removals. */
export const departuresOfOwners = (): Case[] => [
  all(
    'taken out by the old owner while it accepts: the new owner hears everything',
    founded(),
    audience('a', ['TH', 'VN'], []),
    transfer('t', 'TH', ['a']),
    audience('b', ['VN'], ['a'], ['TH']),
    accept('x', 'TH', 't', 'a'),
    audience('c', ['MY', 'VN'], ['a', 'b'], []),
  ),
  all(
    'the next statement of the new owner takes out whom the old one admitted at the same time',
    founded(),
    audience('a', ['TH'], []),
    transfer('t', 'TH', ['a']),
    audience('b', ['TH', 'VN'], ['a']),
    accept('x', 'TH', 't', 'a'),
    audience('c', ['KR'], ['a', 'b', 't', 'x'], ['VN'], 'TH'),
  ),
  all(
    'the same without the cut: void',
    founded(),
    audience('a', ['TH'], []),
    transfer('t', 'TH', ['a']),
    audience('b', ['TH', 'VN'], ['a']),
    accept('x', 'TH', 't', 'a'),
    audience('c', ['KR'], ['a', 'b', 't', 'x'], [], 'TH'),
  ),
];

/** What each member hears that was in the space and is not, and then each two of them together (SPC-15). */
export function heardBy(placed: readonly Statement[], names: readonly string[], authority: SpaceAuthority | undefined) {
  const admitted = [...new Set(statementsOf(placed, 'audience').flatMap(({ said }) => said.full))].sort();
  const out = admitted.filter((code) => authority?.audience.has(code) === false);
  const pairs = out.flatMap((one, at) => out.slice(at + 1).map((other) => [one, other]));
  return [...out.map((code) => [code]), ...pairs].map((members) => {
    const { comparedTo } = farewellOf(placed, members, { carriers: [], proofs: [] });
    const heard = names.filter((name, at) => name !== 'g' && covers(comparedTo, placed[at] as Statement));
    return `${members.join(' and ')}: ${heard.sort().join(' ')}`.trim();
  });
}
