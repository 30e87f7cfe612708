import {
  answerPartSchema,
  answerText,
  decodePushedPart,
  encodePushedPart,
  followPart,
  hex,
  LIMITS,
  type PushedPart,
  sha256,
  sha256Text,
} from '@liaison/protocol';
import { accepted, type Case, invalid, outcomeOf, refused, type Topic, valid } from '../vector-file.js';

const ofHex = (text: unknown): Uint8Array => Buffer.from(String(text), 'hex');
const LEAST = LIMITS.partBytesLeast;

const wholePage = sha256('a page in parts');
const partOf = (change: Partial<PushedPart> = {}): { part: string } => {
  const part: PushedPart = { of: 'page', digest: wholePage, total: 300, from: 297, bytes: Uint8Array.of(1, 2, 3) };
  return { part: hex(encodePushedPart({ ...part, ...change })) };
};
const partFault = (comment: string, part: string, flag: string): Case =>
  invalid(comment, { part }, flag, 'part-malformed');

function pushedCases(): Case[] {
  const { part } = partOf();
  const head = part.slice(0, 6 + 64);
  const least = { total: 5_000, from: 100, bytes: new Uint8Array(LEAST).fill(7) };
  return [
    valid('the end of a page', partOf()),
    valid('the end of an input', partOf({ of: 'input' })),
    valid('a whole page', partOf({ total: 3, from: 0 })),
    valid('the smallest range in the middle', partOf(least)),
    valid('the last byte of the largest page', partOf({ total: 4_194_304, from: 4_194_303, bytes: Uint8Array.of(0) })),
    valid('the last byte of the largest input', {
      ...partOf({ of: 'input', total: 2_097_152, from: 2_097_151, bytes: Uint8Array.of(0) }),
    }),
    partFault('a page', `4c5001${part.slice(6)}`, 'Magic'),
    partFault('a part of a sort that is unknown', `4c5203${part.slice(6)}`, 'Magic'),
    partFault('no bytes', '', 'Magic'),
    partFault('cut off before the sort', '4c52', 'Magic'),
    partFault('cut off in the digest', part.slice(0, 40), 'Range'),
    partFault('cut off before the lengths', head, 'Range'),
    partFault('an empty range', part.slice(0, -6), 'Range'),
    partFault('a range that leaves the page', partOf({ from: 298 }).part, 'Range'),
    partFault('a range behind the page', partOf({ from: 300 }).part, 'Range'),
    partFault('a small range in the middle', partOf({ ...least, bytes: least.bytes.subarray(1) }).part, 'Crumbs'),
    partFault('a small range at the beginning', partOf({ from: 0 }).part, 'Crumbs'),
    partFault('a page over the limit', partOf({ total: 4_194_305, from: 4_194_302 }).part, 'Limit'),
    partFault('an input over its limit', partOf({ of: 'input', total: 2_097_153, from: 2_097_150 }).part, 'Limit'),
    partFault('a length in a long form', `${head}ac8200${part.slice(-10)}`, 'Varint'),
  ];
}

export const pushedPartTopic: Topic = {
  path: 'parts/pushed',
  comment: 'Ranges of a page or of an input that is brought in parts.',
  rules: ['PAG-7'],
  shapes: {
    context: {},
    input: { part: 'string' },
    expected: { of: 'string', digest: 'string', total: 'integer', from: 'integer', bytes: 'string' },
  },
  notes: {
    Magic: { bugType: 'MALFORMED', effect: 'Other bytes are taken for a part.', rules: ['PAG-7'] },
    Range: { bugType: 'LENGTH', effect: 'Bytes are written beside what was announced.', rules: ['PAG-7'] },
    Crumbs: { bugType: 'LIMIT', effect: 'Millions of rows for one page.', rules: ['PAG-7', 'LIM-43'] },
    Limit: {
      bugType: 'LIMIT',
      effect: 'Room by a number that the sender chose.',
      rules: ['PAG-7', 'LIM-20', 'LIM-23'],
    },
    Varint: { bugType: 'SECOND_SPELLING', effect: 'Two readers cut a part in two ways.', rules: ['ENC-5', 'PAG-7'] },
  },
  groups: () => [{ comment: 'bytes in hexadecimal', context: {}, cases: pushedCases() }],
  run: ({ part }) =>
    outcomeOf(decodePushedPart(ofHex(part)), ({ of, digest, total, from, bytes }) => ({
      of,
      digest: hex(digest),
      total,
      from,
      bytes: hex(bytes),
    })),
};

/** An answer with a name beyond ASCII, of a little more than two ranges. */
const whole = answerText({ document: `${'liaison '.repeat(300)}Đà Nẵng 부산` });
const digest = sha256Text(whole);
const total = whole.length;

interface Given {
  readonly held: number;
  readonly from?: number;
  readonly text?: string;
  readonly part?: object;
  readonly before?: { readonly digest: string; readonly total: number };
}

