import { type Case, invalid, type JsonObject, valid } from '../vector-file.js';
import { runsOf } from './byte-runs.js';

/** Bytes of an update written by hand: numbers, texts and what stands between them. */
type Bytes = readonly number[];

function leb128(value: number): Bytes {
  const low = value % 0x80;
  return value < 0x80 ? [value] : [low | 0x80, ...leb128(Math.floor(value / 0x80))];
}

const textBytes = (text: string): Bytes => {
  const utf8 = [...Buffer.from(text, 'utf8')];
  return [...leb128(utf8.length), ...utf8];
};

/** The references of contents, and the first bytes of values. */
const [STRING, ANY] = [4, 8];
const [NULL, INTEGER, OBJECT, LIST, TEXT] = [126, 125, 118, 117, 119];

interface Block {
  readonly client: number;
  readonly clock: number;
}

/** One block of structs, each given whole, and no deletions. */
const block = ({ client, clock }: Block, structs: readonly Bytes[]): Uint8Array =>
  Uint8Array.from([1, ...leb128(structs.length), ...leb128(client), ...leb128(clock), ...structs.flat(), 0]);

const inRoot = (reference: number, root: string, content: Bytes): Bytes => [
  reference,
  1,
  ...textBytes(root),
  ...content,
];
const value = (root: string, bytes: Bytes): Bytes => inRoot(ANY, root, [1, ...bytes]);
const letters = (root: string, text: string): Bytes => inRoot(STRING, root, textBytes(text));

const nestedLists = (depth: number): Bytes => [...Array.from({ length: depth }, () => [LIST, 1]).flat(), NULL];
const nulls = (count: number): Bytes => [LIST, ...leb128(count), ...Array.from({ length: count }, () => NULL)];
const object = (key: string): Bytes => [OBJECT, 1, ...textBytes(key), NULL];

const input = (update: Uint8Array): JsonObject => ({ update: runsOf(update) });

/** Names of roots: who may hold a field, and who is no field. */
export function rootNameCases(at: Block): Case[] {
  const named = (root: string) => input(block(at, [letters(root, 'x')]));
  const noName = (comment: string, root: string) => invalid(comment, named(root), 'RootName', 'void-root-name');
  return [
    valid('capitals and digits after the first letter', named('t:unitPrice-2')),
    valid('a name of 64 characters', named(`t:${'a'.repeat(64)}`)),
    noName('a name of 65 characters', `t:${'a'.repeat(65)}`),
    noName('a name that begins with a capital', 't:Narrative'),
    noName('a name that begins with a digit', 't:1st'),
    noName('a name of no characters', 't:'),
    noName('a letter outside ASCII', 't:đá'),
    noName('an underscore', 't:a_b'),
    noName('a root of another sort', 'x:narrative'),
    noName('a line feed at the end', 't:narrative\n'),
  ];
}

/** Values just within and just beyond what is shown (LIM-30 to LIM-32). */
export function shownValueCases(at: Block): Case[] {
  const shown = (comment: string, bytes: Bytes) => valid(comment, input(block(at, [value('f:place', bytes)])));
  const hidden = (comment: string, bytes: Bytes) =>
    valid(comment, input(block(at, [value('f:place', bytes)])), 'Unreadable');
  return [
    shown('four lists within each other', nestedLists(4)),
    hidden('five lists within each other', nestedLists(5)),
    shown('a string of 65,536 units', [TEXT, ...textBytes('x'.repeat(65_536))]),
    hidden('a string of 65,537 units', [TEXT, ...textBytes('x'.repeat(65_537))]),
    shown('a string of 65,536 units outside the basic plane', [TEXT, ...textBytes('😀'.repeat(32_768))]),
    hidden('a string of 65,538 units outside the basic plane', [TEXT, ...textBytes('😀'.repeat(32_769))]),
    shown('a key of 65,536 units', object('k'.repeat(65_536))),
    hidden('a key of 65,537 units', object('k'.repeat(65_537))),
    shown('a list of 1,999 values: 2,000 parts', nulls(1_999)),
    hidden('a list of 2,000 values: 2,001 parts', nulls(2_000)),
    shown('an integer of 53 bits', [INTEGER, 0xbf, ...leb128(Math.floor((2 ** 53 - 1) / 64))]),
    hidden('an integer of 54 bits', [INTEGER, 0x80, ...leb128(2 ** 47)]),
    invalid(
      'an integer in a long form',
      input(block(at, [value('f:place', [INTEGER, 0x81, 0])])),
      'Malformed',
      'update-malformed',
    ),
    invalid(
      'an integer of ten bytes',
      input(block(at, [value('f:place', [INTEGER, ...Array.from({ length: 9 }, () => 0x81), 1])])),
      'Malformed',
      'update-malformed',
    ),
    shown('a negative integer', [INTEGER, 0x41]),
    valid(
      'two values that cannot be shown in one item',
      input(block(at, [inRoot(ANY, 'f:place', [2, 127, 127])])),
      'Unreadable',
    ),
  ];
}

/** Updates just within and just beyond the limits of validity (LIM-6 to LIM-12). */
export function limitCases(at: Block): Case[] {
  const scattered = (count: number) =>
    input(
      block(
        at,
        Array.from({ length: count }, () => letters('t:narrative', 'x')),
      ),
    );
  const gc = (length: number): Bytes => [0, ...leb128(length)];
  const deletes = (count: number) => {
    const ranges = Array.from({ length: count }, (_, i) => [...leb128(2 * i), 1]).flat();
    return Uint8Array.from([0, 1, ...leb128(at.client), ...leb128(count), ...ranges]);
  };
  const long = (letterCount: number) => letters('t:narrative', '가'.repeat(letterCount));
  const head = block(at, [long(87_000)]).length - 3 * 87_000;
  const fitting = Math.floor((262_144 - head) / 3);
  return [
    valid('512 scattered items', scattered(512)),
    invalid('513 scattered items', scattered(513), 'LimitScattered', 'void-limit-scattered'),
    valid(
      '4,000 structs',
      input(
        block(
          at,
          Array.from({ length: 4_000 }, () => gc(1)),
        ),
      ),
    ),
    invalid(
      '4,001 structs',
      input(
        block(
          at,
          Array.from({ length: 4_001 }, () => gc(1)),
        ),
      ),
      'LimitStructs',
      'void-limit-structs',
    ),
    valid('200,000 clocks', input(block(at, [gc(200_000)]))),
    invalid('200,001 clocks', input(block(at, [gc(200_001)])), 'LimitSpan', 'void-limit-span'),
    valid('2,000 ranges to delete', input(deletes(2_000))),
    invalid('2,001 ranges to delete', input(deletes(2_001)), 'LimitDeletes', 'void-limit-deletes'),
    valid('as many letters as fit', input(block(at, [long(fitting)]))),
    invalid('one letter more than fits', input(block(at, [long(fitting + 1)])), 'Malformed', 'update-malformed'),
  ];
}

/** Up to the last clock that a writer has in a section (LIM-12). */
export const lastClockCases = (at: Block): Case[] => [
  valid('the last clock of a section', input(block(at, [letters('t:narrative', 'x')]))),
  invalid(
    'a clock beyond the last',
    input(block(at, [letters('t:narrative', 'xy')])),
    'LimitClock',
    'void-limit-clock',
  ),
];
