import { expect, it, vi } from 'vitest';
import { bindingFor, type KeyBinding } from './keys.js';

const binding = (keys: string): KeyBinding => ({ keys, title: keys, run: vi.fn() });
const BINDINGS = ['/', 'j', 'g c', 'g r', 'c'].map(binding);

/** What each of some strokes does; `at` is the pause before it in milliseconds. */
function press(...strokes: readonly [key: string, pauseMs: number][]): (string | undefined)[] {
  let now = 1_000_000;
  bindingFor('Escape', now - 10_000, []);
  return strokes.map(([key, pause]) => {
    now += pause;
    return bindingFor(key, now, BINDINGS)?.keys;
  });
}

it('knows single keys and two in turn', () => {
  expect(press(['/', 0], ['j', 10])).toEqual(['/', 'j']);
  expect(press(['g', 0], ['c', 200])).toEqual([undefined, 'g c']);
});

it('forgets the first of two after a pause, and after another key', () => {
  expect(press(['g', 0], ['c', 1_500])).toEqual([undefined, 'c']);
  expect(press(['g', 0], ['j', 100], ['c', 100])).toEqual([undefined, 'j', 'c']);
});

it('does nothing for keys that mean nothing', () => {
  expect(press(['x', 0], ['g', 0], ['x', 10], ['r', 10])).toEqual([undefined, undefined, undefined, undefined]);
});
