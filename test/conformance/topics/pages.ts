import { type Random, writerIdOf } from '@liaison/identity';
import { buildEntry, openWireEntry } from '@liaison/ledger';
import {
  bodyDigest,
  decodeOperation,
  decodePage,
  type EntryId,
  encodePage,
  FORM,
  hex,
  type JsonValue,
  LIMITS,
  parseEntry,
  type SpaceId,
  sha256,
  sha256Text,
  type WireEntry,
  withContent,
} from '@liaison/protocol';
import { skeletonOf } from '@liaison/records';
import { seededRandom, vectorKey } from '../seeded-keys.js';
import { type Case, invalid, type JsonObject, outcomeOf, refused, type Topic, valid } from '../vector-file.js';
import { CLIENTS, honestUpdates } from './updates.js';

const ofHex = (text: unknown): Uint8Array => Buffer.from(String(text), 'hex');
const key = vectorKey('entry writer');
const space = sha256Text('liaison-vectors-id', 'space') as SpaceId;
const record = '018f3a5e-7c1b-7d20-9a3b-5c4d3e2f1a0b';

function entry(seq: number, prev: EntryId | null, updates: readonly Uint8Array[], random: Random): WireEntry {
  const header = { op: 'edit', kind: 'seizure', record, section: 'KR' } as never;
  const operations = updates.map((content) => ({ form: FORM.update, header, content }));
  const writer = writerIdOf('KR', key.publicKey);
  const at = '2026-11-24T14:05:00.000+07:00';
  return buildEntry({ space, lane: 'record', writer, seq, prev, heads: [], at, operations }, key, random, skeletonOf)
    .wire;
}

function twoEntries(): [WireEntry, WireEntry] {
  const random = seededRandom('salts');
  const own = honestUpdates().filter(({ client }) => client === CLIENTS.kr);
  const [a, b] = own.map(({ update }) => update) as [Uint8Array, Uint8Array];
  const first = entry(1, null, [a], random);
  const parsed = parseEntry(first.token);
  if (!parsed.ok) throw parsed.error;
  return [first, entry(2, parsed.value.id, [b, a], random)];
}

const pageOf = (...entries: WireEntry[]): { page: string } => ({ page: hex(encodePage(entries)) });
const fault = (comment: string, page: string, flag: string): Case => invalid(comment, { page }, flag, 'page-malformed');
const MAGIC = '4c5001';

function pageFaults(one: WireEntry): Case[] {
  const { page } = pageOf(one);
  const short = `${MAGIC}0161`;
  return [
    fault('no bytes', '', 'Magic'),
    fault('another version', `4c5002${page.slice(6)}`, 'Magic'),
    fault('no magic', page.slice(6), 'Magic'),
    fault('cut off in the magic', '4c50', 'Truncated'),
    fault('cut off in a token', page.slice(0, 60), 'Truncated'),
    fault('cut off after a token', short, 'Truncated'),
    fault('cut off in a salt', `${short}0100aabb`, 'Truncated'),
    fault('cut off in a body', page.slice(0, -2), 'Truncated'),
    fault('a body that was not sent', `${short}0100${'00'.repeat(16)}05`, 'Truncated'),
    fault('a byte after the end', `${page}00`, 'Truncated'),
    fault('a length in a long form', `${MAGIC}81006100`, 'Varint'),
    fault('a zero in a long form', `${short}8000`, 'Varint'),
    fault('a length of six bytes', `${MAGIC}ffffffffff0161`, 'Varint'),
    fault('a token over its limit', `${MAGIC}${varint(LIMITS.entryTokenCharsMax + 1)}61`, 'Limit'),
    fault('too many operations', `${short}${varint(LIMITS.entryOperationsMax + 1)}`, 'Limit'),
    fault('a body over its limit', `${short}0100${'00'.repeat(16)}${varint(LIMITS.entryBodyBytesMax + 1)}`, 'Limit'),
    fault('too many entries', `${MAGIC}${'0000'.repeat(LIMITS.pageEntriesMax + 1)}`, 'Limit'),
    fault('an operation of an unknown sort', `${short}0102${'00'.repeat(16)}00`, 'Sort'),
  ];
}

function varint(value: number): string {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return hex(Uint8Array.from([...bytes, rest]));
}

const summary = (entries: readonly WireEntry[]): JsonValue =>
  entries.map(({ token, operations }) => ({
    token,
    operations: operations.map(
      (operation): JsonObject =>
        'body' in operation
          ? { salt: hex(operation.salt), body: hex(operation.body) }
          : { bodyDigest: hex(operation.bodyDigest), skeleton: hex(operation.skeleton) },
    ),
  }));

