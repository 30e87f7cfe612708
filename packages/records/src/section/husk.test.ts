import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { honestGame, hostileGame, type Move, type PlayedUpdate, play } from '../testing/played-updates.js';
import { readEntryUpdate } from '../update/update-shape.js';
import { withDeletes } from './cut-update.js';
import { SectionDocument } from './section-document.js';
import { encodeView } from './section-view.js';

/** The thief, who is stopped somewhere. */
const THIEF = 1;

interface Stopped {
  readonly counting: Uint8Array[];
  readonly stopped: Uint8Array[];
}

/** What counts and what does not where the thief's updates from one of its own on are past a pin. */
function stopAt(played: readonly PlayedUpdate[], seed: number): Stopped {
  const own = played.filter(({ client }) => client === THIEF);
  const from = own.length === 0 ? 0 : seed % (own.length + 1);
  const late = new Set(own.slice(from));
  return {
    counting: played.filter((one) => !late.has(one)).map(({ update }) => update),
    stopped: [...late].map(({ update }) => update),
  };
}

const shown = (counting: readonly Uint8Array[], stopped: readonly Uint8Array[]): string => {
  const section = SectionDocument.fromUpdates(counting, new Map(), stopped);
  expect(section.isPending).toBe(false);
  return `${encodeView(section.view())} ${Buffer.from(section.encodeState()).toString('hex')}`;
};

describe('a writer that is stopped after others built on what it wrote (SEC-6)', () => {
  test.each([
    ['honest', honestGame],
    ['hostile', hostileGame],
  ] as const)('%s: what is shown does not depend on the order in which anything came', (_name, game) => {
    fc.assert(
      fc.property(game, fc.nat(), fc.infiniteStream(fc.nat()), (moves, seed, chance) => {
        const { counting, stopped } = stopAt(play(moves), seed);
        const mixed = <T>(list: readonly T[]): T[] =>
          list
            .map((one) => [chance.next().value as number, one] as const)
            .sort((a, b) => a[0] - b[0])
            .map(([, one]) => one);
        expect(shown(mixed(counting), mixed(stopped))).toBe(shown(counting, stopped));
      }),
      { numRuns: 400 },
    );
  });

  test('shows every text of the others where it stood, nothing of the thief, and nothing that the thief deleted is gone', () => {
    let builtUpon = 0;
    fc.assert(
      fc.property(honestGame, fc.nat(), (moves, seed) => {
        const { counting, stopped } = stopAt(play(moves.map(withOwnLetters())), seed);
        const section = SectionDocument.fromUpdates(counting, new Map(), stopped);
        // the same history in which the thief wrote and deleted nothing; then its words are taken out
        const whole = SectionDocument.fromUpdates([...counting, ...stopped.map(withoutDeletions)]).view().texts;
        const thiefs = Buffer.concat(stopped);
        for (const name of ['a', 'b']) {
          const honest = [...(whole[name] ?? '')].filter((letter) => !thiefs.includes(letter)).join('');
          expect(section.view().texts[name] ?? '').toBe(honest);
        }
        if (shown(counting, []) !== shown(counting, stopped)) builtUpon += 1;
      }),
      { numRuns: 1500 },
    );
    expect(builtUpon).toBeGreaterThan(20);
  });

  test('what nothing that counts has seen plays no part, so it need not be held', () => {
    fc.assert(
      fc.property(honestGame, fc.nat(), (moves, seed) => {
        const { counting, stopped } = stopAt(play(moves), seed);
        const seen = new Set(counting.flatMap((update) => [...clocksNamed(update)]));
        const last = stopped.findLastIndex((update) => [...clocksOf(update)].some((clock) => seen.has(clock)));
        expect(shown(counting, stopped.slice(0, last + 1))).toBe(shown(counting, stopped));
      }),
      { numRuns: 400 },
    );
  });
});

/** Gives every inserted letter a code point of its own, so that a text tells who wrote which part of it. */
function withOwnLetters(): (move: Move) => Move {
  let next = 0xe000;
  return (move) =>
    move.move === 'text'
      ? { ...move, insert: [...move.insert].map(() => String.fromCodePoint(next++)).join('') }
      : move;
}

function withoutDeletions(update: Uint8Array): Uint8Array {
  const raw = readEntryUpdate(update);
  if (!raw.ok) throw raw.error;
  return withDeletes(raw.value, []);
}

function* clocksOf(update: Uint8Array): Generator<string> {
  const raw = readEntryUpdate(update);
  for (const block of raw.ok ? raw.value.blocks : []) {
    for (let clock = block.from; clock < block.to; clock++) yield `${block.client}/${clock}`;
  }
}

/** Every clock that an update builds on or deletes. */
function* clocksNamed(update: Uint8Array): Generator<string> {
  const raw = readEntryUpdate(update);
  if (!raw.ok) return;
  for (const { client, clock, len } of raw.value.deletes) {
    for (let at = clock; at < clock + len; at++) yield `${client}/${at}`;
  }
  for (const { structs } of raw.value.blocks) {
    for (const { origin, rightOrigin } of structs) {
      for (const id of [origin, rightOrigin]) if (id !== null) yield `${id.client}/${id.clock}`;
    }
  }
}
