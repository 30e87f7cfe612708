import { type OpenRoster, openRoster, RosterTree } from '@liaison/identity';
import { orThrow } from '@liaison/protocol';
import { accepted, type Case, invalid, refused, type Topic, valid } from '../vector-file.js';
import { json } from './authority-documents.js';
import { type Claims, rosterClaims, rosterOf } from './document-federation.js';
import { by, first, follow, type Signer } from './roster-community.js';

const opened = (claims: Claims, previous: OpenRoster, ...signers: Signer[]): OpenRoster =>
  orThrow(openRoster(by(claims, ...signers), previous));
const at = (minute: number) => ({ at: `2026-11-24T09:0${minute}:00.000+09:00` });
const one = opened(follow(first, at(1)), first, 'KR', 'TH');
const other = opened(follow(first, at(2)), first, 'KR', 'VN');
const onOne = opened(follow(one, at(3)), one, 'KR', 'TH');
const settled = opened(follow(onOne, { ...at(4), settles: [{ version: 2, id: other.id }] }), onOne, 'KR', 'TH');
const counter = opened(follow(other, { ...at(5), settles: [{ version: 2, id: one.id }] }), other, 'KR', 'VN');
const stands = (comment: string, ...rosters: OpenRoster[]): Case =>
  valid(comment, { rosters: [first, ...rosters].map(({ document }) => json(document)) });

export const rosterStandingTopic: Topic = {
  path: 'documents/roster-standing',
  comment: 'Which of the rosters held stands, and the version of a fork that keeps it there; 0 where there is none.',
  shapes: { context: {}, input: { rosters: 'array' }, expected: { stands: 'string', fork: 'integer' } },
  notes: {
    Unknown: { bugType: 'SUCCESSION', effect: 'A roster is believed whose past nobody has seen.', rules: ['ROS-7'] },
    Beginning: { bugType: 'SUCCESSION', effect: 'Two communities are taken for one.', rules: ['ROS-7'] },
  },
  groups: () => [
    {
      comment: 'one community from its first roster on',
      context: {},
      cases: [
        stands('the first alone'),
        stands('a chain', one, onOne),
        stands('two of one version: the one before them', one, other),
        stands('a branch that went on does not win', one, other, onOne),
        stands('a settlement', one, other, onOne, settled),
        stands('two settlements against each other', one, other, onOne, settled, counter),
        invalid(
          'a roster whose previous one is missing',
          { rosters: [first, onOne].map(({ document }) => json(document)) },
          'Unknown',
          'roster-unknown',
        ),
        invalid(
          'another first roster',
          { rosters: [json(first.document), json(rosterOf(rosterClaims))] },
          'Beginning',
          'roster-differs',
        ),
      ],
    },
  ],
  run: ({ rosters }) => {
    const [begin, ...rest] = rosters as unknown[];
    const tree = RosterTree.begin(begin);
    if (!tree.ok) return refused(tree.error.code);
    for (const document of rest) {
      const admitted = tree.value.admit(document);
      if (!admitted.ok) return refused(admitted.error.code);
    }
    const { roster, fork } = tree.value.standing();
    return accepted({ stands: roster.id, fork: fork?.version ?? 0 });
  },
};
