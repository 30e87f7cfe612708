import { checkPublicKey, clientIdOf, writerIdOf } from '@liaison/identity';
import { encodeBase64url, genesisSchema, hex, LiaisonError, parseCanonicalJson, spaceIdOf } from '@liaison/protocol';
import { seedOf, vectorKey } from '../seeded-keys.js';
import { accepted, invalid, refused, type Topic, valid } from '../vector-file.js';

const codeOf = (error: unknown): string => {
  if (error instanceof LiaisonError) return error.code;
  throw error;
};

const keyOf = (name: string, member = 'KR') => ({ member, key: vectorKey(name).publicKey });
const point = (...low: number[]) => ({
  member: 'KR',
  key: encodeBase64url(Uint8Array.of(...low, ...new Array<number>(32 - low.length).fill(0))),
});
const fromHex = (text: string) => ({ member: 'KR', key: encodeBase64url(Buffer.from(text, 'hex')) });
const unsafe = (comment: string, input: { member: string; key: string }, flag: string) =>
  invalid(comment, input, flag, 'key-unsafe');

export const writerIdTopic: Topic = {
  path: 'ids/writer-id',
  comment: 'Writer ids, and signing keys that may not be certified.',
  shapes: { context: {}, input: { member: 'string', key: 'string' }, expected: { writer: 'string' } },
  notes: {
    SmallOrder: {
      bugType: 'WEAK_KEY',
      effect: 'Signatures under such a key can be made by anybody.',
      rules: ['SIG-6'],
    },
    SecondSpelling: { bugType: 'SECOND_SPELLING', effect: 'One key with two writer ids.', rules: ['SIG-6'] },
    NoPoint: { bugType: 'MALFORMED', effect: 'A key that verifies nothing.', rules: ['SIG-6'] },
    Length: { bugType: 'MALFORMED', effect: 'An id of something that is no key.', rules: ['IDN-2', 'SIG-6'] },
  },
  groups: () => [
    {
      comment: `raw Ed25519 keys as base64url; the seed of the first is ${hex(seedOf('entry writer'))}`,
      context: {},
      cases: [
        valid('the key of the entry vectors', keyOf('entry writer')),
        valid('another key', keyOf('stranger')),
        valid('the same key in another member is another writer', keyOf('stranger', 'TH')),
        unsafe('the neutral element', point(1), 'SmallOrder'),
        unsafe('the point of order 2', fromHex(`ec${'ff'.repeat(30)}7f`), 'SmallOrder'),
        unsafe('a point of order 4', point(), 'SmallOrder'),
        unsafe(
          'a point of order 8',
          fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'),
          'SmallOrder',
        ),
        unsafe(
          'another point of order 8',
          fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa'),
          'SmallOrder',
        ),
        unsafe('the neutral element with the prime added', fromHex(`ee${'ff'.repeat(30)}7f`), 'SecondSpelling'),
        unsafe('minus zero as x-coordinate', fromHex(`01${'00'.repeat(30)}80`), 'SecondSpelling'),
        unsafe('y = 2, not on the curve', point(2), 'NoPoint'),
        invalid(
          '31 bytes',
          { member: 'KR', key: encodeBase64url(new Uint8Array(31).fill(5)) },
          'Length',
          'key-malformed',
        ),
        invalid(
          '33 bytes',
          { member: 'KR', key: encodeBase64url(new Uint8Array(33).fill(5)) },
          'Length',
          'key-malformed',
        ),
      ],
    },
  ],
  run: ({ member, key }) => {
    const checked = checkPublicKey('signing', String(key));
    return checked.ok ? accepted({ writer: writerIdOf(String(member), String(key)) }) : refused(checked.error.code);
  },
};

const number = (member: number, serial: number) => ({ member, serial });
const outOfRange = (comment: string, member: number, serial: number) =>
  invalid(comment, number(member, serial), 'Range', 'certificate-malformed');

