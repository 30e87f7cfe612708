import { LIMITS } from '@liaison/protocol';
import { RECORD_LIMITS } from '../limits.js';
import type { VoidReason } from '../update/judge-update.js';
import {
  any,
  type Bytes,
  byOrigins,
  bytes,
  inRoot,
  lengthOnly,
  numbers,
  rawUpdate,
  text,
  type WriteStruct,
} from './raw-bytes.js';

/** Who attacks, whom, and what both have written in the section before (its clocks in the attack's causal past). */
export interface HostileScene {
  readonly client: number;
  readonly clock: number;
  readonly victim: number;
  readonly victimClock: number;
}

/**
 * One attack. `verdict` is what the checks must say: `malformed` refuses the entry, a void reason keeps the operation
 * out of every document, `unreadable` is valid but shows nothing, `harmless` is valid and stays what it claims to be.
 */
export interface HostileUpdate {
  readonly name: string;
  readonly update: Uint8Array;
  readonly verdict: 'malformed' | 'unreadable' | 'harmless' | VoidReason;
}

const STRING = 4;
const ANY = 8;
const TEXT = 't:narrative';
const FIELD = 'f:place';

/** Every attack of the hazard table and its neighbours, as bytes that name the scene's writers. */
export const hostileUpdates = (scene: HostileScene): HostileUpdate[] => [
  ...identityAttacks(scene),
  ...deleteAttacks(scene),
  ...placeAttacks(scene),
  ...lengthAttacks(scene),
  ...encodingAttacks(scene),
  ...typeAttacks(scene),
  ...contentAttacks(scene),
];

const attack = (name: string, verdict: HostileUpdate['verdict'], update: Uint8Array): HostileUpdate => ({
  name,
  verdict,
  update,
});

const letters = inRoot(STRING, TEXT, text('x'));

function identityAttacks({ client, clock, victim, victimClock }: HostileScene): HostileUpdate[] {
  return [
    attack('a writer nobody knows', 'void-foreign-client', rawUpdate(client + victim + 1, 0, [letters])),
    attack("the victim's next clock", 'void-foreign-client', rawUpdate(victim, victimClock, [letters])),
    attack("the victim's first clock with other content", 'void-foreign-client', rawUpdate(victim, 0, [letters])),
    attack('a clock that leaves a gap', 'void-clock-gap', rawUpdate(client, clock + 5, [letters])),
    attack(
      'an old clock again, with other content',
      clock > 0 ? 'void-clock-gap' : 'harmless',
      rawUpdate(client, 0, [letters]),
    ),
    attack('nothing at all', 'void-empty', numbers(0, 0)),
  ];
}

function deleteAttacks({ client, clock, victim, victimClock }: HostileScene): HostileUpdate[] {
  const only = (...ranges: [number, number, number][]) => rawUpdate(client, clock, [], ranges);
  const many = Array.from({ length: LIMITS.updateDeletesMax + 1 }, (_, i): [number, number, number] => [
    victim,
    i * 2,
    1,
  ]);
  return [
    attack('a delete set over a writer nobody knows', 'void-delete-unknown', only([client + victim + 1, 0, 3])),
    attack('a delete set over clocks to come', 'void-delete-unknown', only([victim, 0, 2 ** 40])),
    attack('a delete set just past the past', 'void-delete-unknown', only([victim, victimClock, 1])),
    attack("a delete set over the writer's own clocks to come", 'void-delete-unknown', only([client, clock, 1])),
    attack('overlapping delete ranges', 'void-delete-order', only([victim, 0, 2], [victim, 1, 2])),
    attack('descending delete ranges', 'void-delete-order', only([victim, 2, 1], [victim, 0, 1])),
    attack('an empty delete range', 'void-delete-order', only([victim, 0, 0])),
    attack('too many delete ranges', 'void-limit-deletes', only(...many)),
    attack('one delete client twice', 'malformed', numbers(0, 2, victim, 1, 0, 1, victim, 1, 2, 1)),
    attack('a delete client without ranges', 'malformed', numbers(0, 1, victim, 0)),
    attack('2^30 delete ranges in few bytes', 'malformed', numbers(0, 1, victim, 2 ** 30, 0, 1)),
  ];
}

