import { authorityOf, judgeStatement, type Said, type Statement, unionOfPasts } from '@liaison/ledger';
import { entryIdSchema, type JsonValue, memberCodeSchema, writerIdSchema } from '@liaison/protocol';
import { accepted, type Case, type JsonObject, type Topic } from '../vector-file.js';
import { idOf } from './document-federation.js';
import { accept, all, audience, consent, founded, transfer } from './said-statements.js';
import { departures, departuresOfOwners, farewells, heardBy } from './space-departures.js';

interface Draft {
  readonly name: string;
  readonly by: string;
  readonly op: Said['op'];
  readonly content: JsonValue;
  readonly seen: readonly string[];
}

const ownerDecides = (): Case[] => [
  all('the founding alone: the owner', founded()),
  all('one statement', founded(), audience('a', ['TH', 'VN'], [])),
  all('a later one replaces it', founded(), audience('a', ['TH'], []), audience('b', ['MY', 'TH'], ['a'])),
  all('the owner named as a member: void', founded(), audience('a', ['KR', 'TH'], [])),
  all('a removal without its cut: void', founded(), audience('a', ['TH'], []), audience('b', [], ['a'])),
  all('a cut of a member that stays: void', founded(), audience('a', ['TH'], [], ['VN'])),
  all('a removal', founded(), audience('a', ['TH', 'VN'], []), audience('b', ['VN'], ['a'], ['TH'])),
  all('two at once: what both say', founded(), audience('a', ['TH', 'VN'], []), audience('b', ['MY', 'VN'], [])),
  all(
    'two additions at once are both left out and told',
    founded(),
    audience('a', ['TH'], []),
    audience('b', ['MY', 'TH'], ['a']),
    audience('c', ['TH', 'VN'], ['a']),
  ),
  all(
    'a removal and an addition at once',
    founded(),
    audience('a', ['TH', 'VN'], []),
    audience('b', ['VN'], ['a'], ['TH']),
    audience('c', ['MY', 'TH', 'VN'], ['a']),
  ),
  all(
    'repeated after both were seen',
    founded(),
    audience('a', ['TH'], []),
    audience('b', ['MY'], []),
    audience('c', ['MY', 'TH'], ['a', 'b']),
  ),
  all(
    'admitted again: the cut holds no longer',
    founded(),
    audience('a', ['TH'], []),
    audience('b', [], ['a'], ['TH']),
    audience('c', ['TH'], ['a', 'b']),
  ),
  all(
    'removed twice at once and admitted after one of the two',
    founded(),
    audience('a', ['TH'], []),
    audience('b', [], ['a'], ['TH']),
    audience('c', [], ['a'], ['TH']),
    audience('d', ['TH'], ['a', 'b']),
  ),
];

