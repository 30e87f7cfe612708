import { verifySignature } from '@liaison/identity';
import { type EntryId, LIMITS } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { edit, json, testEntry, testWriter } from './ledger.fixture.js';

const writer = testWriter('KR');
const id = (letter: string) => letter.repeat(42).concat('A') as EntryId;

describe('a built entry', () => {
  test('is signed by its writer, with its heads sorted and a salt of its own per operation', () => {
    const { wire, opened } = testEntry({
      writer,
      lane: 'record',
      operations: [edit('KR'), edit('KR')],
      previous: { id: id('p'), seq: 4 },
      heads: [id('z'), id('b')],
    });
    const { signingInput, signature } = opened.signed;
    expect(verifySignature(writer.key.publicKey, signingInput, signature)).toBe(true);
    expect(opened.claims).toMatchObject({ v: 1, seq: 5, prev: id('p'), heads: [id('b'), id('z')], ops: 2 });
    const salts = wire.operations.map((part) => ('salt' in part ? Buffer.from(part.salt).toString('hex') : ''));
    expect(new Set(salts).size).toBe(2);
  });

  test('what would not fit one entry is not signed', () => {
    const big = edit('KR', 'a'.repeat(LIMITS.entryBodyBytesMax / 2));
    const many = Array.from({ length: LIMITS.entryOperationsMax + 1 }, () => json({ op: 'audience' }, { members: [] }));
    for (const operations of [[big, big], many]) {
      expect(() => testEntry({ writer, operations })).toThrow(expect.objectContaining({ code: 'entry-too-large' }));
    }
    expect(() => testEntry({ writer, operations: many.slice(1) })).not.toThrow();
  });

  test.each([
    ['entry-malformed', 'no operation', { operations: [] }],
    ['entry-malformed', 'a head twice', { operations: [edit('KR')], heads: [id('b'), id('b')] }],
    [
      'entry-malformed',
      'too many heads',
      {
        operations: [edit('KR')],
        heads: Array.from({ length: 1001 }, (_, i) => `${String(i).padStart(42, '0')}A` as EntryId),
      },
    ],
    ['update-malformed', 'an update that cannot be read', { operations: [edit('KR', '!bad')] }],
    [
      'operation-malformed',
      'content that is not canonical',
      { operations: [{ ...json({ op: 'audience' }, 1), content: Buffer.from('{ }') }] },
    ],
  ] as const)('%s: it refuses %s as a receiver would', (code, _what, draft) => {
    expect(() => testEntry({ writer, ...draft })).toThrow(expect.objectContaining({ code }));
  });
});