function placeAttacks({ client, clock, victim, victimClock }: HostileScene): HostileUpdate[] {
  const one = (struct: WriteStruct) => rawUpdate(client, clock, [struct]);
  const under = (of: number, at: number): WriteStruct => bytes(STRING, 0, ...numbers(of, at), 1, 0x78);
  const x = text('x');
  return [
    attack(
      'an origin at an own clock to come',
      'void-origin',
      rawUpdate(client, clock, [letters, byOrigins(STRING, [client, clock + 999], null, x)]),
    ),
    attack('itself as its origin', 'void-origin', one(byOrigins(STRING, [client, clock], null, x))),
    attack("an origin past the victim's past", 'void-origin', one(byOrigins(STRING, [victim, victimClock], null, x))),
    attack('a right origin nowhere', 'void-origin', one(byOrigins(STRING, null, [client + victim + 1, 5], x))),
    attack('itself as its parent', 'void-parent', one(under(client, clock))),
    attack('a text as its parent', 'void-parent', one(under(victim, 0))),
    attack('a parent nowhere', 'void-parent', one(under(client + victim + 1, 5))),
    attack('a root of another name', 'void-root-name', one(inRoot(STRING, 'rogue', x))),
    attack('a root named __proto__', 'void-root-name', one(inRoot(STRING, '__proto__', x))),
    attack('a root with a long name', 'void-root-name', one(inRoot(STRING, `t:${'a'.repeat(65)}`, x))),
    attack('a map key', 'void-map-key', one(bytes(0x20 | ANY, 1, ...named(FIELD), ...named('k'), 1, 120))),
    attack(
      '__proto__ as a map key',
      'void-map-key',
      one(bytes(0x20 | ANY, 1, ...named(FIELD), ...named('__proto__'), 1, 120)),
    ),
    attack('a map flag beside an origin', 'void-map-key', one(byOrigins(0x20 | STRING, [victim, 0], null, x))),
    attack(
      'origins the wrong way round',
      'harmless',
      one(byOrigins(STRING, [victim, victimClock - 1], [victim, 0], x)),
    ),
    attack('one item as both origins', 'harmless', one(byOrigins(STRING, [victim, 1], [victim, 1], x))),
  ];
}

function lengthAttacks({ client, clock }: HostileScene): HostileUpdate[] {
  const one = (struct: WriteStruct) => rawUpdate(client, clock, [struct]);
  const times = (count: number, struct: WriteStruct) =>
    rawUpdate(client, clock, new Array<WriteStruct>(count).fill(struct));
  return [
    attack('a GC struct of 2^31', 'void-limit-span', one(bytes(0, ...numbers(2 ** 31)))),
    attack(
      'a GC struct of 2^53 - 1',
      clock > 0 ? 'malformed' : 'void-limit-span',
      one(bytes(0, ...numbers(Number.MAX_SAFE_INTEGER))),
    ),
    attack('deleted content of 2^31', 'void-limit-span', one(inRoot(1, TEXT, lengthOnly(2 ** 31)))),
    attack('a GC struct of no length', 'void-empty-struct', one(bytes(0, 0))),
    attack('an empty text', 'void-empty-struct', one(inRoot(STRING, TEXT, text('')))),
    attack('a list of no values', 'void-empty-struct', one(inRoot(ANY, FIELD, lengthOnly(0)))),
    attack('2^24 structs in 8 bytes', 'malformed', numbers(1, 2 ** 24, client, 0)),
    attack('2^40 structs', 'malformed', numbers(1, 2 ** 40, client, clock, 0)),
    attack('20,000 structs without origin', 'void-limit-structs', times(20_000, inRoot(ANY, FIELD, any(126)))),
    attack('structs all over the place', 'void-limit-scattered', times(RECORD_LIMITS.updateScatteredMax + 1, letters)),
    attack('a struct that skips', 'void-skip', rawUpdate(client, clock, [bytes(10, 4), letters])),
    attack('no structs in a block', 'malformed', numbers(1, 0, client, clock, 0)),
    attack(
      'more bytes than an update may have',
      'malformed',
      one(inRoot(STRING, TEXT, text('x'.repeat(LIMITS.updateBytesMax)))),
    ),
  ];
}

