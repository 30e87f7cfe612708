import { signToken } from '@liaison/identity';
import { canonicalJson, encodeOperation, FORM, LIMITS, SALT_BYTES, type WireEntry } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audience, edit, genesis, random, rootOf, skeletonOf, testEntry, testWriter } from './ledger.fixture.js';
import { openWireEntry } from './opened-entry.js';

const writer = testWriter('KR');
const { wire, opened } = testEntry({ writer, operations: [genesis(), audience('TH', 'VN')] });
type Full = { salt: Uint8Array; body: Uint8Array };
const parts = wire.operations as readonly Full[];

const codeOf = (entry: WireEntry): string => {
  const result = openWireEntry(entry, skeletonOf);
  return result.ok ? 'opened' : result.error.code;
};

const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] as number) ^ (1 << (bit % 8));
  return copy;
};

/** The same bodies under claims of one's own, signed by the writer. */
const claiming = (change: object, operations: WireEntry['operations'] = parts): WireEntry => ({
  token: signToken('liaison-entry', { ...opened.claims, ...change }, writer.key).token,
  operations,
});

describe('strict opening', () => {
  test('gives back what was built', () => {
    const result = openWireEntry(wire, skeletonOf);
    expect(result).toEqual({ ok: true, value: opened });
    expect(opened.operations.map(({ header }) => header?.op)).toEqual(['genesis', 'audience']);
    expect(Buffer.from(opened.operations[0]?.skeleton ?? []).toString()).toBe('null');
  });

  test('MRK-1, MRK-2: refuses one flipped bit anywhere in salt or body', () => {
    const places = fc.record({
      operation: fc.nat(parts.length - 1),
      part: fc.constantFrom('salt' as const, 'body' as const),
      bit: fc.nat(10_000),
    });
    fc.assert(
      fc.property(places, ({ operation, part, bit }) => {
        const operations = parts.map((one, i) =>
          i === operation ? { ...one, [part]: flipped(one[part], bit) } : one,
        ) as readonly Full[];
        expect(['entry-root-mismatch', 'operation-malformed']).toContain(codeOf({ ...wire, operations }));
      }),
    );
  });

  test('refuses one flipped bit anywhere in the token, save in its signature, which is judged elsewhere', () => {
    const end = wire.token.lastIndexOf('.');
    fc.assert(
      fc.property(fc.nat(end - 1), fc.nat(7), (at, bit) => {
        const bytes = Buffer.from(wire.token, 'latin1');
        bytes[at] = (bytes[at] as number) ^ (1 << bit);
        const result = openWireEntry({ ...wire, token: bytes.toString('latin1') }, skeletonOf);
        if (result.ok) expect(result.value.id).not.toBe(opened.id); // another well-formed claim: another entry
      }),
    );
  });

  test.each<[string, WireEntry]>([
    ['token-malformed', { ...wire, token: 'x' }],
    ['token-malformed', { ...wire, token: `${wire.token}=` }],
    ['token-malformed', { ...wire, token: `${wire.token}${'A'.repeat(LIMITS.entryTokenCharsMax)}` }],
    ['entry-malformed', claiming({ seq: 2 })],
    ['entry-malformed', claiming({ prev: opened.id })],
    ['entry-malformed', claiming({ heads: [opened.id, opened.id] })],
    ['entry-malformed', claiming({ heads: [`${'B'.repeat(42)}A`, 'A'.repeat(43)] })],
    ['entry-malformed', claiming({ ops: 0 }, [])],
    ['entry-malformed', claiming({ ops: LIMITS.entryOperationsMax + 1 })],
    ['entry-malformed', claiming({ extra: 1 })],
    ['entry-malformed', claiming({ at: '2026-11-24 14:05' })],
    ['entry-malformed', claiming({ lane: 'side' })],
    ['entry-incomplete', { ...wire, operations: [] }],
    ['entry-incomplete', { ...wire, operations: parts.slice(1) }],
    ['entry-incomplete', { ...wire, operations: [...parts, ...parts] }],
    ['entry-incomplete', claiming({ ops: 1 })],
    [
      'entry-incomplete',
      {
        ...wire,
        operations: [
          ...parts.slice(1),
          { bodyDigest: new Uint8Array(32), skeleton: (parts[0] as { body: Uint8Array }).body },
        ],
      },
    ],
    ['entry-root-mismatch', { ...wire, operations: [...parts].reverse() }],
    ['entry-root-mismatch', claiming({ root: opened.id })],
    ['operation-malformed', { ...wire, operations: parts.map((part) => ({ ...part, body: Uint8Array.of(9, 0, 0) })) }],
    ['operation-malformed', { ...wire, operations: parts.map((part) => ({ ...part, body: new Uint8Array() })) }],
    [
      'operation-malformed',
      { ...wire, operations: parts.map((part) => ({ ...part, body: Uint8Array.of(1, 255, 255) })) },
    ],
  ])('%s', (code, entry) => {
    expect(codeOf(entry)).toBe(code);
  });

  test('claims in another order are another spelling and refused', () => {
    const { v, ...rest } = opened.claims;
    const token = signToken('liaison-entry', { ...rest, v }, writer.key).token;
    expect(codeOf({ ...wire, token })).toBe('entry-malformed');
  });

  test('an update without skeleton refuses the entry with the code of records', () => {
    const body = encodeOperation(FORM.update, edit('KR').header, Buffer.from('!bad'));
    const operations = [{ salt: new Uint8Array(SALT_BYTES), body }];
    expect(codeOf(claiming({ ops: 1 }, operations))).toBe('update-malformed');
  });

  test('the skeleton is signed: a reader that makes another one sees it', () => {
    const other = (form: Parameters<typeof skeletonOf>[0], content: Uint8Array) => {
      const made = skeletonOf(form, content);
      return made.ok ? { ok: true as const, value: Buffer.concat([made.value, Buffer.of(0)]) } : made;
    };
    expect(openWireEntry(wire, other)).toMatchObject({ ok: false, error: { code: 'entry-root-mismatch' } });
  });

  test('ENT-10, LIM-1: bodies beyond 1 MiB together are refused, exactly 1 MiB is not', () => {
    const overhead = encodeOperation(FORM.update, edit('KR').header, new Uint8Array()).length;
    const body = (length: number) =>
      encodeOperation(FORM.update, edit('KR').header, new Uint8Array(length - overhead).fill(97));
    const half = LIMITS.entryBodyBytesMax / 2;
    for (const [length, code] of [
      [half, 'opened'],
      [half + 1, 'entry-malformed'],
    ] as const) {
      const operations = [half, length].map((size) => ({ salt: random.bytes(SALT_BYTES), body: body(size) }));
      expect(codeOf(claiming({ root: rootOf(operations) }, operations))).toBe(code);
    }
  });

  test('an operation of a later version is no fault: it is opened without a header', () => {
    const header = { op: 'recall', record: 'x' };
    const body = encodeOperation(FORM.json, header as never, Buffer.from(canonicalJson({ why: 'x' })));
    const operations = [{ salt: random.bytes(SALT_BYTES), body }];
    const result = openWireEntry(claiming({ ops: 1, root: rootOf(operations) }, operations), skeletonOf);
    expect(result).toMatchObject({ ok: true, value: { operations: [{ header: undefined }] } });
  });

  test('whatever bytes come, it gives a result and never throws', () => {
    const operation = fc.record({ salt: fc.uint8Array({ minLength: 16, maxLength: 16 }), body: fc.uint8Array() });
    fc.assert(
      fc.property(fc.string(), fc.array(operation, { maxLength: 3 }), (token, operations) => {
        expect(openWireEntry({ token, operations }, skeletonOf).ok).toBe(false);
        expect(typeof openWireEntry({ ...wire, operations }, skeletonOf).ok).toBe('boolean');
      }),
    );
  });
});
