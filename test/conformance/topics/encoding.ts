import { decodeBase64url, hex, parseCanonicalJson, parseExactJson } from '@liaison/protocol';
import { type Case, invalid, outcomeOf, type Topic, valid } from '../vector-file.js';

const utf8Hex = (text: string): { hex: string } => ({ hex: hex(Buffer.from(text, 'utf8')) });
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'hex');

export const base64urlTopic: Topic = {
  path: 'encoding/base64url',
  comment: 'Strict base64url: one text per byte string.',
  shapes: { context: {}, input: { text: 'string' }, expected: { hex: 'string' } },
  notes: {
    Padding: {
      bugType: 'LENIENT_DECODER',
      effect: 'Two texts for one id: references can be forged.',
      rules: ['ENC-1'],
    },
    Alphabet: {
      bugType: 'LENIENT_DECODER',
      effect: 'Two texts for one id: references can be forged.',
      rules: ['ENC-1'],
    },
    UnusedBits: {
      bugType: 'LENIENT_DECODER',
      effect: 'The last character may vary, so one signature has several texts.',
      rules: ['ENC-1'],
    },
    WhiteSpace: { bugType: 'LENIENT_DECODER', effect: 'Line breaks vanish and texts multiply.', rules: ['ENC-1'] },
  },
  groups: () => [
    {
      comment: 'RFC 4648 section 5 without padding',
      context: {},
      cases: [
        valid('no bytes', { text: '' }),
        valid('one byte', { text: 'Zg' }),
        valid('two bytes', { text: 'Zm8' }),
        valid('three bytes', { text: 'Zm9v' }),
        valid('both characters that base64 writes differently', { text: '-_8' }),
        invalid('padded', { text: 'Zg==' }, 'Padding', 'encoding-base64url'),
        invalid('characters of plain base64', { text: '+/8' }, 'Alphabet', 'encoding-base64url'),
        invalid('a full stop', { text: 'Zm9v.' }, 'Alphabet', 'encoding-base64url'),
        invalid('unused bits set after one byte', { text: 'Zh' }, 'UnusedBits', 'encoding-base64url'),
        invalid('unused bits set after two bytes', { text: 'Zm9' }, 'UnusedBits', 'encoding-base64url'),
        invalid('a character that completes no byte', { text: 'Zm9vA' }, 'UnusedBits', 'encoding-base64url'),
        invalid('a line feed at the end', { text: 'Zm9v\n' }, 'WhiteSpace', 'encoding-base64url'),
        invalid('a space inside', { text: 'Zm 9v' }, 'WhiteSpace', 'encoding-base64url'),
      ],
    },
  ],
  run: ({ text }) => outcomeOf(decodeBase64url(String(text)), (bytes) => ({ hex: hex(bytes) })),
};

const jsonNotes = {
  WhiteSpace: { bugType: 'SECOND_SPELLING', effect: 'One value, several ids.', rules: ['ENC-2', 'ENC-3'] },
  KeyOrder: { bugType: 'SECOND_SPELLING', effect: 'One value, several ids.', rules: ['ENC-2', 'ENC-6'] },
  DuplicateKey: {
    bugType: 'TWO_READINGS',
    effect: 'Two readers see two values under one id.',
    rules: ['ENC-2', 'ENC-3'],
  },
  NumberSpelling: { bugType: 'SECOND_SPELLING', effect: 'One value, several ids.', rules: ['ENC-2', 'ENC-3'] },
  Escape: { bugType: 'SECOND_SPELLING', effect: 'One value, several ids.', rules: ['ENC-2', 'ENC-3'] },
  Surrogate: {
    bugType: 'NO_UTF8',
    effect: 'The text cannot be written back; digests differ later.',
    rules: ['ENC-2', 'ENC-3'],
  },
  Utf8: { bugType: 'NO_UTF8', effect: 'Readers replace different bytes and disagree.', rules: ['ENC-2', 'ENC-3'] },
  Depth: {
    bugType: 'MALFORMED',
    effect: 'A verdict that depends on the stack of the reader.',
    rules: ['ENC-2', 'ENC-3', 'LIM-14'],
  },
  NoJson: { bugType: 'MALFORMED', effect: 'A crash where the error is not expected.', rules: ['ENC-2', 'ENC-3'] },
} as const;