const EC = 'each-consents';
const eachConsents = (): Case[] => [
  all('the first audience needs nobody', founded(EC), audience('a', ['TH', 'VN'], [])),
  all('a newcomer without consent', founded(EC), audience('a', ['TH'], []), audience('b', ['MY', 'TH'], ['a'])),
  all(
    'a newcomer with the consent of one of two',
    founded(EC),
    audience('a', ['TH', 'VN'], []),
    consent('p', 'TH', 'MY', ['KR', 'MY', 'TH', 'VN'], 'a'),
    audience('b', ['MY', 'TH', 'VN'], ['a', 'p']),
  ),
  all(
    'a newcomer with every consent',
    founded(EC),
    audience('a', ['TH', 'VN'], []),
    consent('p', 'TH', 'MY', ['KR', 'MY', 'TH', 'VN'], 'a'),
    consent('q', 'VN', 'MY', ['KR', 'MY', 'TH', 'VN'], 'a'),
    audience('b', ['MY', 'TH', 'VN'], ['a', 'p', 'q']),
  ),
  all(
    'a consent that the statement has not seen',
    founded(EC),
    audience('a', ['TH'], []),
    consent('p', 'TH', 'MY', ['KR', 'MY', 'TH'], 'a'),
    audience('b', ['MY', 'TH'], ['a']),
  ),
  all(
    'a consent for another audience',
    founded(EC),
    audience('a', ['TH'], []),
    consent('p', 'TH', 'MY', ['KR', 'MY', 'TH'], 'a'),
    consent('q', 'TH', 'VN', ['KR', 'TH', 'VN'], 'a', 'p'),
    audience('b', ['MY', 'TH', 'VN'], ['a', 'p', 'q']),
  ),
  all(
    'a consent for more serves less',
    founded(EC),
    audience('a', ['TH'], []),
    consent('p', 'TH', 'MY', ['ID', 'KR', 'MY', 'TH', 'VN'], 'a'),
    audience('b', ['MY', 'TH'], ['a', 'p']),
  ),
  all(
    'a consent that was withdrawn',
    founded(EC),
    audience('a', ['TH'], []),
    consent('p', 'TH', 'MY', ['KR', 'MY', 'TH'], 'a'),
    consent('q', 'TH', 'MY', [], 'a', 'p'),
    audience('b', ['MY', 'TH'], ['a', 'p', 'q']),
  ),
  all(
    'who is taken out in the same statement is asked all the same',
    founded(EC),
    audience('a', ['TH'], []),
    audience('b', ['MY'], ['a'], ['TH']),
  ),
];

/** Consents that do not add up. */
const consentsInPart = (): Case[] => [
  all(
    'who was taken out and may not come back without consent is told so',
    founded(EC),
    audience('a', ['TH', 'VN'], []),
    audience('b', ['VN'], ['a'], ['TH']),
    audience('c', ['TH', 'VN'], ['a', 'b']),
  ),
  all(
    'two consents of one member at once: what both allow',
    founded(EC),
    audience('a', ['TH'], []),
    consent('p', 'TH', 'MY', ['KR', 'MY', 'TH'], 'a'),
    consent('q', 'TH', 'MY', ['KR', 'MY', 'VN'], 'a'),
    audience('b', ['MY', 'TH'], ['a', 'p', 'q']),
  ),
];

const offeredTwice = (first: string, second: string) => [
  founded(),
  audience('a', ['TH'], []),
  transfer(first, 'TH', ['a']),
  transfer(second, 'TH', ['a']),
  accept('x', 'TH', first, 'a'),
  accept('y', 'TH', second, 'a'),
  audience('n', ['KR', 'VN'], ['a', second, 'y'], [], 'TH'),
];

const transfers = (): Case[] => [
  all('an offer alone changes nothing', founded(), audience('a', ['TH'], []), transfer('t', 'TH', ['a'])),
  all('accepted', founded(), audience('a', ['TH'], []), transfer('t', 'TH', ['a']), accept('x', 'TH', 't', 'a')),
  all('to a member outside: void', founded(), transfer('t', 'TH', [])),
  all(
    'accepted by another member: void',
    founded(),
    audience('a', ['TH', 'VN'], []),
    transfer('t', 'TH', ['a']),
    accept('x', 'VN', 't', 'a'),
  ),
  all(
    'an addition of the old owner at once is void, a removal holds',
    founded(),
    audience('a', ['TH', 'VN'], []),
    transfer('t', 'TH', ['a']),
    audience('b', ['ID', 'TH', 'VN'], ['a']),
    audience('c', ['TH'], ['a'], ['VN']),
    accept('x', 'TH', 't', 'a'),
  ),
  all(
    'the old owner cannot take out the new one',
    founded(),
    audience('a', ['TH'], []),
    transfer('t', 'TH', ['a']),
    audience('b', [], ['a'], ['TH']),
    accept('x', 'TH', 't', 'a'),
  ),
  all(
    'the new owner goes on',
    founded(),
    audience('a', ['TH'], []),
    transfer('t', 'TH', ['a']),
    accept('x', 'TH', 't', 'a'),
    audience('b', ['KR', 'MY'], ['a', 't', 'x'], [], 'TH'),
  ),
  all(
    'to two members at once: neither',
    founded(),
    audience('a', ['TH', 'VN'], []),
    transfer('t', 'TH', ['a']),
    transfer('u', 'VN', ['a']),
    accept('x', 'TH', 't', 'a'),
    accept('y', 'VN', 'u', 'a'),
  ),
  all('offered twice to one member, who goes on under one of the two', ...offeredTwice('t1', 't2')),
  all('the same under the other of the two', ...offeredTwice('t2', 't1')),
  all(
    'to two members at once, and then once more',
    founded(),
    audience('a', ['TH', 'VN'], []),
    transfer('t', 'TH', ['a']),
    transfer('u', 'VN', ['a']),
    accept('x', 'TH', 't', 'a'),
    accept('y', 'VN', 'u', 'a'),
    transfer('v', 'VN', ['a', 't', 'u', 'x', 'y']),
    accept('z', 'VN', 'v', 'a', 't', 'u', 'x', 'y'),
  ),
];

