import fc from 'fast-check';
import type { SectionChange } from '../section/section-change.js';
import { SectionDocument } from '../section/section-document.js';
import { byOrigins, rawUpdate, text } from './raw-bytes.js';

/** One move of a writer in a game of several offline replicas of one section. */
export type Move =
  | { readonly writer: number; readonly move: 'field'; readonly name: string; readonly value: string | number | null }
  | {
      readonly writer: number;
      readonly move: 'text';
      readonly name: string;
      readonly at: number;
      readonly cut: number;
      readonly insert: string;
    }
  | { readonly writer: number; readonly move: 'meet'; readonly other: number }
  | {
      readonly writer: number;
      readonly move: 'attack';
      readonly at: readonly [number, number, number, number];
      readonly deletes: boolean;
    };

/** An update as it was written: by whom, and the section's clocks in its causal past. */
export interface PlayedUpdate {
  readonly client: number;
  readonly clocks: ReadonlyMap<number, number>;
  readonly update: Uint8Array;
}

const WRITERS = 3;
const writer = fc.nat({ max: WRITERS - 1 });
const name = fc.constantFrom('a', 'b');

const fieldMove = fc.record({
  writer,
  move: fc.constant('field' as const),
  name,
  value: fc.oneof(
    fc.constantFrom('x', 'y'),
    fc.integer(),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
    fc.constant(null),
  ),
});
const textMove = fc.record({
  writer,
  move: fc.constant('text' as const),
  name,
  at: fc.nat({ max: 30 }),
  cut: fc.nat({ max: 5 }),
  insert: fc.oneof(fc.constantFrom('', '가', 'ยา', '😀'), fc.string({ unit: 'grapheme', maxLength: 5 })),
});
const meetMove = fc.record({ writer, move: fc.constant('meet' as const), other: writer });
const attackMove = fc.record({
  writer,
  move: fc.constant('attack' as const),
  at: fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
  deletes: fc.boolean(),
});

/** Games of honest writers. */
export const honestGame = fc.array(fc.oneof(fieldMove, textMove, textMove, meetMove), { maxLength: 40, size: 'max' });
/** Games in which writers also send updates that are valid but that no editor would make. */
export const hostileGame = fc.array(fc.oneof(fieldMove, textMove, attackMove, attackMove, meetMove), {
  maxLength: 30,
  size: 'max',
});

interface Replica {
  readonly section: SectionDocument;
  /** Indexes of the played updates that it holds. */
  readonly held: Set<number>;
}

/** Plays a game and gives back every update, in an order in which causes come first. */
export function play(moves: readonly Move[]): PlayedUpdate[] {
  const replicas = Array.from(
    { length: WRITERS },
    (): Replica => ({ section: SectionDocument.fromUpdates([]), held: new Set() }),
  );
  const played: PlayedUpdate[] = [];
  for (const move of moves) {
    const replica = replicas[move.writer] as Replica;
    if (move.move === 'meet') {
      learn(replica, replicas[move.other] as Replica, played);
      continue;
    }
    const clocks = replica.section.clocks();
    const update = write(replica.section, move);
    if (update === null) continue;
    replica.held.add(played.length);
    played.push({ client: move.writer + 1, clocks, update });
  }
  return played;
}

function learn(replica: Replica, other: Replica, played: readonly PlayedUpdate[]): void {
  for (const index of [...other.held].sort((a, b) => a - b)) {
    if (replica.held.has(index)) continue;
    if (!replica.section.apply((played[index] as PlayedUpdate).update)) throw new Error('its past must be held');
    replica.held.add(index);
  }
}

function write(section: SectionDocument, move: Exclude<Move, { move: 'meet' }>): Uint8Array | null {
  const client = move.writer + 1;
  if (move.move !== 'attack') return section.edit(client, changeOf(section, move));
  const update = attackUpdate(client, section.clocks(), move);
  if (update !== null && !section.apply(update)) throw new Error('an attack of this sort must be valid');
  return update;
}

function changeOf(section: SectionDocument, move: Extract<Move, { move: 'field' | 'text' }>): SectionChange {
  if (move.move === 'field') return { fields: { [move.name]: move.value } };
  const points = [...(section.view().texts[move.name] ?? '')];
  points.splice(Math.min(move.at, points.length), move.cut, move.insert);
  return { texts: { [move.name]: points.join('') } };
}

/** Valid by the rule, senseless by meaning: two letters between any two items of the past, and any of it deleted. */
function attackUpdate(
  client: number,
  clocks: ReadonlyMap<number, number>,
  { at, deletes }: Extract<Move, { move: 'attack' }>,
): Uint8Array | null {
  const known = [...clocks].sort(([a], [b]) => a - b);
  const pick = (writerSeed: number, clockSeed: number): [number, number] | null => {
    const [of, clock] = known[writerSeed % (known.length + 1)] ?? [0, 0];
    return clock === 0 ? null : [of, clockSeed % clock];
  };
  const [left, right] = [pick(at[0], at[1]), pick(at[2], at[3])];
  if (left === null && right === null) return null;
  const range: [number, number, number][] = deletes && left !== null ? [[left[0], left[1], 1]] : [];
  return rawUpdate(client, clocks.get(client) ?? 0, [byOrigins(4, left, right, text('!?'))], range);
}
