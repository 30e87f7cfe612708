import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Urgency, WriteTurns } from './write-turns.js';

const ORDER: readonly Urgency[] = ['officer', 'exchange', 'upkeep'];

test('one change at a time; who waits goes by urgency and then by arrival', async () => {
  const arrivals = fc.array(fc.constantFrom(...ORDER), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(arrivals, async (urgencies) => {
      const turns = new WriteTurns();
      let release: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      const held = turns.run('upkeep', () => gate);
      const order: number[] = [];
      let inside = 0;
      const waiting = urgencies.map((urgency, index) =>
        turns.run(urgency, async () => {
          expect(++inside).toBe(1);
          await Promise.resolve();
          order.push(index);
          inside -= 1;
        }),
      );
      release();
      await Promise.all([held, ...waiting]);
      const expected = ORDER.flatMap((urgency) =>
        [...urgencies.keys()].filter((index) => urgencies[index] === urgency),
      );
      expect(order).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test('a change that fails gives the turn on', async () => {
  const turns = new WriteTurns();
  const failing = turns.run('exchange', () => {
    throw new Error('no');
  });
  const next = turns.run('exchange', () => 'done');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('done');
});
