import { openRoster } from '@liaison/identity';
import { vectorKey } from '../seeded-keys.js';
import { type Case, invalid, outcomeOf, type Topic, valid } from '../vector-file.js';
import { documentNotes, json, payloadOf, reordered, SMALL_ORDER } from './authority-documents.js';
import { type Claims, idOf, jointly, roots, rosterClaims, rosterOf } from './document-federation.js';
import { shapeFaults } from './shape-faults.js';

const stranger = vectorKey('stranger');
const refusedRoster = (comment: string, change: Claims, flag: string): Case =>
  invalid(comment, { roster: json(rosterOf({ ...rosterClaims, ...change })) }, flag, 'roster-malformed');
const [kr, th] = rosterClaims.members as [Claims, Claims];
const inOtherOrder = jointly('liaison-roster', rosterClaims, Object.values(roots));

export const rosterTopic: Topic = {
  path: 'documents/roster',
  comment: 'Rosters of version 1 as they travel: what was signed, and the signature of every root.',
  shapes: { context: {}, input: { roster: 'object' }, expected: { id: 'string', claims: 'string' } },
  notes: {
    ...documentNotes,
    Signatures: { bugType: 'INCOMPLETE', effect: 'A member is listed that never agreed.', rules: ['ROS-2', 'ROS-4'] },
    Number: { bugType: 'OVERFLOW', effect: 'Writers of two members with one clientID.', rules: ['ROS-3'] },
    Version: { bugType: 'SUCCESSION', effect: 'A community is taken over.', rules: ['ROS-4'] },
  },
  groups: () => [
    {
      comment: 'KR and TH',
      context: {},
      cases: [
        valid('signed by both', { roster: json(rosterOf(rosterClaims)) }),
        refusedRoster('members out of order', { members: [th, kr] }, 'ListOrder'),
        refusedRoster('two members with one number', { members: [kr, { ...th, number: 410 }] }, 'Number'),
        refusedRoster('member number 4096', { members: [kr, { ...th, number: 4096 }] }, 'Number'),
        refusedRoster('a threshold over the number of members', { threshold: 3 }, 'Signatures'),
        refusedRoster('a first version with a previous one', { previous: idOf('roster') }, 'Version'),
        refusedRoster(
          'a former root in a first version',
          { former: [{ ...kr, rootKey: stranger.publicKey, directory: null }] },
          'Version',
        ),
        refusedRoster('a settlement in a first version', { settles: [{ version: 2, id: idOf('roster') }] }, 'Version'),
        refusedRoster('a claim too many', { note: 'x' }, 'ClaimSet'),
        ...shapeFaults(rosterClaims, (claims) => ({ roster: json(rosterOf(claims)) }), 'roster-malformed'),
        invalid(
          'a root key of small order',
          { roster: json(rosterOf({ ...rosterClaims, members: [kr, { ...th, rootKey: SMALL_ORDER }] }, [roots.KR])) },
          'WeakKey',
          'roster-malformed',
        ),
        invalid(
          'claims in another order',
          { roster: json(rosterOf(reordered(rosterClaims))) },
          'ClaimSet',
          'roster-malformed',
        ),
        invalid(
          'without the signature of TH',
          { roster: json(rosterOf(rosterClaims, [roots.KR])) },
          'Signatures',
          'roster-signature-missing',
        ),
        invalid(
          'the signature of TH is that of a stranger',
          { roster: json(withSignatureOf(roots.TH.publicKey, stranger)) },
          'Signature',
          'signature-wrong',
        ),
        invalid(
          'signed by a stranger as well',
          { roster: json(rosterOf(rosterClaims, [...Object.values(roots), stranger])) },
          'Signatures',
          'roster-malformed',
        ),
        invalid(
          'signatures out of order',
          { roster: json({ ...inOtherOrder, signatures: [...inOtherOrder.signatures].reverse() }) },
          'ListOrder',
          'roster-malformed',
        ),
      ],
    },
  ],
  run: ({ roster: document }) =>
    outcomeOf(openRoster(document), (opened) => ({ id: opened.id, claims: payloadOf(opened.document.signed) })),
};

/** The roster of KR and TH in which one signature was made with another key. */
function withSignatureOf(rootKey: string, key: typeof stranger) {
  const { signed, signatures } = rosterOf(rosterClaims);
  const [{ signature = '' } = {}] = jointly('liaison-roster', rosterClaims, [key]).signatures;
  return { signed, signatures: signatures.map((one) => (one.rootKey === rootKey ? { rootKey, signature } : one)) };
}
