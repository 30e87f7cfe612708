import type { Plan } from './plan.js';
import type { Outcome } from './simulate.js';

const TRACE_LINES = 60;

/** What a person needs of a failure: the broken promise, how to run it again, and what led to it. */
export function report({ seed, operations }: Plan, { failure, trace }: Outcome): string {
  return [
    `seed ${seed}, ${operations.length} operations: ${failure?.message ?? 'every promise was kept'}`,
    `again: npm run simulate -- --seed ${seed} --trace`,
    ...trace.slice(-TRACE_LINES).map((line) => `  ${line}`),
    failure?.stack ?? '',
  ].join('\n');
}
