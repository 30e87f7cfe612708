import { type PinAuthority, pinnedTo } from '@liaison/ledger';
import { type PinClaims, pinClaimsSchema } from '@liaison/protocol';
import { accepted, type Case, type Topic, valid } from '../vector-file.js';
import { idOf } from './document-federation.js';
import { pinClaims } from './space-documents.js';

const limitPin = (
  name: string,
  seq: number | null,
  replaces: readonly string[] = [],
  authority = { since: 1, delegation: 1 },
) => ({
  id: idOf(name),
  authority,
  claims: {
    ...pinClaims,
    record: seq === null ? null : { id: idOf(`entry ${seq}`), seq },
    replaces: replaces.map(idOf),
  },
});
const pins = (comment: string, ...list: ReturnType<typeof limitPin>[]): Case =>
  valid(comment, {
    pins: list.map(({ id, authority, claims }) => ({ id, authority, claims: JSON.stringify(claims) })),
  });

export const pinLimitTopic: Topic = {
  path: 'pins/limit',
  comment:
    'How far pins let the record lane of a writer count; -1 where no pin limits it. The order of pins means nothing; their authority is that of PIN-4.',
  shapes: { context: {}, input: { pins: 'array' }, expected: { limit: 'integer' } },
  notes: {},
  groups: () => [
    {
      comment: 'opened pins of one writer in one space',
      context: {},
      cases: [
        pins('no pin'),
        pins('one pin', limitPin('a', 7)),
        pins('nothing counts', limitPin('a', null)),
        pins('two that know nothing of each other: the lower holds', limitPin('a', 7), limitPin('b', 3)),
        pins('a higher one that replaces the lower', limitPin('a', 3), limitPin('b', 9, ['a'])),
        pins('a higher one that replaces one of two', limitPin('a', 3), limitPin('b', 5), limitPin('c', 9, ['a'])),
        pins('a pin that replaces one that is not here', limitPin('c', 9, ['a'])),
        pins(
          'a member that was removed replaces a pin of the threshold: in vain',
          limitPin('a', 3, [], { since: 2, delegation: 0 }),
          limitPin('b', 9, ['a']),
        ),
        pins(
          'a delegation that has ended replaces a pin of the next one: in vain',
          limitPin('a', 3, [], { since: 1, delegation: 2 }),
          limitPin('b', 9, ['a']),
        ),
        pins(
          'a member that is back under a new root replaces a pin of the threshold',
          limitPin('a', 3, [], { since: 2, delegation: 0 }),
          limitPin('b', 9, ['a'], { since: 3, delegation: 1 }),
        ),
        pins(
          'one text under two authorities is two pins',
          limitPin('a', 3),
          limitPin('a', 3, [], { since: 2, delegation: 0 }),
          limitPin('b', 9, ['a']),
        ),
      ],
    },
  ],
  run: ({ pins: list }) => {
    const given = list as unknown as { id: string; authority: PinAuthority; claims: string }[];
    const held = given.map(({ id, authority, claims }) => ({
      authority,
      id: pinClaimsSchema.shape.replaces.element.parse(id),
      claims: JSON.parse(claims) as PinClaims,
    }));
    return accepted({ limit: pinnedTo(held, 'record') ?? -1 });
  },
};
