import { FORM, hex, type JsonValue, orThrow } from '@liaison/protocol';
import {
  bucketDigest,
  encodeView,
  type KeyedDigest,
  SectionDocument,
  sectionKey,
  skeletonOf,
  stateDigest,
  viewDigest,
} from '@liaison/records';
import { seededDraw } from '../damaged-inputs.js';
import { randomSection } from '../random-sections.js';
import { accepted, invalid, type JsonObject, refused, type Topic, valid } from '../vector-file.js';
import { CLIENTS, honestUpdates } from './updates.js';

const ofHex = (text: unknown): Uint8Array => Buffer.from(String(text), 'hex');

/** "😀" in a text; its first half deleted; a letter between its halves. */
const PAIR = '0101818080cd010004010b743a6e617272617469766504f09f988000';
const HALF_DELETED = '0001818080cd01010001';
const PAIR_PARTED = '0101818080fe0200c4818080cd0100818080cd0101017800';

/** What three writers typed at the same places without having seen each other. */
const history = (n: number): JsonObject =>
  randomSection(seededDraw(`view ${n}`), [CLIENTS.kr, CLIENTS.th, CLIENTS.kr + 1], 9);

const viewInput = (...updates: string[]): JsonObject => ({ updates, stopped: [], cuts: [] });

/** Two writers who set one field without having seen each other. */
function concurrentUpdates(): string[] {
  return [CLIENTS.kr, CLIENTS.th].map((client, i) => {
    const section = SectionDocument.fromUpdates([]);
    const update = section.edit(client, { fields: { place: ['Busan', 'Bangkok'][i] ?? '', country: 'KR' } });
    section.close();
    return hex(update ?? new Uint8Array());
  });
}

const skeletonHex = (update: string): string => hex(orThrow(skeletonOf(FORM.update, ofHex(update))));

/** The second writer, or the first one after its first update, is stopped by a pin. */
function huskCases(honest: readonly { client: number; hex: string }[]) {
  const of = (client: number) => honest.filter((one) => one.client === client).map((one) => one.hex);
  const [first = '', ...late] = of(CLIENTS.kr);
  const parted = { updates: [first, ...of(CLIENTS.th)], stopped: late, cuts: [] };
  return [
    valid(
      'the second writer stopped: its deletions do not stand',
      { updates: of(CLIENTS.kr), stopped: of(CLIENTS.th), cuts: [] },
      'Husk',
    ),
    valid('the first writer stopped after its first update: what others built on it stands', parted, 'Husk'),
    valid(
      'the same from last to first',
      { ...parted, updates: [...parted.updates].reverse(), stopped: [...late].reverse() },
      'Husk',
    ),
    valid('both stopped', { updates: [], stopped: honest.map((one) => one.hex), cuts: [] }, 'Husk'),
    valid('stopped and forked: no husk beyond the fork', { ...parted, cuts: [[CLIENTS.kr, 14]] }, 'Husk'),
    valid(
      'stopped and then recalled: a skeleton keeps its deletions, its husk does not',
      { updates: of(CLIENTS.kr), stopped: of(CLIENTS.th).map(skeletonHex), cuts: [] },
      'Husk',
    ),
  ];
}

/**
 * One writer on two machines says two things of equal length at one place, an honest reply is built on each, and its author
 * types on elsewhere. Whichever branch a node holds, the replies only take up their clocks, and what came after them stands.
 */
function forkCases() {
  const { base, branches, first, second } = forkedText();
  const cuts = [[CLIENTS.kr, base.to]];
  const of = (...updates: string[]) => ({ updates: [base.hex, ...updates], stopped: [] as string[], cuts });
  const both = of(...first, ...second);
  const [a, b] = branches;
  return [
    valid('a fork: an honest reply on each branch, and what both typed afterwards', both, 'Fork'),
    valid('the same from last to first', { ...both, updates: [...both.updates].reverse() }, 'Fork'),
    valid('the same where the first branch is held', { ...both, stopped: [a] }, 'Fork'),
    valid('the same where the second branch is held', { ...both, stopped: [b] }, 'Fork'),
    valid('a fork: a reply on the first branch only', of(...first), 'Fork'),
    valid('a fork: a reply on the second branch only', of(...second), 'Fork'),
  ];
}

/** A text, two ways in which its writer goes on, and what two others type first into one of them and then before it. */
function forkedText() {
  const base = typed([], CLIENTS.kr, 'Two parcels.');
  const branches = [' Busan port', ' Jeju ferry'].map((said) => typed([base], CLIENTS.kr, `Two parcels.${said}`));
  const [first, second] = [
    replied([base, branches[0] as Uint8Array], CLIENTS.th, [' Busan, seen, port', 'large']),
    replied([base, branches[1] as Uint8Array], CLIENTS.th + 1, [' Jeju, asked, ferry', 'heavy']),
  ];
  return { base: { hex: hex(base), to: endOf(base) }, branches: branches.map(hex) as [string, string], first, second };
}

