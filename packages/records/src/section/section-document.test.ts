import { FORM } from '@liaison/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { honestGame, hostileGame, type Move, type PlayedUpdate, play } from '../testing/played-updates.js';
import { judgeUpdate } from '../update/judge-update.js';
import { skeletonOf } from '../update/skeleton.js';
import { inspectUpdate } from '../update/update-shape.js';
import { SectionDocument } from './section-document.js';
import { encodeView } from './section-view.js';

const seeds = fc.array(fc.nat(), { minLength: 60, maxLength: 60 });
const bytesOf = (played: readonly PlayedUpdate[]) => played.map(({ update }) => update);

const print = (section: SectionDocument): string => {
  expect(section.isPending).toBe(false);
  return `${encodeView(section.view())}\n${Buffer.from(section.encodeState()).toString('hex')}`;
};

/** Another order in which causes still come first, chosen by the seeds. */
function otherCausalOrder(played: readonly PlayedUpdate[], order: readonly number[]): Uint8Array[] {
  const rest = [...played];
  const clocks = new Map<number, number>();
  const result: Uint8Array[] = [];
  while (rest.length > 0) {
    const ready = rest.filter((one) => [...one.clocks].every(([client, clock]) => (clocks.get(client) ?? 0) >= clock));
    const next = ready[(order[result.length % order.length] ?? 0) % ready.length] as PlayedUpdate;
    rest.splice(rest.indexOf(next), 1);
    const shape = inspectUpdate(next.update);
    if (shape.ok && shape.value.client !== null) clocks.set(shape.value.client, shape.value.to);
    result.push(next.update);
  }
  return result;
}

function clientOf(update: Uint8Array): number | null {
  const shape = inspectUpdate(update);
  return shape.ok ? shape.value.client : null;
}

function oneByOne(updates: readonly Uint8Array[], reload: readonly number[]): SectionDocument {
  let section = SectionDocument.fromUpdates([]);
  updates.forEach((update, i) => {
    expect(section.apply(update)).toBe(true);
    if ((reload[i % reload.length] ?? 0) % 3 === 0) section = SectionDocument.fromState(section.encodeState());
  });
  return section;
}

const converges = (moves: readonly Move[], order: readonly number[]) => {
  const played = play(moves);
  const updates = bytesOf(played);
  const expected = print(SectionDocument.fromUpdates(updates));
  const shuffled = otherCausalOrder(played, order);
  expect(print(SectionDocument.fromUpdates([...updates].reverse()))).toBe(expected);
  expect(print(SectionDocument.fromUpdates(shuffled))).toBe(expected);
  expect(print(oneByOne(shuffled, order))).toBe(expected);
};

test('any order and any path give one view and one state', () => {
  fc.assert(fc.property(honestGame, seeds, converges), { numRuns: 150 });
});

test('they do so also where writers place items as no editor would', () => {
  fc.assert(fc.property(hostileGame, seeds, converges), { numRuns: 250 });
});

test('no honest update is void, and each is canonical to Yjs as well', () => {
  fc.assert(
    fc.property(honestGame, (moves) => {
      for (const { client, clocks, update } of play(moves)) {
        const shape = inspectUpdate(update);
        expect(shape.ok && judgeUpdate(shape.value, { client, clocks })).toBeNull();
        expect(Buffer.from(Y.diffUpdate(update, Uint8Array.of(0))).equals(update)).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test('a plain Yjs document reads honest updates as we do', () => {
  fc.assert(
    fc.property(honestGame, (moves) => {
      const updates = bytesOf(play(moves));
      const doc = new Y.Doc();
      for (const update of updates) Y.applyUpdate(doc, update);
      const view = SectionDocument.fromUpdates(updates).view();
      for (const name of ['a', 'b']) {
        expect(doc.getText(`t:${name}`).toString()).toBe(view.texts[name] ?? '');
        expect([...new Set(doc.getArray(`f:${name}`).toArray())]).toEqual(view.fields[name] ?? []);
      }
    }),
    { numRuns: 100 },
  );
});

test('UPD-2, SKL-1: any subset reduced to skeletons, in any order, gives one view and state without its content', () => {
  fc.assert(
    fc.property(fc.oneof(honestGame, hostileGame), seeds, (moves, order) => {
      const played = play(moves).map((one, i) => {
        if ((order[i % order.length] ?? 0) % 3 !== 0) return one;
        const skeleton = skeletonOf(FORM.update, one.update);
        if (!skeleton.ok) throw skeleton.error;
        expect(inspectUpdate(skeleton.value)).toEqual(inspectUpdate(one.update));
        expect(skeletonOf(FORM.update, skeleton.value)).toEqual(skeleton);
        return { ...one, update: skeleton.value };
      });
      const expected = print(SectionDocument.fromUpdates(bytesOf(played)));
      const shuffled = otherCausalOrder(played, order);
      expect(print(SectionDocument.fromUpdates([...shuffled].reverse()))).toBe(expected);
      expect(print(oneByOne(shuffled, order))).toBe(expected);
    }),
    { numRuns: 150 },
  );
});

test('SEC-6, SEC-7: where logs are cut the result is a function of the set, and nothing past the cut is left', () => {
  fc.assert(
    fc.property(fc.oneof(honestGame, hostileGame), seeds, fc.nat(), (moves, order, cutSeed) => {
      const played = play(moves);
      const own = played.filter(({ client }) => client === 1);
      const cut = own[cutSeed % Math.max(own.length, 1)]?.clocks.get(1) ?? 0;
      const cuts = new Map([[1, cut]]);
      const kept = played.filter(({ client, clocks }) => client !== 1 || (clocks.get(1) ?? 0) < cut);
      const section = SectionDocument.fromUpdates(bytesOf(kept), cuts);
      const expected = print(section);
      expect(section.clocks().get(1) ?? 0).toBeLessThanOrEqual(cut);
      // An update that only deletes names no writer in its bytes, so leaving it out is the caller's part.
      const given = new Set(bytesOf(played.filter((one) => kept.includes(one) || clientOf(one.update) !== null)));
      expect(print(SectionDocument.fromUpdates([...given], cuts))).toBe(expected);
      const shuffled = otherCausalOrder(played, order).filter((update) => given.has(update));
      expect(print(SectionDocument.fromUpdates(shuffled, cuts))).toBe(expected);
      const others = (of: ReadonlyMap<number, number>) => [...of].filter(([client]) => client !== 1).sort();
      expect(others(section.clocks())).toEqual(others(SectionDocument.fromUpdates(bytesOf(played)).clocks()));
    }),
    { numRuns: 150 },
  );
});

test('damaged bytes of honest updates never throw, never leave anything pending, and move one clock only', () => {
  fc.assert(
    fc.property(
      honestGame,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 }),
      (moves, damage) => {
        const played = play(moves);
        for (const { client, clocks, update } of played) {
          const damaged = Uint8Array.from(update);
          for (const [at, value] of damage) damaged[at % damaged.length] = value;
          const shape = inspectUpdate(damaged);
          if (!shape.ok || judgeUpdate(shape.value, { client, clocks }) !== null) continue;
          const section = SectionDocument.fromUpdates(
            bytesOf(
              played.slice(
                0,
                played.findIndex((one) => one.update === update),
              ),
            ),
          );
          const before = section.clocks();
          expect(section.apply(damaged)).toBe(true);
          print(section);
          for (const [of, clock] of section.clocks()) if (of !== client) expect(clock).toBe(before.get(of));
        }
      },
    ),
    { numRuns: 150 },
  );
});
