import {
  canonicalJson,
  comparedRoot,
  type DocumentIds,
  documentsDigest,
  hex,
  type JsonValue,
  type ReceiptMark,
  radixDigest,
  radixTree,
  receiptsDigest,
  sha256,
  sha256Text,
  spaceFingerprint,
  type Tip,
  tipSchema,
} from '@liaison/protocol';
import { accepted, type Case, invalid, refused, type Topic, valid } from '../vector-file.js';

const idOf = (name: string): string => sha256Text('liaison-vectors-id', name);
const WRITERS = ['AAAAAAAAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBBBBBBBA', '_____________________w'] as const;
const tip = (lane: 'control' | 'record', writer: number, seq: number, id: string): Tip =>
  tipSchema.parse({ lane, writer: WRITERS[writer], seq, id: idOf(id) });

const TIPS = [tip('control', 0, 2, 'c'), tip('record', 0, 9, 'a'), tip('record', 1, 10, 'b'), tip('record', 2, 1, 'd')];
const FORK = [tip('record', 0, 10, 'left'), tip('record', 0, 9, 'right')];
const SAME_SEQ = [tip('record', 0, 9, 'left'), tip('record', 0, 9, 'right')];

const print = (tips: readonly Tip[]): string => hex(spaceFingerprint(tips));
const plain = (tips: readonly Tip[]): JsonValue => tips.map((one) => ({ ...one }));
const prints = (comment: string, tips: readonly Tip[], flag?: string): Case =>
  valid(comment, { tips: plain(tips), fingerprint: print(tips) }, flag);
/** The digest of tips exactly as they stand, sorted by nobody. */
const unsorted = (tips: readonly Tip[]): string =>
  hex(sha256('liaison-space-tips-v1', canonicalJson(tips.map((one) => [one.lane, one.writer, one.seq, one.id]))));
const wrong = (comment: string, tips: readonly Tip[], fingerprint: string, flag: string): Case =>
  invalid(comment, { tips: plain(tips), fingerprint }, flag, 'fingerprint-differs');

export const fingerprintTopic: Topic = {
  path: 'reconciliation/fingerprint',
  comment: 'Fingerprints of spaces from their tips; the order of the list means nothing.',
  shapes: { context: {}, input: { tips: 'array', fingerprint: 'string' }, expected: { tips: 'integer' } },
  notes: {
    Order: {
      bugType: 'ORDER',
      effect: 'Equal spaces look different, so every sync goes on.',
      rules: ['REC-2', 'REC-3'],
    },
    Fork: { bugType: 'FORK', effect: 'Two nodes that hold both branches never agree.', rules: ['REC-2', 'FRK-3'] },
    Label: {
      bugType: 'DOMAIN',
      effect: 'A digest of one thing passes for that of another.',
      rules: ['ENC-4', 'REC-3'],
    },
    Weak: {
      bugType: 'COLLISION',
      effect: 'A peer chooses entries so that a difference is not seen.',
      rules: ['REC-3'],
    },
  },
  groups: () => [
    {
      comment: 'fingerprints in hexadecimal',
      context: {},
      cases: [
        prints('no tips', []),
        prints('four logs', TIPS),
        prints('four logs in another order', [...TIPS].reverse(), 'Order'),
        prints('a fork whose branches have different lengths', [...FORK, ...TIPS.slice(2)], 'Fork'),
        prints('a fork whose branches are equally long: the id decides', SAME_SEQ, 'Fork'),
        prints('the same, other branch first', [...SAME_SEQ].reverse(), 'Fork'),
        wrong('sequence numbers sorted as texts', FORK, unsorted(FORK), 'Order'),
        wrong('record lane before control lane', TIPS, unsorted([...TIPS.slice(1), TIPS[0] as Tip]), 'Order'),
        wrong(
          'without its label',
          TIPS,
          hex(sha256(canonicalJson(TIPS.map((one) => [one.lane, one.writer, one.seq, one.id])))),
          'Label',
        ),
        wrong('the ids combined by XOR', TIPS, hex(xorOfIds(TIPS)), 'Weak'),
        wrong('a tip left out', TIPS, print(TIPS.slice(1)), 'Weak'),
      ],
    },
  ],
  run: ({ tips, fingerprint }) => {
    const read = (tips as JsonValue[]).map((one) => tipSchema.parse(one));
    return print(read) === fingerprint ? accepted({ tips: read.length }) : refused('fingerprint-differs');
  },
};