function replied(seen: readonly Uint8Array[], client: number, [reply, word]: readonly [string, string]): string[] {
  const first = typed(seen, client, `Two parcels.${reply}`);
  const second = typed([...seen, first], client, `Two ${word} parcels.${reply}`);
  return [hex(first), hex(second)];
}

function typed(seen: readonly Uint8Array[], client: number, narrative: string): Uint8Array {
  const section = SectionDocument.fromUpdates(seen);
  const update = section.edit(client, { texts: { narrative } });
  section.close();
  if (update === null) throw new Error(`${narrative}: nothing was written`);
  return update;
}

/** The first clock after it. */
function endOf(update: Uint8Array): number {
  const section = SectionDocument.fromUpdates([update]);
  const [end] = section.clocks().values();
  section.close();
  if (end === undefined) throw new Error('an update without clocks');
  return end;
}

export const viewTopic: Topic = {
  path: 'views/view',
  rules: ['MRG-1', 'MRG-2', 'VIEW-2'],
  comment: 'What a section says, from the set of its updates. The order of the list means nothing.',
  shapes: {
    context: {},
    input: { updates: 'array', stopped: 'array', cuts: 'array' },
    expected: { view: 'string', digest: 'string' },
  },
  notes: {
    Order: { bugType: 'ORDER', effect: 'Views that depend on how the updates arrived.', rules: ['SEC-4'] },
    HalfPair: { bugType: 'NO_UTF8', effect: 'Text that one node cannot write and another shows.', rules: ['MRG-3'] },
    Conflict: { bugType: 'LOST_VALUE', effect: 'One of two concurrent values vanishes.', rules: ['SEC-3', 'VIEW-1'] },
    Husk: {
      bugType: 'CUT',
      effect: 'Honest text that was typed into the text of a thief vanishes, or the deletions of the thief stand.',
      rules: ['SEC-6', 'PIN-5'],
    },
    Fork: {
      bugType: 'CUT',
      effect: 'An honest reply waits for ever where the other branch is held, or stands in the wrong text.',
      rules: ['SEC-6', 'FRK-2'],
    },
    Cut: {
      bugType: 'CUT',
      effect: 'Text of a withdrawn writer comes back, or honest text waits for ever.',
      rules: ['SEC-6'],
    },
    Missing: {
      bugType: 'PENDING',
      effect: 'An update without its past becomes visible later, on some nodes.',
      rules: ['SEC-5'],
    },
  },
  groups: () => {
    const honest = honestUpdates();
    const updates = honest.map(({ update }) => hex(update));
    // a log that is cut keeps its deletions to itself, and only the log tells whose an update of deletions is
    const withoutTh = honest.filter(({ client }) => client === CLIENTS.kr).map(({ update }) => hex(update));
    const [kr, th] = concurrentUpdates() as [string, string];
    return [
      {
        comment:
          'updates in hexadecimal, those that are stopped apart; cuts are [client, first clock past a fork that does not count]',
        context: {},
        cases: [
          valid('no updates', { updates: [], stopped: [], cuts: [] }),
          valid('one update', { updates: updates.slice(0, 1), stopped: [], cuts: [] }),
          valid('seven updates of two writers', { updates, stopped: [], cuts: [] }),
          valid('the same from last to first', { updates: [...updates].reverse(), stopped: [], cuts: [] }, 'Order'),
          valid(
            'without the first, nothing has its past',
            { updates: updates.slice(1), stopped: [], cuts: [] },
            'Missing',
          ),
          valid('two values at once', { updates: [kr, th], stopped: [], cuts: [] }, 'Conflict'),
          valid('half of a surrogate pair deleted', viewInput(PAIR, HALF_DELETED), 'HalfPair'),
          valid('a letter put into a surrogate pair', viewInput(PAIR, PAIR_PARTED), 'HalfPair'),
          ...[1, 2, 3, 4].map((n) => valid(`a history of three writers, ${n}`, history(n), 'Order')),
          valid('two values at once, the other way round', { updates: [th, kr], stopped: [], cuts: [] }, 'Conflict'),
          valid(
            'the second writer cut off from its first clock',
            { updates: withoutTh, stopped: [], cuts: [[CLIENTS.th, 0]] },
            'Cut',
          ),
          valid(
            'the first writer cut off after its first update',
            { updates, stopped: [], cuts: [[CLIENTS.kr, 14]] },
            'Cut',
          ),
          ...forkCases(),
          ...huskCases(honest.map(({ client, update }) => ({ client, hex: hex(update) }))),
        ],
      },
    ];
  },
  run: ({ updates, stopped, cuts }) => {
    const section = SectionDocument.fromUpdates(
      (updates as JsonValue[]).map(ofHex),
      new Map(cuts as unknown as [number, number][]),
      (stopped as JsonValue[]).map(ofHex),
    );
    const view = section.view();
    section.close();
    return accepted({ view: encodeView(view), digest: hex(viewDigest(view)) });
  },
};

