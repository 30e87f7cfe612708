import type { Operation, Plan } from './plan.js';
import { type Outcome, simulate } from './simulate.js';

export interface Shrunken {
  readonly plan: Plan;
  readonly outcome: Outcome;
}

/**
 * Drops operations, half of them at first and then fewer at a time, for as long as the same promise stays broken. Gives
 * back the shortest plan found within `runsMax` runs.
 */
export async function shrink(plan: Plan, outcome: Outcome, runsMax = 400): Promise<Shrunken> {
  let best: Shrunken = { plan, outcome };
  let runs = 0;
  for (let size = Math.floor(plan.operations.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.plan.operations.length && runs < runsMax; runs++) {
      const shorter = await stillFails(best, without(best.plan.operations, at, size));
      if (shorter === undefined) at += size;
      else best = shorter;
    }
  }
  return best;
}

const without = (operations: readonly Operation[], at: number, size: number): Operation[] => [
  ...operations.slice(0, at),
  ...operations.slice(at + size),
];

async function stillFails(best: Shrunken, operations: readonly Operation[]): Promise<Shrunken | undefined> {
  const plan = { ...best.plan, operations };
  const outcome = await simulate(plan);
  return failureKind(outcome) === failureKind(best.outcome) ? { plan, outcome } : undefined;
}

/** The first words of a failure without the names of homes and ids: what makes two failures one. */
const failureKind = ({ failure }: Outcome): string | undefined =>
  failure?.message
    .replace(/[A-Za-z0-9_-]{20,}/g, '#')
    .replace(/\b[A-Z]{2}(-\d)?\b/g, '@')
    .replace(/\d+/g, '0')
    .slice(0, 60);