function xorOfIds(tips: readonly Tip[]): Uint8Array {
  const sum = new Uint8Array(32);
  for (const { id } of tips) {
    for (const [i, byte] of Buffer.from(id, 'base64url').entries()) sum[i] = (sum[i] ?? 0) ^ byte;
  }
  return sum;
}

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    space: idOf(`space ${i}`),
    fingerprint: sha256('liaison-vectors-fingerprint', String(i)),
    receipts: sha256('liaison-vectors-receipts', String(i)),
  }));

const radix = (comment: string, count: number, prefix: string, flag?: string): Case =>
  valid(comment, { count, prefix }, flag);

export const radixTopic: Topic = {
  path: 'reconciliation/radix-digest',
  comment:
    'Radix digests over count spaces: id i = SHA-256 of "liaison-vectors-id" and "space i", fingerprint i = SHA-256 of ' +
    '"liaison-vectors-fingerprint" and i, receipts i = SHA-256 of "liaison-vectors-receipts" and i, i in decimal digits.',
  shapes: {
    context: {},
    input: { count: 'integer', prefix: 'string' },
    expected: { digest: 'string', spaces: 'array' },
  },
  notes: {
    Leaf: { bugType: 'EDGE_CASE', effect: 'Peers go down the tree in different ways.', rules: ['REC-4'] },
  },
  groups: () => [
    {
      comment: 'the prefix is in hexadecimal digits of the space id',
      context: {},
      cases: [
        radix('no spaces', 0, ''),
        radix('one space', 1, ''),
        radix('eight spaces: still a list', 8, '', 'Leaf'),
        radix('nine spaces: a node with 16 children', 9, '', 'Leaf'),
        radix('two hundred spaces', 200, ''),
        radix('one child of two hundred spaces', 200, 'a'),
        radix('a prefix with nothing below it', 9, 'ffff'),
      ],
    },
  ],
  run: ({ count, prefix }) => {
    const tree = radixTree(leavesOf(Number(count)));
    const below = tree.keys.flatMap((name, i) =>
      name.startsWith(String(prefix)) ? [tree.leaves[i]?.space ?? ''] : [],
    );
    return accepted({ digest: hex(radixDigest(tree, String(prefix))), spaces: below.length > 8 ? [] : below });
  },
};

const marks: ReceiptMark[] = [
  { holder: WRITERS[1], number: 12, id: idOf('receipt 1') },
  { holder: WRITERS[0], number: 3, id: idOf('receipt 0') },
];

export const comparedRootTopic: Topic = {
  path: 'reconciliation/compared-root',
  comment: 'The root that two peers compare, and the digest of the receipts of one space.',
  shapes: {
    context: {},
    input: { rosters: 'array', directories: 'array', spaces: 'string', receipts: 'array' },
    expected: { documents: 'string', root: 'string', receiptsDigest: 'string' },
  },
  notes: {
    Order: { bugType: 'ORDER', effect: 'Equal replicas look different.', rules: ['REC-5', 'SYN-1'] },
  },
  groups: () => {
    const spaces = hex(radixDigest(radixTree(leavesOf(9)), ''));
    const rosters = [idOf('roster'), idOf('roster 2')];
    const directories = ['KR', 'TH', 'TH'].map((member, i) => ({ member, id: idOf(`directory ${i}`) }));
    const input = { rosters, directories, spaces };
    return [
      {
        comment: 'spaces is the radix digest of the empty prefix',
        context: {},
        cases: [
          valid('two rosters, a member with two directories, two receipts', { ...input, receipts: plainMarks(marks) }),
          valid(
            'in another order',
            {
              rosters: [...rosters].reverse(),
              directories: [...directories].reverse(),
              spaces,
              receipts: plainMarks([...marks].reverse()),
            },
            'Order',
          ),
          valid('nothing yet', {
            rosters: [idOf('roster')],
            directories: [],
            spaces: '00'.repeat(32),
            receipts: [],
          }),
        ],
      },
    ];
  },
  run: ({ rosters, directories, spaces, receipts }) => {
    const documents = documentsDigest({ rosters, directories } as unknown as DocumentIds);
    return accepted({
      documents: hex(documents),
      root: hex(comparedRoot(documents, Buffer.from(String(spaces), 'hex'))),
      receiptsDigest: hex(receiptsDigest(receipts as unknown as ReceiptMark[])),
    });
  },
};

const plainMarks = (list: readonly ReceiptMark[]): JsonValue => list.map((mark) => ({ ...mark }));
