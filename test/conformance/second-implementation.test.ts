import { expect, test } from 'vitest';
import { compareDamaged, compareHistories, shown } from './compare-implementations.js';
import { filesBelow } from './repository-files.js';
import { pythonMissing, runPythonVectors } from './second-implementation.js';

/** Files of vectors that the verifier in Python does not answer rightly yet. The list may only shrink. */
const BEHIND: readonly string[] = [];

test('a second implementation, in Python, answers every vector as it says', ({ skip }) => {
  const missing = pythonMissing();
  if (missing !== undefined) skip(missing);
  const { results, unanswered } = runPythonVectors();
  const wrong = results.filter((one) => one.wrong.length > 0);
  expect(wrong.filter(({ topic }) => !BEHIND.includes(topic))).toEqual([]);
  expect(unanswered.filter((topic) => !BEHIND.includes(topic))).toEqual([]);
  expect(results.length + unanswered.length).toBe(filesBelow('protocol/vectors', /\.json$/).length);
  const behind = [...wrong.map(({ topic }) => topic), ...unanswered];
  expect(BEHIND.filter((topic) => !behind.includes(topic))).toEqual([]);
});

// node test/dist/conformance/compare-implementations.js SEED TIMES asks for more
test('both implementations take and refuse the same damaged inputs', async ({ skip }) => {
  const missing = pythonMissing();
  if (missing !== undefined) skip(missing);
  const compared = await compareDamaged('fixed', 3);
  expect(shown(compared)).toEqual([]);
  expect(compared.asked).toBeGreaterThan(1_000);
});

test.for([
  ['validity/statements', 400],
  ['views/view', 60],
] as const)('SPC-5, SEC-4: both make the same of random histories of %s', async ([path, count], { skip }) => {
  const missing = pythonMissing();
  if (missing !== undefined) skip(missing);
  expect(shown(await compareHistories(path, 'fixed', count))).toEqual([]);
});