const given = ({ held, from = held, text = whole.slice(from, from + LEAST), part = {}, before }: Given) => ({
  held: whole.slice(0, held),
  digest: before?.digest ?? (held === 0 ? '' : digest),
  total: before?.total ?? (held === 0 ? 0 : total),
  answer: JSON.stringify({ part: { digest, from, total, ...part }, text }),
});
const fault = (comment: string, what: Given, flag: string): Case =>
  invalid(comment, given(what), flag, 'answer-part-malformed');

const another = { digest: sha256Text('another answer'), total: 9_000 };

const answerCases = (): Case[] => [
  valid('the beginning', given({ held: 0 })),
  valid('the range that follows', given({ held: LEAST })),
  valid('the end, with letters beyond ASCII', given({ held: 2 * LEAST })),
  valid('all of it', given({ held: 0, text: whole })),
  valid('the beginning of what it has become', given({ held: LEAST, from: 0, before: another })),
  valid('with members that are unknown', {
    ...given({ held: 0 }),
    answer: JSON.stringify({ part: { digest, from: 0, total, later: 1 }, text: whole, more: true }),
  }),
  fault('the middle of what it has become', { held: LEAST, before: another }, 'Place'),
  fault('the middle where nothing is held', { held: 0, from: LEAST }, 'Place'),
  fault('the beginning again', { held: LEAST, from: 0 }, 'Place'),
  fault('a range further on', { held: LEAST, from: LEAST + 1 }, 'Place'),
  fault('the same whole with another length', { held: LEAST, part: { total: total + 1 } }, 'Place'),
  fault('an empty range', { held: LEAST, text: '' }, 'Range'),
  fault('a range that leaves the whole', { held: LEAST, text: `${whole.slice(LEAST)}x` }, 'Range'),
  fault('a small range in the middle', { held: LEAST, text: whole.slice(LEAST, 2 * LEAST - 1) }, 'Crumbs'),
  fault('a whole over the limit', { held: 0, part: { total: LIMITS.answerBytesMax + 1 } }, 'Limit'),
  fault('a place that is no whole number', { held: 0, part: { from: 0.5 } }, 'Limit'),
  fault('a place below zero', { held: 0, part: { from: -1 } }, 'Limit'),
  fault('a digest of another length', { held: 0, part: { digest: digest.slice(1) } }, 'Form'),
  fault('no digest', { held: 0, part: { digest: null } }, 'Form'),
  fault('letters beyond ASCII as they are', { held: 0, text: `Đ${whole.slice(1, LEAST)}` }, 'Form'),
  invalid(
    'no text',
    { ...given({ held: 0 }), answer: `{"part":{"digest":"${digest}","from":0,"total":9}}` },
    'Form',
    'answer-part-malformed',
  ),
  fault('an end that does not make the whole', { held: 2 * LEAST, text: 'x'.repeat(total - 2 * LEAST) }, 'Digest'),
  fault('all of something else', { held: 0, text: 'x'.repeat(total) }, 'Digest'),
];

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function follow(held: string, before: { digest: string; total: number }, answer: string) {
  const read = answerPartSchema.safeParse(jsonOf(answer));
  if (!read.success) return refused('answer-part-malformed');
  const { part, text } = read.data;
  const state = before.digest === '' ? undefined : { ...before, held: held.length };
  const followed = followPart(state, { ...part, length: text.length });
  if (!followed.ok) return refused(followed.error.code);
  const now = followed.value === 'begins' ? text : held + text;
  const isWhole = now.length === part.total;
  if (isWhole && sha256Text(now) !== part.digest) return refused('answer-part-malformed');
  return accepted({ held: now, whole: isWhole });
}

export const answerPartTopic: Topic = {
  path: 'parts/answer',
  comment: 'A range of an answer that is given in parts, and what is held of it before and afterwards.',
  rules: ['SYN-11', 'SYN-14'],
  shapes: {
    context: {},
    input: { held: 'string', digest: 'string', total: 'integer', answer: 'string' },
    expected: { held: 'string', whole: 'boolean' },
  },
  notes: {
    Form: { bugType: 'MALFORMED', effect: 'Something else is taken for a part.', rules: ['SYN-11'] },
    Place: { bugType: 'LENGTH', effect: 'Ranges of two answers are mixed.', rules: ['SYN-11'] },
    Range: { bugType: 'LENGTH', effect: 'Calls without end.', rules: ['SYN-11'] },
    Crumbs: { bugType: 'LIMIT', effect: 'Thousands of calls for one answer.', rules: ['SYN-11', 'LIM-43'] },
    Limit: { bugType: 'LIMIT', effect: 'Room by a number that the peer chose.', rules: ['SYN-11'] },
    Digest: { bugType: 'WRONG_ROOT', effect: 'What nobody announced is read.', rules: ['SYN-14'] },
  },
  groups: () => [
    { comment: 'answers as JSON; nothing is held where the digest is empty', context: {}, cases: answerCases() },
  ],
  run: ({ held, digest: of, total: length, answer }) =>
    follow(String(held), { digest: String(of), total: Number(length) }, String(answer)),
};
