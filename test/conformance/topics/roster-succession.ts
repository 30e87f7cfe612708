import { openRoster } from '@liaison/identity';
import { type Case, invalid, outcomeOf, refused, type Topic, valid } from '../vector-file.js';
import { json } from './authority-documents.js';
import { type Claims, idOf } from './document-federation.js';
import { by, first, follow, keys, kr, newcomer, type Signer, secondKey, th } from './roster-community.js';

const rotated = {
  members: [{ ...kr, rootKey: secondKey.publicKey }, th, newcomer],
  former: [{ ...kr, directory: idOf('directory') }],
};
const withoutVn = { members: [kr, th], former: [{ ...newcomer, directory: null }] };
const withMy = { members: [kr, { code: 'MY', number: 458, rootKey: keys.MY.publicKey }, th, newcomer], threshold: 3 };

const next = (comment: string, claims: Claims, ...signers: Signer[]): Case =>
  valid(comment, { previous: json(first.document), roster: by(claims, ...signers) });
const noNext = (comment: string, flag: string, code: string, claims: Claims, ...signers: Signer[]): Case =>
  invalid(comment, { previous: json(first.document), roster: by(claims, ...signers) }, flag, code);

const follows: Case[] = [
  next('the threshold of the version before', follow(first), 'KR', 'TH'),
  next('a member is removed and does not sign', follow(first, withoutVn), 'KR', 'TH'),
  next('a root is rotated, its old key is lost', follow(first, rotated), 'KR2', 'TH', 'VN'),
  next('the old key signs beside the new one', follow(first, rotated), 'KR', 'KR2', 'TH'),
  next('a member joins, the threshold rises', follow(first, withMy), 'KR', 'MY', 'TH'),
];

const tooFewSigned: Case[] = [
  noNext('one signature too few', 'Quorum', 'roster-signature-missing', follow(first), 'KR'),
  noNext(
    'the new key does not count for the version before',
    'Quorum',
    'roster-signature-missing',
    follow(first, rotated),
    'KR2',
    'TH',
  ),
  noNext(
    'the removed member does not count for the new version',
    'Quorum',
    'roster-signature-missing',
    follow(first, withoutVn),
    'KR',
    'VN',
  ),
  noNext(
    'the threshold of the new version is not met',
    'Quorum',
    'roster-signature-missing',
    follow(first, { threshold: 3 }),
    'KR',
    'TH',
  ),
  noNext(
    'the member that joins has not signed',
    'Joins',
    'roster-signature-missing',
    follow(first, withMy),
    'KR',
    'TH',
    'VN',
  ),
  noNext('the new key has not signed', 'Joins', 'roster-signature-missing', follow(first, rotated), 'KR', 'TH', 'VN'),
];

const doesNotFollow: Case[] = [
  noNext('a version left out', 'Chain', 'roster-broken-chain', follow(first, { version: 3 }), 'KR', 'TH', 'VN'),
  noNext(
    'another previous one',
    'Chain',
    'roster-broken-chain',
    follow(first, { previous: idOf('roster') }),
    'KR',
    'TH',
    'VN',
  ),
  noNext('another community', 'Chain', 'roster-broken-chain', follow(first, { community: 'Other' }), 'KR', 'TH', 'VN'),
  noNext(
    'a removed member that is not listed as a former one',
    'Former',
    'roster-broken-chain',
    follow(first, { members: [kr, th] }),
    'KR',
    'TH',
    'VN',
  ),
  noNext(
    'a former root that is still a member',
    'Former',
    'roster-malformed',
    follow(first, { former: [{ ...newcomer, directory: null }] }),
    'KR',
    'TH',
    'VN',
  ),
  noNext(
    'a former root that never was one',
    'Former',
    'roster-broken-chain',
    follow(first, { former: [{ ...kr, rootKey: secondKey.publicKey, directory: null }] }),
    'KR',
    'TH',
    'VN',
  ),
  noNext(
    'a member that takes the number of a former one',
    'Number',
    'roster-malformed',
    follow(first, { ...withoutVn, members: [kr, { code: 'MY', number: 704, rootKey: keys.MY.publicKey }, th] }),
    'KR',
    'MY',
    'TH',
  ),
  noNext(
    'a settlement of what does not lie before it',
    'Settles',
    'roster-broken-chain',
    follow(first, { settles: [{ version: 3, id: idOf('roster') }] }),
    'KR',
    'TH',
    'VN',
  ),
];

export const rosterSuccessionTopic: Topic = {
  path: 'documents/roster-succession',
  comment: 'A roster and the one that follows it. The roster of version 1 has KR, TH and VN and the threshold 2.',
  shapes: {
    context: {},
    input: { previous: 'object', roster: 'object' },
    expected: { id: 'string', version: 'integer' },
  },
  notes: {
    Quorum: { bugType: 'INCOMPLETE', effect: 'A few take the community over.', rules: ['ROS-5'] },
    Joins: { bugType: 'INCOMPLETE', effect: 'A key is listed that its member does not hold.', rules: ['ROS-5'] },
    Chain: { bugType: 'SUCCESSION', effect: 'A roster that follows nothing.', rules: ['ROS-5'] },
    Former: {
      bugType: 'SUCCESSION',
      effect: 'An ended root key certifies again, or what it said is lost.',
      rules: ['ROS-6'],
    },
    Settles: { bugType: 'SUCCESSION', effect: 'A roster denies its own past.', rules: ['ROS-8'] },
    Number: { bugType: 'IDENTITY', effect: 'Writers of two members with one clientID.', rules: ['ROS-1'] },
  },
  groups: () => [{ comment: 'after version 1', context: {}, cases: [...follows, ...tooFewSigned, ...doesNotFollow] }],
  run: ({ previous, roster }) => {
    const before = openRoster(previous);
    if (!before.ok) return refused(before.error.code);
    return outcomeOf(openRoster(roster, before.value), ({ id, claims }) => ({ id, version: claims.version }));
  },
};
