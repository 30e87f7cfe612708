import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeededRandom } from '../testing/seeded-random.js';
import { backOffMs } from './back-off.js';

const limits = { firstMs: 2_000, mostMs: 300_000 };

test('POK-6: waits twice as long after each failure up to a bound, a random half of it left out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.string(), (failures, seed) => {
      const whole = Math.min(limits.mostMs, limits.firstMs * 2 ** (failures - 1));
      const waitMs = backOffMs(limits, failures, new SeededRandom(seed));
      expect(waitMs).toBeGreaterThanOrEqual(Math.floor(whole / 2));
      expect(waitMs).toBeLessThanOrEqual(whole);
    }),
  );
});

test('POK-6: those who lost one node at one moment come back at different ones', () => {
  const waits = Array.from({ length: 50 }, (_, i) => backOffMs(limits, 6, new SeededRandom(`node ${i}`)));
  expect(new Set(waits).size).toBeGreaterThan(45);
});
