import type { Operation, Plan } from './plan.js';

/** Steps as the simulator names them, each `id:kind`. */
export const stepsOf = (steps: readonly string[]): Operation[] =>
  steps.map((step) => {
    const [id, kind] = step.split(':') as [string, string];
    return { id: Number(id), kind };
  });

/** A plan as the simulator left it after shrinking: `id:kind` of the operations that still broke a promise. */
export const shrunken = (seed: string, pageBytes: number, steps: string, partBytes?: number): Plan => ({
  seed,
  operations: stepsOf(steps.split(' ')),
  cast: 'small',
  pageBytes,
  unsyncedCommits: 0,
  ...(partBytes === undefined ? {} : { partBytes }),
});
