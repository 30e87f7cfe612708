import { FORM, hex, type JsonValue, type Result } from '@liaison/protocol';
import { inspectUpdate, judgeUpdate, SectionDocument, skeletonOf, type UpdateShape } from '@liaison/records';
import { hostileUpdates } from '@liaison/records/testing';
import {
  accepted,
  type Case,
  invalid,
  type JsonObject,
  outcomeOf,
  refused,
  type Topic,
  valid,
} from '../vector-file.js';
import { bytesOfRuns, runsOf } from './byte-runs.js';
import { lastClockCases, limitCases, rootNameCases, shownValueCases } from './updates-at-limits.js';

/** Writers 1 of KR and TH: member number × 2^20 + serial. */
export const CLIENTS = { kr: 410 * 2 ** 20 + 1, th: 764 * 2 ** 20 + 1 };

/** What two honest writers make of one section, with each update's causal past. */
export function honestUpdates(): {
  comment: string;
  client: number;
  clocks: Map<number, number>;
  update: Uint8Array;
}[] {
  const section = SectionDocument.fromUpdates([]);
  const made: ReturnType<typeof honestUpdates> = [];
  const edit = (comment: string, client: number, change: Parameters<SectionDocument['edit']>[1]) => {
    const clocks = section.clocks();
    const update = section.edit(client, change);
    if (update === null) throw new Error(`${comment}: nothing was written`);
    made.push({ comment, client, clocks, update });
  };
  edit('two values and a text', CLIENTS.kr, {
    fields: { place: 'Suvarnabhumi', country: 'TH' },
    texts: { narrative: 'Two parcels.' },
  });
  edit('typing on', CLIENTS.kr, { texts: { narrative: 'Two parcels. 대마 1,200 g.' } });
  edit("another writer's value over it", CLIENTS.th, { fields: { place: 'สุวรรณภูมิ' } });
  edit('letters out of the middle', CLIENTS.th, { texts: { narrative: 'Two. 대마 1,200 g.' } });
  edit('a structured value', CLIENTS.kr, { fields: { quantity: { amount: 1200, grams: 1200, unit: 'g' } } });
  edit('letters beyond the basic plane', CLIENTS.th, { texts: { narrative: 'Two 😀. 대마 1,200 g.' } });
  edit('a value cleared: deletions only', CLIENTS.kr, { fields: { country: null } });
  section.close();
  return made;
}

const clockPairs = (clocks: ReadonlyMap<number, number>): JsonValue => [...clocks].sort(([a], [b]) => a - b);
const ofHex = (text: unknown): Uint8Array => Buffer.from(String(text), 'hex');

/** Structs of every sort that has a skeleton of its own, written by hand. */
const GC = '01018180 80cd0100 0005 00'.replaceAll(' ', '');
const ALREADY_DELETED = `01018180 80cd0100 0101 ${'0b'}743a6e6172726174697665 05 00`.replaceAll(' ', '');
const XML_ELEMENT = '0101818080cd0100070107663a706c6163650306736372697074 00'.replace(' ', '');

export const skeletonTopic: Topic = {
  path: 'sections/skeleton',
  comment: 'Skeletons of update contents. The skeleton of a skeleton is itself; both have one shape.',
  shapes: {
    context: {},
    input: { update: 'string' },
    expected: { skeleton: 'string', client: 'integer', from: 'integer', to: 'integer' },
  },
  notes: {
    NoSkeleton: { bugType: 'MALFORMED', effect: 'An entry that could never be purged.', rules: ['SKL-1', 'UPD-1'] },
    Idempotent: {
      bugType: 'SECOND_SPELLING',
      effect: 'A purged operation no longer matches its leaf.',
      rules: ['SKL-2'],
    },
    TypeName: { bugType: 'LEAK', effect: 'A name chosen by the writer outlives the purge.', rules: ['SKL-1'] },
  },
  groups: () => [
    {
      comment: 'honest updates of two writers on one section',
      context: {},
      cases: honestUpdates().flatMap(({ comment, update }) => [
        valid(comment, { update: hex(update) }),
        valid(`the skeleton of: ${comment}`, { update: hex(valueIn(skeletonOf(FORM.update, update))) }, 'Idempotent'),
      ]),
    },
    {
      comment: 'structs that honest writers do not write',
      context: {},
      cases: [
        valid('a GC struct stays', { update: GC }),
        valid('deleted content stays', { update: ALREADY_DELETED }),
        valid('a type stays, its name goes', { update: XML_ELEMENT }, 'TypeName'),
        invalid('an unfinished update', { update: GC.slice(0, -4) }, 'NoSkeleton', 'update-malformed'),
        invalid('bytes after the end', { update: `${GC}00` }, 'NoSkeleton', 'update-malformed'),
      ],
    },
  ],
  run: ({ update }) => {
    const shape = inspectUpdate(ofHex(update));
    if (!shape.ok) return refused(shape.error.code);
    const { client, from, to } = shape.value;
    return outcomeOf(skeletonOf(FORM.update, ofHex(update)), (bytes) => ({
      skeleton: hex(bytes),
      client: client ?? 0,
      from,
      to,
    }));
  },
};

const valueIn = <T>(result: Result<T>): T => {
  if (!result.ok) throw result.error;
  return result.value;
};

const scene = { client: CLIENTS.kr, clock: 2, victim: CLIENTS.th, victimClock: 12 };