/** Judges statements one by one from what each has seen, and what those that are not void say together. */
function judged(drafts: readonly Draft[]): JsonObject {
  const placed: Statement[] = [];
  const names: string[] = [];
  const voids: string[] = [];
  for (const { name, by, op, content, seen } of drafts) {
    const before = placed.filter((_, i) => seen.includes(names[i] as string));
    const authority = authorityOf(before);
    const member = memberCodeSchema.parse(by);
    const said = judgeStatement(op, content, member, authority && { statements: before, authority });
    if (said === undefined) voids.push(name);
    if (said === undefined) continue;
    const place = { row: placed.length + 1, seq: 1, past: unionOfPasts(before), index: 0 };
    placed.push({ ...place, id: entryIdSchema.parse(idOf(name)), writer: writerOf(by), member, said });
    names.push(name);
  }
  const authority = authorityOf(placed);
  const nameOf = (id: string) => names.find((name) => idOf(name) === id) ?? '?';
  return {
    owner: authority?.owner ?? '',
    audience: [...(authority?.audience ?? [])].sort(),
    void: voids,
    cuts: (authority?.cuts ?? []).map(({ member, by }) => `${member} by ${nameOf(by.id)}`).sort(),
    notAdmitted: (authority?.notAdmitted ?? [])
      .map(({ member, why, missing }) => [member, why, ...missing].join(' '))
      .sort(),
    disputed: (authority?.disputed ?? []).map(nameOf).sort(),
    heard: heardBy(placed, names, authority),
  };
}

const writerOf = (code: string) => writerIdSchema.parse(`${code.padEnd(21, 'A')}A`);

export const statementsTopic: Topic = {
  path: 'validity/statements',
  rules: ['SPC-4', 'SPC-15'],
  comment:
    'What control statements say together. Each is judged from those it has seen; its entry id is H("liaison-vectors-id" ‖ name). The rights of their authors are not looked at here.',
  shapes: {
    context: {},
    input: { statements: 'array' },
    expected: {
      owner: 'string',
      audience: 'array',
      void: 'array',
      cuts: 'array',
      notAdmitted: 'array',
      disputed: 'array',
      heard: 'array',
    },
  },
  notes: {},
  groups: () => [
    { comment: 'the rule owner-decides', context: {}, cases: ownerDecides() },
    { comment: 'the rule each-consents', context: {}, cases: [...eachConsents(), ...consentsInPart()] },
    { comment: 'transfers', context: {}, cases: [...transfers(), ...departuresOfOwners()] },
    { comment: 'who is out, and what it hears', context: {}, cases: [...departures(), ...farewells()] },
  ],
  run: ({ statements }) => accepted(judged(statements as unknown as Draft[])),
};
