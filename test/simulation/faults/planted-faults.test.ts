import { expect, test } from 'vitest';
import { report } from '../report.js';
import { FAULTS } from './all-faults.js';
import { prepareFaults, withFault } from './planted-fault.js';

prepareFaults(FAULTS);
const { simulate } = await import('../simulate.js');

test.each(FAULTS)('found out: $name ($breaks)', async (fault) => {
  const { failure } = await withFault(fault, () => simulate(fault.plan));
  expect(failure?.message).toMatch(fault.finds);
  const sound = await simulate(fault.plan);
  if (sound.failure !== undefined) expect.fail(report(fault.plan, sound));
});