function hostileCases(): Case[] {
  return hostileUpdates(scene).map(({ name, update, verdict }) => {
    const input: JsonObject = { update: runsOf(update) };
    if (verdict === 'harmless') return valid(name, input, 'Harmless');
    if (verdict === 'unreadable') return valid(name, input, 'Unreadable');
    if (verdict === 'malformed') return invalid(name, input, 'Malformed', 'update-malformed');
    return invalid(name, input, flagOf(verdict), verdict);
  });
}

const flagOf = (code: string): string =>
  code
    .split('-')
    .slice(1)
    .map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)
    .join('');

const note = (bugType: string, effect: string, ...rules: string[]) => ({ bugType, effect, rules });

export const hostileUpdateTopic: Topic = {
  path: 'sections/judged-update',
  comment: 'Updates judged for a writer against the clocks of their causal past. Bytes are the runs, each repeated.',
  shapes: {
    context: { client: 'integer', clocks: 'array' },
    input: { update: 'array' },
    expected: { unreadable: 'object' },
  },
  notes: {
    Harmless: note('ODD', 'Valid although no editor would write it: everybody must accept it alike.', 'UPD-3'),
    Unreadable: note('CONTENT', 'Voiding it would make validity depend on content, which a purge removes.', 'UPD-16'),
    Malformed: note(
      'MALFORMED',
      'Memory or time far beyond the size of the bytes, or two readings of them.',
      'UPD-1',
      'LIM-6',
    ),
    ForeignClient: note('FORGERY', 'Somebody writes in the name of another writer.', 'UPD-5'),
    ClockGap: note('CLOCK', 'The update waits for ever, or replaces what was written before.', 'UPD-6'),
    Empty: note('NOTHING', 'Entries that say nothing.', 'UPD-7'),
    DeleteUnknown: note('DELETE', 'Text is deleted as it arrives, or differently on each node.', 'UPD-14'),
    DeleteOrder: note('DELETE', 'Work that is quadratic in the size of the bytes.', 'UPD-13'),
    LimitDeletes: note('LIMIT', 'Work far beyond the size of the bytes.', 'LIM-8', 'UPD-15'),
    Origin: note('PLACE', 'An exception in the middle of an update, or an update that waits for ever.', 'UPD-12'),
    Parent: note('PLACE', 'An exception, or text that vanishes.', 'UPD-11'),
    RootName: note('PLACE', 'Roots that no reader looks at, or that change a prototype.', 'UPD-10', 'SEC-2'),
    MapKey: note('PLACE', 'Values under keys that no reader looks at.', 'UPD-9'),
    LimitSpan: note('LIMIT', 'A writer uses up the numbers of a section.', 'LIM-9', 'UPD-15'),
    EmptyStruct: note('LENGTH', 'Structs that two decoders count differently.', 'UPD-7'),
    LimitStructs: note('LIMIT', 'Quadratic work.', 'LIM-7', 'UPD-15'),
    LimitScattered: note('LIMIT', 'Quadratic work.', 'LIM-11', 'UPD-15'),
    LimitClock: note('LIMIT', 'A writer uses up the numbers of a section.', 'LIM-12', 'UPD-15'),
    Skip: note('CLOCK', 'A gap that waits for ever.', 'UPD-8'),
    Type: note('TYPE', 'Nested types that no reader looks at.', 'UPD-8'),
  },
  groups: () => [
    {
      comment: 'what a hostile or broken writer may send; the victim has written 12 clocks, the attacker 2',
      context: {
        client: scene.client,
        clocks: [
          [scene.client, scene.clock],
          [scene.victim, scene.victimClock],
        ],
      },
      cases: hostileCases(),
    },
    {
      comment: 'at the limits, by a writer who has written 4,000 clocks',
      context: { client: CLIENTS.kr, clocks: [[CLIENTS.kr, 4_000]] },
      cases: [rootNameCases, shownValueCases, limitCases].flatMap((cases) =>
        cases({ client: CLIENTS.kr, clock: 4_000 }),
      ),
    },
    {
      comment: 'by a writer with one clock left',
      context: { client: CLIENTS.kr, clocks: [[CLIENTS.kr, 4_194_303]] },
      cases: lastClockCases({ client: CLIENTS.kr, clock: 4_194_303 }),
    },
    ...honestUpdates().map(({ comment, client, clocks, update }) => ({
      comment: `honest: ${comment}`,
      context: { client, clocks: clockPairs(clocks) },
      cases: [valid('in its own past', { update: runsOf(update) })],
    })),
  ],
  run: ({ update }, { client, clocks }) => {
    const bytes = bytesOfRuns(update as JsonValue);
    const shape = inspectUpdate(bytes);
    if (!shape.ok) return refused(shape.error.code);
    const context = { client: Number(client), clocks: new Map(clocks as unknown as [number, number][]) };
    const reason = judgeUpdate(shape.value, context);
    return reason === null ? accepted({ unreadable: unreadableIn(bytes, shape.value) }) : refused(reason);
  },
};

/** What cannot be shown of an update, counted by field, in a document that holds whatever its origins need. */
function unreadableIn(bytes: Uint8Array, shape: UpdateShape): JsonObject {
  const roots = shape.structs.flatMap(({ parent }) => (typeof parent === 'string' ? [parent] : []));
  if (roots.length < shape.structs.length) return {};
  const section = SectionDocument.fromUpdates(shape.client === null ? [] : [filler(shape.client, shape.from)]);
  section.apply(bytes);
  const { unreadable } = section.view();
  section.close();
  return { ...unreadable };
}

/** An update that takes the writer to a clock: one GC struct. */
function filler(client: number, clock: number): Uint8Array {
  const bytes: number[] = [];
  for (const value of clock === 0 ? [0, 0] : [1, 1, client, 0, 0, clock, 0]) {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}
