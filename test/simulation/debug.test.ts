import { test } from 'vitest';
import { planOf } from './operations.js';
import { simulate } from './simulate.js';
import { World } from './world.js';
test('d', { timeout: 600000 }, async () => {
  const seed = process.env['SEED'] ?? '';
  let plan = planOf(seed);
  const run = async (ops: typeof plan.operations) => simulate({ ...plan, operations: ops });
  let base = await run(plan.operations);
  if (!base.failure) { console.log('no failure'); return; }
  const key = (e: Error | undefined) => e?.message.slice(0, 40).replace(/[A-Z]{2}(-\d)?/g, '');
  let ops = [...plan.operations];
  for (let size = Math.floor(ops.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let i = 0; i < ops.length; ) {
      const t = [...ops.slice(0, i), ...ops.slice(i + size)];
      const r = await run(t);
      if (r.failure && key(r.failure) === key(base.failure)) { ops = t; base = r; } else i += size;
    }
  }
  console.log(plan.pageBytes, ops.length, base.failure?.message.slice(0, 3000), '\n', base.trace.join('\n'));
  void World;
});