const record = (n: number): string => `018f3a5e-7c1b-7d20-9a3b-00000000000${n}`;
const part = (n: number, kind: string, section: string, view: string): JsonObject => ({
  record: record(n),
  kind,
  section,
  view,
});
const EMPTY = '{"fields":{},"texts":{},"unreadable":{}}';
const viewOf = (place: string): string => `{"fields":{"place":["${place}"]},"texts":{},"unreadable":{}}`;

const SECTIONS = [
  part(1, 'seizure', 'KR', viewOf('Busan')),
  part(1, 'seizure', 'joint', viewOf('Bangkok')),
  part(2, 'case', 'KR', viewOf('Jeju')),
];

/** A record of another group. */
const FAR = { ...part(1, 'case', 'KR', viewOf('Ulsan')), record: 'c18f3a5e-7c1b-7d20-9a3b-000000000001' };
const GROUPED = [...SECTIONS, FAR];

const digestOf = (sections: readonly JsonObject[]): string => hex(stateDigest(keyed(sections)));

function keyed(sections: readonly JsonObject[]): KeyedDigest[] {
  return sections
    .filter(({ view }) => view !== EMPTY)
    .map(({ record: id, kind, section, view }) => ({
      key: sectionKey(String(id), String(kind), section as 'joint'),
      digest: viewDigest(JSON.parse(String(view))),
    }));
}

const wrong = (comment: string, sections: JsonObject[], digest: string, flag: string) =>
  invalid(comment, { sections, digest }, flag, 'view-digest-differs');

export const stateTopic: Topic = {
  path: 'views/state-digest',
  comment: 'The digest of what all sections of a space say, from the canonical JSON of their views.',
  shapes: { context: {}, input: { sections: 'array', digest: 'string' }, expected: { sections: 'integer' } },
  notes: {
    Order: { bugType: 'ORDER', effect: 'Equal spaces look different.', rules: ['VIEW-4'] },
    Silent: { bugType: 'EDGE_CASE', effect: 'A cleared section makes equal spaces look different.', rules: ['VIEW-4'] },
    Group: { bugType: 'WRONG_DIGEST', effect: 'Equal spaces look different.', rules: ['VIEW-4'] },
    Section: { bugType: 'WRONG_DIGEST', effect: 'A divergence that nobody notices.', rules: ['VIEW-3', 'VIEW-4'] },
  },
  groups: () => [
    {
      comment: 'digests in hexadecimal',
      context: {},
      cases: [
        valid('a space that says nothing', { sections: [], digest: digestOf([]) }),
        valid('one section', { sections: SECTIONS.slice(0, 1), digest: digestOf(SECTIONS.slice(0, 1)) }),
        valid('three sections', { sections: SECTIONS, digest: digestOf(SECTIONS) }),
        valid('two groups', { sections: GROUPED, digest: digestOf(GROUPED) }),
        wrong('one Merkle tree over two groups', GROUPED, hex(bucketDigest(keyed(GROUPED))), 'Group'),
        valid('in another order', { sections: [...SECTIONS].reverse(), digest: digestOf(SECTIONS) }, 'Order'),
        valid(
          'a section that says nothing',
          { sections: [...SECTIONS, part(3, 'case', 'TH', EMPTY)], digest: digestOf(SECTIONS) },
          'Silent',
        ),
        wrong(
          'another value',
          [part(1, 'seizure', 'KR', viewOf('Incheon')), ...SECTIONS.slice(1)],
          digestOf(SECTIONS),
          'Section',
        ),
        wrong(
          'the same view in another section',
          [part(1, 'seizure', 'TH', viewOf('Busan')), ...SECTIONS.slice(1)],
          digestOf(SECTIONS),
          'Section',
        ),
        wrong('a section left out', SECTIONS.slice(0, 2), digestOf(SECTIONS), 'Section'),
      ],
    },
  ],
  run: ({ sections, digest }) => {
    const list = sections as unknown as JsonObject[];
    return digestOf(list) === digest ? accepted({ sections: list.length }) : refused('view-digest-differs');
  },
};
