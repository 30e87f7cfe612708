import { SeededRandom } from '@liaison/node/testing';
import { ACTIONS } from './all-actions.js';
import type { Plan } from './plan.js';

/** Each seed leans towards one sort of trouble; some of it is rare because it weakens what can be promised. */
const FOCUS: readonly Readonly<Record<string, number>>[] = [
  { rollback: 0, pin: 0, hostile: 0 },
  { rollback: 0, pin: 0, hostile: 0, crash: 8, 'crash-in-transaction': 8, partition: 6, redeliver: 10, 'bad-line': 6 },
  { rollback: 0, pin: 0, hostile: 25 },
  { rollback: 6, pin: 0, hostile: 0 },
  { rollback: 0, pin: 2, hostile: 0, enrol: 3 },
  { rollback: 4, pin: 1, hostile: 12, enrol: 2, redeliver: 8 },
];

const SMALL_STEPS = 90;
const LARGE_STEPS = 240;
/** One seed in so many has the large cast. */
const LARGE_EVERY = 12;

/** Makes the plan of a seed. Same seed, same plan. */
export function planOf(seed: string): Plan {
  const random = new SeededRandom(`plan/${seed}`);
  const focus = random.pick(FOCUS);
  const bag = ACTIONS.flatMap(({ kind, weight }) => new Array<string>(focus[kind] ?? weight).fill(kind));
  const cast = random.below(LARGE_EVERY) === 0 ? 'large' : 'small';
  const length = cast === 'large' ? LARGE_STEPS : SMALL_STEPS;
  const operations = Array.from({ length }, (_, id) => ({ id, kind: random.pick(bag) }));
  const pageBytes = random.pick([600, 1_500, 4_000, 524_288, 524_288]);
  return { seed, operations, cast, pageBytes, unsyncedCommits: 0 };
}
