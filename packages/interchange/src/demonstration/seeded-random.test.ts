import { expect, test } from 'vitest';
import { seededRandom } from './seeded-random.js';

test('a name gives one stream, another name another', () => {
  const draw = (...name: (string | number)[]) =>
    Array.from(
      { length: 8 },
      (
        (random) => () =>
          random.integer(0, 999_999)
      )(seededRandom(...name)),
    );
  expect(draw('a', 1)).toEqual(draw('a', 1));
  expect(draw('a', 1)).not.toEqual(draw('a', 2));
  expect(draw('a', 11)).not.toEqual(draw('a1', 1));
});

test('integers are uniform: chi-squared over 10 buckets below the 0.1 per cent limit', () => {
  const random = seededRandom('uniform');
  const buckets = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 20_000; i += 1) {
    const drawn = random.integer(0, 9);
    buckets[drawn] = (buckets[drawn] ?? 0) + 1;
  }
  const chi = buckets.reduce((sum, seen) => sum + (seen - 2000) ** 2 / 2000, 0);
  expect(chi).toBeLessThan(27.88);
});

test('both ends of a range are reached, and chance keeps its probability', () => {
  const random = seededRandom('ends');
  const drawn = Array.from({ length: 200 }, () => random.integer(-1, 1));
  expect(new Set(drawn)).toEqual(new Set([-1, 0, 1]));
  const hits = Array.from({ length: 10_000 }, () => random.chance(0.3)).filter(Boolean).length;
  expect(hits).toBeGreaterThan(2_800);
  expect(hits).toBeLessThan(3_200);
});
