import { parseArgs } from 'node:util';
import type { Plan } from './plan.js';
import { planOf } from './plan-of-seed.js';
import { report } from './report.js';
import { shrink } from './shrink.js';
import { simulate } from './simulate.js';

/** `npm run simulate -- --seeds 1000 [--from 1]`, or `--seed 17 [--trace]`, each also with `--also KIND,KIND`. Ends with 1 at the first broken promise. */
async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '100' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      also: { type: 'string', default: '' },
      trace: { type: 'boolean', default: false },
    },
  });
  const from = Number(values.from);
  const seeds =
    values.seed === undefined
      ? Array.from({ length: Number(values.seeds) }, (_, index) => `${from + index}`)
      : [values.seed];
  const started = performance.now();
  for (const [index, seed] of seeds.entries()) {
    const plan = planOf(seed, values.also === '' ? [] : values.also.split(','));
    if (!(await runPlan(plan, values.trace))) return 1;
    const done = index + 1;
    if (done % 20 === 0 || done === seeds.length) progress(done, seeds.length, started);
  }
  return 0;
}

async function runPlan(plan: Plan, trace: boolean): Promise<boolean> {
  const outcome = await simulate(plan);
  if (trace) console.log(outcome.trace.join('\n'));
  if (outcome.failure === undefined) return true;
  console.log(report(plan, outcome));
  console.log('looking for fewer operations that break the same promise …');
  const shorter = await shrink(plan, outcome);
  console.log(report(shorter.plan, shorter.outcome));
  console.log(`operations: ${JSON.stringify(shorter.plan.operations)}`);
  return false;
}

function progress(done: number, all: number, started: number): void {
  const seconds = (performance.now() - started) / 1000;
  console.log(`${done} of ${all} seeds, ${(seconds / done).toFixed(2)} s each`);
}

process.exitCode = await run();
