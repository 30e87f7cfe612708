import { type OpenRoster, openRoster, openThresholdPin } from '@liaison/identity';
import { type JsonValue, orThrow } from '@liaison/protocol';
import { invalid, type JsonObject, outcomeOf, refused, type Topic, valid } from '../vector-file.js';
import { payloadOf } from './authority-documents.js';
import { type Claims, jointly, roots, rosterClaims, rosterOf, serviceClaims } from './document-federation.js';
import { keys, newcomer as vn } from './roster-community.js';
import { pinClaims, spaceDocumentNotes, twoPins } from './space-documents.js';

/** KR, TH and VN; VN has left, two of the others are needed. */
const vnRoot = keys.VN;
const threeMembers: Claims = { ...rosterClaims, members: [...(rosterClaims.members as Claims[]), vn] };
const before = rosterOf(threeMembers, [roots.KR, roots.TH, vnRoot]);
const beforeId = orThrow(openRoster(before)).id;
const without = { ...rosterClaims, version: 2, previous: beforeId, former: [{ ...vn, directory: null }] };
const jointPin = (claims: Claims, keys = [roots.KR, roots.TH]): JsonObject => ({
  pin: jointly('liaison-pin', claims, keys) as unknown as JsonObject,
});
const pinOfVn: Claims = { ...pinClaims, member: 'VN', writer: serviceClaims.writer };

export const thresholdPinTopic: Topic = {
  path: 'documents/threshold-pin',
  comment: 'Pins of a former member under the roots of the roster that has removed it.',
  shapes: {
    context: { rosters: 'array' },
    input: { pin: 'object' },
    expected: { id: 'string', claims: 'string' },
  },
  notes: {
    ...spaceDocumentNotes,
    Quorum: { bugType: 'INCOMPLETE', effect: 'A few silence a member.', rules: ['PIN-6'] },
    Member: { bugType: 'IDENTITY', effect: 'The others pin a member that is still one.', rules: ['PIN-6'] },
  },
  groups: () => [
    {
      comment: 'VN has left KR and TH',
      context: { rosters: [before, rosterOf(without)] as unknown as JsonValue },
      cases: [
        valid('signed by both', jointPin(pinOfVn)),
        invalid('signed by one of two', jointPin(pinOfVn, [roots.KR]), 'Quorum', 'roster-signature-missing'),
        invalid('signed by the member that left', jointPin(pinOfVn, [roots.KR, vnRoot]), 'Member', 'pin-malformed'),
        invalid('of a member that stays', jointPin(pinClaims), 'Member', 'pin-malformed'),
        invalid('of a member that never was one', jointPin({ ...pinOfVn, member: 'MY' }), 'Member', 'pin-malformed'),
        invalid('a claim too many', jointPin({ ...pinOfVn, note: 'x' }), 'ClaimSet', 'pin-malformed'),
        invalid(
          'replaced pins out of order',
          jointPin({ ...pinOfVn, replaces: [...twoPins].reverse() }),
          'ListOrder',
          'pin-malformed',
        ),
        invalid(
          'the signatures of another pin',
          {
            pin: {
              ...(jointPin(pinOfVn).pin as JsonObject),
              signatures: (jointPin(pinClaims).pin as JsonObject).signatures as JsonValue,
            },
          },
          'Signature',
          'signature-wrong',
        ),
      ],
    },
  ],
  run: ({ pin: document }, { rosters }) => {
    let roster: OpenRoster | undefined;
    for (const one of rosters as unknown[]) {
      const opened = openRoster(one, roster);
      if (!opened.ok) return refused(opened.error.code);
      roster = opened.value;
    }
    return outcomeOf(openThresholdPin(document, roster as OpenRoster), (opened) => ({
      id: opened.id,
      claims: payloadOf(opened.document.signed),
    }));
  },
};
