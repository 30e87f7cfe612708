import { bodyDigest, hex, merkleRoot, operationLeaf, sha256, withContent } from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import { accepted, invalid, outcomeOf, refused, type Topic, valid } from '../vector-file.js';

const bytesOf = (text: unknown): Uint8Array => Buffer.from(String(text), 'hex');
const AUDIENCE = '0100117b226f70223a2261756469656e6365227d';
const EDIT_HEADER = Buffer.from(
  '{"kind":"case","op":"edit","record":"018f3a5e-7c1b-7d20-9a3b-5c4d3e2f1a0b","section":"KR"}',
);
const EDIT = hex(Buffer.concat([Uint8Array.of(2, 0, EDIT_HEADER.length), EDIT_HEADER]));
/** One field `f:place` and one value, client 429916161. */
const UPDATE = '0101818080cd010008010766';

export const leafTopic: Topic = {
  path: 'merkle/leaf',
  comment: 'The leaf of one operation, from its salt, its frame before the content, and its content.',
  shapes: {
    context: {},
    input: { salt: 'string', head: 'string', content: 'string' },
    expected: { bodyDigest: 'string', skeletonFrame: 'string', leaf: 'string' },
  },
  notes: {
    NoSkeleton: { bugType: 'MALFORMED', effect: 'An operation that could never be purged.', rules: ['SKL-1', 'UPD-1'] },
  },
  groups: () => [
    {
      comment: 'salts of 16 bytes; everything in hexadecimal',
      context: {},
      cases: [
        valid('an audience', {
          salt: '00'.repeat(16),
          head: AUDIENCE,
          content: hex(Buffer.from('{"members":["TH"]}')),
        }),
        valid('the same audience under another salt', {
          salt: 'a5'.repeat(16),
          head: AUDIENCE,
          content: hex(Buffer.from('{"members":["TH"]}')),
        }),
        valid('an edit with one value', {
          salt: '01'.repeat(16),
          head: EDIT,
          content: `${UPDATE}3a706c616365017705${hex(Buffer.from('Jeju!'))}00`,
        }),
        valid('another value of one length has another body and the same skeleton', {
          salt: '01'.repeat(16),
          head: EDIT,
          content: `${UPDATE}3a706c616365017705${hex(Buffer.from('Busan'))}00`,
        }),
        invalid(
          'an update that cannot be read',
          { salt: '01'.repeat(16), head: EDIT, content: UPDATE },
          'NoSkeleton',
          'update-malformed',
        ),
      ],
    },
  ],
  run: ({ salt, head, content }) => {
    const body = Buffer.concat([bytesOf(head), bytesOf(content)]);
    return outcomeOf(skeletonOf(body[0] === 1 ? 1 : 2, bytesOf(content)), (skeleton) => {
      const digest = bodyDigest(bytesOf(salt), body);
      const bare = withContent(body, skeleton);
      return { bodyDigest: hex(digest), skeletonFrame: hex(bare), leaf: hex(operationLeaf(digest, bare)) };
    });
  },
};

const leavesOf = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => sha256('liaison-vectors-leaf', String(i)));
const rootOf = (count: number): string => hex(merkleRoot(leavesOf(count)));
const join = (left: Uint8Array, right: Uint8Array, ...prefix: number[]): Uint8Array =>
  sha256(Uint8Array.from(prefix), left, right);

function wrongRoots() {
  const [a, b, c, d, e] = leavesOf(5) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const [ab, cd] = [join(a, b, 1), join(c, d, 1)];
  const wrong = (comment: string, count: number, root: Uint8Array, flag: string) =>
    invalid(comment, { count, root: hex(root) }, flag, 'root-differs');
  return [
    wrong('no leaves as the hash of nothing', 0, sha256(''), 'Empty'),
    wrong('a leaf hashed again', 1, sha256(Uint8Array.of(0), a), 'Single'),
    wrong('leaves swapped', 2, join(b, a, 1), 'Order'),
    wrong('nodes without their prefix', 2, join(a, b), 'Prefix'),
    wrong('nodes with the prefix of leaves', 2, join(a, b, 0), 'Prefix'),
    wrong('the last leaf doubled', 3, join(ab, join(c, c, 1), 1), 'Split'),
    wrong('the larger half on the right', 3, join(a, join(b, c, 1), 1), 'Split'),
    wrong('an even split of five', 5, join(ab, join(c, join(d, e, 1), 1), 1), 'Split'),
    wrong('the root of one leaf less', 5, join(ab, cd, 1), 'Order'),
  ];
}

export const rootTopic: Topic = {
  path: 'merkle/root',
  comment:
    'Roots over leaf 0 … leaf count-1, where leaf i = SHA-256 of "liaison-vectors-leaf" and i in decimal digits.',
  shapes: { context: {}, input: { count: 'integer', root: 'string' }, expected: { leaves: 'integer' } },
  notes: {
    Empty: { bugType: 'EDGE_CASE', effect: 'Nodes disagree about a space that says nothing.', rules: ['MRK-3'] },
    Single: { bugType: 'EDGE_CASE', effect: 'Entries with one operation are refused.', rules: ['MRK-3'] },
    Order: { bugType: 'WRONG_ROOT', effect: 'Operations could be exchanged or left out.', rules: ['MRK-3'] },
    Prefix: { bugType: 'SECOND_PREIMAGE', effect: 'A node passes for a leaf.', rules: ['MRK-2', 'MRK-3'] },
    Split: {
      bugType: 'WRONG_TREE',
      effect: 'Two lists of leaves with one root, or other roots than everybody else.',
      rules: ['MRK-3'],
    },
  },
  groups: () => [
    {
      comment: 'roots in hexadecimal',
      context: {},
      cases: [
        ...[0, 1, 2, 3, 5, 8, 1000].map((count) => valid(`${count} leaves`, { count, root: rootOf(count) })),
        ...wrongRoots(),
      ],
    },
  ],
  run: ({ count, root }) =>
    rootOf(Number(count)) === root ? accepted({ leaves: Number(count) }) : refused('root-differs'),
};