export const pageTopic: Topic = {
  path: 'pages/page',
  comment: 'Pages on the wire: framing only. The tokens are not opened.',
  shapes: { context: {}, input: { page: 'string' }, expected: { entries: 'array' } },
  notes: {
    Magic: { bugType: 'MALFORMED', effect: 'Other bytes are taken for a page.', rules: ['PAG-1'] },
    Truncated: {
      bugType: 'LENGTH',
      effect: 'Part of a page is kept as if it were all of it.',
      rules: ['PAG-1', 'PAG-4'],
    },
    Varint: { bugType: 'SECOND_SPELLING', effect: 'Two readers cut a page in two ways.', rules: ['ENC-5', 'PAG-1'] },
    Limit: {
      bugType: 'LIMIT',
      effect: 'Memory by a number that the sender chose.',
      rules: ['PAG-4', 'LIM-1', 'LIM-2', 'LIM-3', 'LIM-22'],
    },
    Sort: { bugType: 'MALFORMED', effect: 'An operation that readers take in different ways.', rules: ['PAG-2'] },
  },
  groups: () => {
    const [first, second] = twoEntries();
    const purged = { bodyDigest: sha256('body'), skeleton: Uint8Array.of(1, 0, 2, 0x7b, 0x7d) };
    return [
      {
        comment: 'bytes in hexadecimal',
        context: {},
        cases: [
          valid('an empty page', { page: MAGIC }),
          valid('one entry', pageOf(first)),
          valid('two entries', pageOf(first, second)),
          valid('an operation of which the skeleton is left', pageOf({ token: 'a', operations: [purged] })),
          ...pageFaults(first),
        ],
      },
    ];
  },
  run: ({ page }) => outcomeOf(decodePage(ofHex(page)), (entries) => ({ entries: summary(entries) })),
};

const changed = (wire: WireEntry, operations: WireEntry['operations']) => pageOf({ ...wire, operations });

/** The second of two operations as a purge leaves it. */
function withSkeleton(wire: WireEntry) {
  const [a, b] = wire.operations as [{ salt: Uint8Array; body: Uint8Array }, { salt: Uint8Array; body: Uint8Array }];
  const decoded = decodeOperation(b.body);
  if (!decoded.ok) throw decoded.error;
  const skeleton = skeletonOf(decoded.value.form, decoded.value.content);
  if (!skeleton.ok) throw skeleton.error;
  return changed(wire, [a, { bodyDigest: bodyDigest(b.salt, b.body), skeleton: withContent(b.body, skeleton.value) }]);
}

function wireFaults([, second]: [WireEntry, WireEntry]): Case[] {
  const [a, b] = second.operations as [{ salt: Uint8Array; body: Uint8Array }, { salt: Uint8Array; body: Uint8Array }];
  const wrong = (comment: string, operations: WireEntry['operations'], flag: string, code: string) =>
    invalid(comment, changed(second, operations), flag, code);
  const cut = { ...b, body: b.body.subarray(0, b.body.length - 1) };
  const otherForm = { ...b, body: Uint8Array.of(9, ...b.body.subarray(1)) };
  return [
    wrong('operations swapped', [b, a], 'Root', 'entry-root-mismatch'),
    wrong('another salt', [a, { ...b, salt: a.salt }], 'Root', 'entry-root-mismatch'),
    wrong('an operation twice', [a, a], 'Root', 'entry-root-mismatch'),
    wrong('an operation missing', [a], 'Count', 'entry-incomplete'),
    wrong('an operation too many', [a, b, b], 'Count', 'entry-incomplete'),
    wrong(
      'a whole body that calls itself a skeleton',
      [a, { bodyDigest: bodyDigest(b.salt, b.body), skeleton: b.body }],
      'Purged',
      'entry-incomplete',
    ),
    wrong('an update that cannot be read', [a, cut], 'Update', 'update-malformed'),
    wrong('a form that is unknown', [a, otherForm], 'Frame', 'operation-malformed'),
  ];
}

export const wireEntryTopic: Topic = {
  path: 'entries/wire-entry',
  comment: 'Entries with their bodies, each alone in a page. Signature, past and right are not looked at.',
  shapes: { context: {}, input: { page: 'string' }, expected: { id: 'string', root: 'string', skeletons: 'array' } },
  notes: {
    Root: { bugType: 'WRONG_ROOT', effect: 'Bodies that nobody signed.', rules: ['ENT-8', 'MRK-3'] },
    Count: { bugType: 'INCOMPLETE', effect: 'A relay leaves out what it does not like.', rules: ['ENT-8'] },
    Purged: {
      bugType: 'INCOMPLETE',
      effect: 'A relay purges without anybody having recalled.',
      rules: ['ENT-9', 'RCL-5'],
    },
    Update: { bugType: 'MALFORMED', effect: 'An operation without a skeleton.', rules: ['UPD-1'] },
    Frame: { bugType: 'MALFORMED', effect: 'An operation that cannot be purged.', rules: ['OPR-1'] },
  },
  groups: () => {
    const both = twoEntries();
    return [
      {
        comment: 'pages in hexadecimal',
        context: {},
        cases: [
          valid('one edit', pageOf(both[0])),
          valid('two edits', pageOf(both[1])),
          valid('two edits, of which the second is a skeleton', withSkeleton(both[1])),
          ...wireFaults(both),
        ],
      },
    ];
  },
  run: ({ page }) => {
    const decoded = decodePage(ofHex(page));
    if (!decoded.ok) return refused(decoded.error.code);
    return outcomeOf(openWireEntry(decoded.value[0] as WireEntry, skeletonOf), ({ id, claims, operations }) => ({
      id,
      root: claims.root,
      skeletons: operations.map(({ skeleton }) => hex(skeleton)),
    }));
  },
};
