import { expect, test } from 'vitest';
import { runHistory } from './run-history.js';

const HISTORIES = 25;

test(`${HISTORIES} histories in which a writer is stopped after others built on what it wrote (SEC-6, FRK-2, PIN-4)`, async () => {
  const sums = { stopped: 0, forked: 0, offered: 0 };
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const outcome = await runHistory(String(seed));
    if ('failure' in outcome)
      throw new Error(`history ${seed}: ${outcome.failure.message}\n${outcome.trace.join('\n')}`);
    sums.stopped += outcome.figures.stopped;
    sums.forked += outcome.figures.forked ? 1 : 0;
    sums.offered += outcome.figures.offered;
  }
  // what is looked for did happen
  expect(sums.stopped).toBeGreaterThan(HISTORIES);
  expect(sums.forked).toBeGreaterThan(2);
  expect(sums.offered).toBeGreaterThan(0);
});
