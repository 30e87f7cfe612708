import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { CastName } from './cast.js';
import type { Plan } from './plan.js';
import { planOf } from './plan-of-seed.js';
import { report } from './report.js';
import { shrink } from './shrink.js';
import { stepsOf } from './shrunken-plan.js';
import { simulate } from './simulate.js';

const OPTIONS = {
  seeds: { type: 'string', default: '100' },
  from: { type: 'string', default: '1' },
  seed: { type: 'string' },
  also: { type: 'string', default: '' },
  trace: { type: 'boolean', default: false },
  'keep-going': { type: 'boolean', default: false },
  results: { type: 'string' },
  steps: { type: 'string' },
  cast: { type: 'string' },
} as const;

/** What a run of many seeds leaves behind of each, a line of JSON. */
interface Result {
  readonly seed: string;
  readonly also: string;
  readonly cast: string;
  readonly operations: number;
  readonly failure?: string;
  /** The shortest plan that breaks the same promise, as `shrunken` reads it. */
  readonly shrunken?: string;
}

/**
 * `npm run simulate -- --seeds 1000 [--from 1]`, or `--seed 17 [--trace]`, each also with `--also KIND,KIND`. Ends with 1 at
 * the first broken promise; with `--keep-going` it goes on to the last seed, and `--results FILE` keeps a line of each.
 * `--seed 17 --steps 'PAGE-BYTES ID:KIND ID:KIND'` runs a shortened plan, and `--cast large` all seeds
 * with twelve members.
 */
async function run(): Promise<number> {
  const { values } = parseArgs({ options: OPTIONS });
  const from = Number(values.from);
  const seeds =
    values.seed === undefined
      ? Array.from({ length: Number(values.seeds) }, (_, index) => `${from + index}`)
      : [values.seed];
  const started = performance.now();
  let broken = 0;
  for (const [index, seed] of seeds.entries()) {
    const whole = planOf(seed, values.also === '' ? [] : values.also.split(','), castOf(values.cast));
    const plan = values.steps === undefined ? whole : { ...whole, ...shortened(values.steps) };
    const found = await runPlan(plan, values.trace);
    const { cast, operations } = plan;
    const result: Result = { seed, also: values.also, cast, operations: operations.length, ...found };
    if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify(result)}\n`);
    broken += found === undefined ? 0 : 1;
    if (broken > 0 && !values['keep-going']) return 1;
    const done = index + 1;
    if (done % 20 === 0 || done === seeds.length) progress(done, seeds.length, broken, started);
  }
  return broken > 0 ? 1 : 0;
}

const castOf = (name: string | undefined): CastName | undefined =>
  name === 'small' || name === 'large' ? name : undefined;

function shortened(text: string): Pick<Plan, 'pageBytes' | 'partBytes' | 'operations'> {
  const [bytes, ...steps] = text.split(' ');
  const [pageBytes, partBytes] = (bytes ?? '').split('/').map(Number);
  const parts = partBytes === undefined ? {} : { partBytes };
  return { pageBytes: pageBytes ?? 0, operations: stepsOf(steps), ...parts };
}

async function runPlan(plan: Plan, trace: boolean): Promise<Pick<Result, 'failure' | 'shrunken'> | undefined> {
  const outcome = await simulate(plan);
  if (trace) console.log(outcome.trace.join('\n'));
  if (outcome.failure === undefined) return undefined;
  console.log(report(plan, outcome));
  console.log('looking for fewer operations that break the same promise …');
  const shorter = await shrink(plan, outcome);
  console.log(report(shorter.plan, shorter.outcome));
  const steps = shorter.plan.operations.map(({ id, kind }) => `${id}:${kind}`).join(' ');
  console.log(`operations, pages of ${plan.pageBytes} bytes, ${plan.cast} cast: ${steps}`);
  return {
    failure: outcome.failure.message.slice(0, 300),
    shrunken: `${plan.pageBytes}${plan.partBytes === undefined ? '' : `/${plan.partBytes}`} ${steps}`,
  };
}

function progress(done: number, all: number, broken: number, started: number): void {
  const seconds = (performance.now() - started) / 1000;
  console.log(`${done} of ${all} seeds, ${broken} with a broken promise, ${(seconds / done).toFixed(2)} s each`);
}

process.exitCode = await run();