export const clientIdTopic: Topic = {
  path: 'ids/client-id',
  comment: 'The Yjs clientID of a writer: member number × 2^20 + serial.',
  shapes: { context: {}, input: { member: 'integer', serial: 'integer' }, expected: { client: 'integer' } },
  notes: {
    Range: {
      bugType: 'OVERFLOW',
      effect: 'Two writers with one clientID: their edits overwrite each other.',
      rules: ['CRT-5', 'ROS-3'],
    },
  },
  groups: () => [
    {
      comment: 'numbers of the roster and serials of the directory',
      context: {},
      cases: [
        valid('the first writer of KR', number(410, 1)),
        valid('a later writer of TH', number(764, 143)),
        valid('the highest', number(4095, 0xf_ffff)),
        outOfRange('serial 0', 410, 0),
        outOfRange('a serial of 21 bits', 410, 0x10_0000),
        outOfRange('member number 0', 0, 1),
        outOfRange('a member number of 13 bits', 4096, 1),
      ],
    },
  ],
  run: ({ member, serial }) => {
    try {
      return accepted({ client: clientIdOf(Number(member), Number(serial)) });
    } catch (error) {
      return refused(codeOf(error));
    }
  },
};

const genesis = {
  founder: 'AAECAwQFBgcICQoLDA0ODw',
  kind: 'case',
  owner: 'KR',
  rule: 'owner-decides',
  salt: 'AAECAwQFBgcICQoLDA0ODw',
};
/** The content of a genesis written in another way: its id would be another one. */
const misspelt = (comment: string, text: string) => invalid(comment, { content: text }, 'Value', 'void-content');
const founded = (comment: string, content: object, flag: string) =>
  invalid(comment, { content: JSON.stringify(content) }, flag, 'void-content');

export const spaceIdTopic: Topic = {
  path: 'ids/space-id',
  rules: ['SPC-2'],
  comment: 'Space ids from the canonical JSON of the genesis content.',
  shapes: { context: {}, input: { content: 'string' }, expected: { space: 'string' } },
  notes: {
    Member: { bugType: 'CLAIM_SET', effect: 'A rule that some nodes know of and others do not.', rules: ['SPC-1'] },
    Value: {
      bugType: 'CLAIM_VALUE',
      effect: 'A space that nobody can own or whose id can be guessed.',
      rules: ['SPC-1'],
    },
  },
  groups: () => [
    {
      comment: 'genesis contents',
      context: {},
      cases: [
        valid('a case of KR', { content: JSON.stringify(genesis) }),
        misspelt('a space after a comma', JSON.stringify(genesis).replace(',', ', ')),
        misspelt('no JSON', 'genesis'),
        misspelt('members out of order', JSON.stringify(Object.fromEntries(Object.entries(genesis).reverse()))),
        valid('another salt', { content: JSON.stringify({ ...genesis, salt: 'AAECAwQFBgcICQoLDA0OEA' }) }),
        valid('another founder', { content: JSON.stringify({ ...genesis, founder: 'AAECAwQFBgcICQoLDA0ODg' }) }),
        valid('a register of TH', { content: JSON.stringify({ ...genesis, kind: 'register', owner: 'TH' }) }),
        valid('a space in which each member consents', {
          content: JSON.stringify({ ...genesis, rule: 'each-consents' }),
        }),
        founded('a title', { ...genesis, title: 'x' }, 'Member'),
        founded('no rule', { ...genesis, rule: undefined }, 'Member'),
        founded('no founder', { ...genesis, founder: undefined }, 'Member'),
        founded('an unknown kind', { ...genesis, kind: 'board' }, 'Value'),
        founded('a short salt', { ...genesis, salt: 'AAECAwQFBgcICQoLDA0O' }, 'Value'),
        founded('a salt with unused bits', { ...genesis, salt: 'AAECAwQFBgcICQoLDA0ODx' }, 'Value'),
        founded('a member code in small letters', { ...genesis, owner: 'kr' }, 'Value'),
      ],
    },
  ],
  run: ({ content }) => {
    const json = parseCanonicalJson(Buffer.from(String(content)));
    const read = genesisSchema.safeParse(json.ok ? json.value : undefined);
    return read.success ? accepted({ space: spaceIdOf(read.data) }) : refused('void-content');
  },
};
