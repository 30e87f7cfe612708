import { expect, test } from 'vitest';
import type { Plan } from './plan.js';
import { planOf } from './plan-of-seed.js';
import { report } from './report.js';
import { simulate } from './simulate.js';

const SEEDS = Array.from({ length: 20 }, (_, index) => `${index + 1}`);

test.each(SEEDS)('seed %s keeps every promise', async (seed) => {
  const plan = planOf(seed);
  const outcome = await simulate(plan);
  if (outcome.failure !== undefined) expect.fail(report(plan, outcome));
});

/** A disk that says a commit is synced and forgets it: what the simulator is there to find. */
function planOnLyingDisk(seed: string): Plan {
  const kinds = ['record', 'edit', 'narrate', 'sync', 'sync', 'crash'];
  const operations = Array.from({ length: 90 }, (_, id) => ({ id, kind: kinds[id % kinds.length] as string }));
  return { seed, operations, cast: 'small', pageBytes: 524_288, unsyncedCommits: 4 };
}

test.each(['lie-1', 'lie-2', 'lie-3'])('a disk that loses synced commits is found out: %s', async (seed) => {
  const { failure } = await simulate(planOnLyingDisk(seed));
  expect(failure?.message).toMatch(/sees a fork of|lacks entry|receipts-conflict|Peers hold/);
  const honest = await simulate({ ...planOnLyingDisk(seed), unsyncedCommits: 0 });
  expect(honest.failure).toBeUndefined();
});

test('one seed gives one history', async () => {
  const [first, second] = [await simulate(planOf('again')), await simulate(planOf('again'))];
  expect(first.trace.length).toBeGreaterThan(20);
  expect(second.trace).toEqual(first.trace);
});
