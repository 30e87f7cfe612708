import type { Plan } from './plan.js';

/** A plan as the simulator left it after shrinking: `id:kind` of the operations that still broke a promise. */
export function shrunken(seed: string, pageBytes: number, steps: string): Plan {
  const operations = steps.split(' ').map((step) => {
    const [id, kind] = step.split(':') as [string, string];
    return { id: Number(id), kind };
  });
  return { seed, operations, cast: 'small', pageBytes, unsyncedCommits: 0 };
}