/** Faults of both forms of JSON. */
const sharedFaults = (): Case[] => {
  const fault = (comment: string, text: string, flag: keyof typeof jsonNotes) =>
    invalid(comment, utf8Hex(text), flag, 'encoding-json');
  return [
    fault('a space after the colon', '{"a": 1}', 'WhiteSpace'),
    fault('a line feed at the end', '{"a":1}\n', 'WhiteSpace'),
    fault('a byte order mark', '\ufeff{"a":1}', 'WhiteSpace'),
    fault('one key twice', '{"a":1,"a":2}', 'DuplicateKey'),
    fault('a whole number with a fraction', '{"a":1.0}', 'NumberSpelling'),
    fault('a needless exponent', '{"a":1e2}', 'NumberSpelling'),
    fault('minus zero', '{"a":-0}', 'NumberSpelling'),
    fault('a letter written as an escape', '{"a":"\\u0078"}', 'Escape'),
    fault('a slash written as an escape', '{"a":"\\/"}', 'Escape'),
    fault('an escape in capitals', '{"a":"\\u001F"}', 'Escape'),
    fault('three backslashes: one letter and half a surrogate pair', '{"a":"\\\\\\ud800"}', 'Surrogate'),
    fault('a whole surrogate pair as escapes', '{"a":"\\ud83d\\ude00"}', 'Escape'),
    fault('a number beyond the doubles', '{"a":1e400}', 'NumberSpelling'),
    fault('more digits than a double has', '{"a":9007199254740993}', 'NumberSpelling'),
    fault('a plus sign', '{"a":+1}', 'NoJson'),
    fault('a leading zero', '{"a":01}', 'NoJson'),
    fault('a comma at the end', '[1,]', 'NoJson'),
    fault('single quotes', "{'a':1}", 'NoJson'),
    fault('a comment', '{"a":1/**/}', 'NoJson'),
    fault('a control character as it is', '"\u0001"', 'NoJson'),
    fault('two values', '1 2', 'NoJson'),
    fault('half a surrogate pair as an escape', '{"a":"\\ud800"}', 'Surrogate'),
    invalid('half a surrogate pair in UTF-8', { hex: '7b2261223a22eda080227d' }, 'Surrogate', 'encoding-json'),
    invalid('a byte that is no UTF-8', { hex: '7b2261223a22ff227d' }, 'Utf8', 'encoding-json'),
    invalid('no bytes', { hex: '' }, 'NoJson', 'encoding-json'),
    fault('an unfinished object', '{"a":1', 'NoJson'),
    fault('a number that is none', '{"a":NaN}', 'NoJson'),
    fault('seventeen lists within each other', '['.repeat(17) + ']'.repeat(17), 'Depth'),
  ];
};

const jsonShapes = { context: {}, input: { hex: 'string' }, expected: { text: 'string' } } as const;

export const canonicalJsonTopic: Topic = {
  path: 'encoding/canonical-json',
  comment: 'Canonical JSON: sorted keys, one spelling.',
  shapes: jsonShapes,
  notes: jsonNotes,
  groups: () => [
    {
      comment: 'UTF-8 bytes in hexadecimal',
      context: {},
      cases: [
        valid('null', utf8Hex('null')),
        valid('an empty object', utf8Hex('{}')),
        valid('sorted keys', utf8Hex('{"a":1,"b":[true,false,null],"c":{"d":"x"}}')),
        valid('keys in UTF-16 order: U+10000 before U+FFFD', utf8Hex('{"\u{10000}":1,"\ufffd":2}')),
        valid('text in several scripts', utf8Hex('{"a":"대마","b":"ยาบ้า","c":"ma tuý đá"}')),
        valid('keys that look like whole numbers', utf8Hex('{"10":1,"9":2}')),
        valid('sixteen lists within each other', utf8Hex('['.repeat(16) + ']'.repeat(16))),
        valid('control characters', utf8Hex('"\\u001f\\n\\t\\""')),
        valid('a backslash before what looks like an escape', utf8Hex('{"a":"\\\\ud800"}')),
        valid('numbers as ECMAScript prints them', utf8Hex('[0,-1,0.1,1e+21,1e-7,9007199254740991]')),
        invalid('keys out of order', utf8Hex('{"b":1,"a":2}'), 'KeyOrder', 'encoding-json'),
        invalid('keys in code point order', utf8Hex('{"\ufffd":1,"\u{10000}":2}'), 'KeyOrder', 'encoding-json'),
        ...sharedFaults(),
      ],
    },
  ],
  run: (input) => {
    const bytes = bytesOf(String(input.hex));
    return outcomeOf(parseCanonicalJson(bytes), () => ({ text: Buffer.from(bytes).toString('utf8') }));
  },
};

const { KeyOrder: _unused, ...exactNotes } = jsonNotes;

export const exactJsonTopic: Topic = {
  path: 'encoding/exact-json',
  comment:
    'Exact JSON, the form of claims: as canonical JSON, but the order of keys is given by the type of the token.',
  shapes: jsonShapes,
  notes: exactNotes,
  groups: () => [
    {
      comment: 'UTF-8 bytes in hexadecimal',
      context: {},
      cases: [
        valid('keys in any order', utf8Hex('{"b":1,"a":2}')),
        valid('text in several scripts', utf8Hex('{"a":"대마","b":"ยาบ้า"}')),
        valid('a backslash before what looks like an escape', utf8Hex('{"a":"\\\\ud800"}')),
        ...sharedFaults(),
      ],
    },
  ],
  run: (input) => {
    const bytes = bytesOf(String(input.hex));
    return outcomeOf(parseExactJson(bytes), () => ({ text: Buffer.from(bytes).toString('utf8') }));
  },
};