function encodingAttacks({ client, clock }: HostileScene): HostileUpdate[] {
  const good = rawUpdate(client, clock, [letters]);
  const block = [...numbers(1, client, clock), STRING, 1, ...named(TEXT), ...named('A')];
  return [
    attack('one writer twice', 'malformed', Uint8Array.from([2, ...block, ...block, 0])),
    attack(
      'two writers',
      'malformed',
      Uint8Array.from([2, ...numbers(1, client + 1, 0), STRING, 1, ...named(TEXT), 1, 0x78, ...block, 0]),
    ),
    attack('bytes after the end', 'malformed', Uint8Array.from([...good, 0])),
    attack('a number in a long form', 'malformed', Uint8Array.from([0x81, 0x00, ...good.subarray(1)])),
    attack(
      'a number over 2^53',
      'malformed',
      Uint8Array.from([1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0]),
    ),
    attack('a skip with flags, read two ways by Yjs', 'malformed', rawUpdate(client, clock, [bytes(0x8a, 4), letters])),
    attack('a GC struct with flags', 'malformed', rawUpdate(client, clock, [bytes(0x80, 4)])),
    attack('an unknown content', 'malformed', rawUpdate(client, clock, [inRoot(11, TEXT, lengthOnly(1))])),
    attack('bytes of update format V2', 'malformed', Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 4, 0, 0, 0, 1, 0, 1, 0, 0)),
    attack('an unfinished update', 'malformed', good.subarray(0, good.length - 2)),
    attack('no bytes', 'malformed', new Uint8Array()),
    attack(
      'half a surrogate as UTF-8',
      'malformed',
      rawUpdate(client, clock, [inRoot(STRING, TEXT, bytes(3, 0xed, 0xa0, 0x80))]),
    ),
  ];
}

function typeAttacks({ client, clock }: HostileScene): HostileUpdate[] {
  const type = (...content: number[]) => rawUpdate(client, clock, [inRoot(7, FIELD, bytes(...content))]);
  return [
    attack('a nested map', 'void-type', type(1)),
    attack('an XML element', 'void-type', type(3, ...named('script'))),
    attack('a type of an unknown sort', 'malformed', type(7)),
  ];
}

function contentAttacks({ client, clock }: HostileScene): HostileUpdate[] {
  const value = (...content: Bytes) => rawUpdate(client, clock, [inRoot(ANY, FIELD, any(...content))]);
  const other = (ref: number, ...content: Bytes) => rawUpdate(client, clock, [inRoot(ref, FIELD, bytes(...content))]);
  const nested = (depth: number) => [...new Array<number[]>(depth).fill([117, 1]).flat(), 126];
  const unreadable = (name: string, update: Uint8Array) => attack(name, 'unreadable', update);
  return [
    unreadable('__proto__ inside a value', value(118, 1, ...named('__proto__'), 118, 1, ...named('isAdmin'), 120)),
    unreadable('a key twice', value(118, 2, ...named('a'), 120, ...named('a'), 121)),
    unreadable('a bigint', value(122, 0, 0, 0, 0, 0, 0, 0, 5)),
    unreadable('undefined', value(127)),
    unreadable('NaN', value(124, 0x7f, 0xc0, 0, 0)),
    unreadable('infinity', value(123, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0)),
    unreadable('minus zero', value(125, 0x40)),
    unreadable('bytes as a value', value(116, 2, 1, 2)),
    unreadable('nesting 20,000 deep', value(nested(20_000))),
    unreadable('half a surrogate in a value', value(119, 3, 0xed, 0xa0, 0x80)),
    unreadable('a long string', value(119, ...numbers(70_000), new Array<number>(70_000).fill(0x78))),
    unreadable('a value of many parts', value(117, ...numbers(3_000), new Array<number>(3_000).fill(126))),
    unreadable('JSON of old Yjs', other(2, 1, ...named('{"__proto__":{"a":1}}'))),
    unreadable('broken JSON of old Yjs', other(2, 1, ...named('{"'))),
    unreadable('a binary', other(3, 2, 1, 2)),
    unreadable('an embed', other(5, ...named('"\\ud800"'))),
    unreadable('a format mark', other(6, ...named('bold'), ...named('true'))),
    unreadable('a sub-document', other(9, ...named('guid'), 118, 0)),
    unreadable('a sub-document with null for options', other(9, ...named('guid'), 126)),
    unreadable('letters in a field', other(STRING, 1, 0x78)),
    unreadable('a value in a text', rawUpdate(client, clock, [inRoot(ANY, TEXT, any(120))])),
    attack('a value of an unknown sort', 'malformed', value(99)),
    attack(
      '2^50 values in few bytes',
      'malformed',
      rawUpdate(client, clock, [inRoot(ANY, FIELD, bytes(...numbers(2 ** 50), 126))]),
    ),
  ];
}

const named = (value: string): number[] => [value.length, ...Buffer.from(value, 'ascii')];
