import { SeededRandom } from '@liaison/node/testing';
import type { Action } from './action.js';
import { ACTIONS } from './all-actions.js';
import type { CastName } from './cast.js';
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

/** How often an action comes that was asked for beside the usual ones. */
const ALSO_WEIGHT = 3;

/** Makes the plan of a seed, with these kinds of actions beside the usual ones and this cast. Same arguments, same plan. */
export function planOf(seed: string, also: readonly string[] = [], wanted?: CastName): Plan {
  const random = new SeededRandom(`plan/${seed}`);
  const focus = random.pick(FOCUS);
  const weightOf = ({ kind, weight }: Action) => (also.includes(kind) ? ALSO_WEIGHT : (focus[kind] ?? weight));
  const bag = ACTIONS.flatMap((action) => new Array<string>(weightOf(action)).fill(action.kind));
  const drawn = random.below(LARGE_EVERY) === 0 ? 'large' : 'small';
  const cast = wanted ?? drawn;
  const length = cast === 'large' ? LARGE_STEPS : SMALL_STEPS;
  const operations = Array.from({ length }, (_, id) => ({ id, kind: random.pick(bag) }));
  const pageBytes = random.pick([600, 1_500, 4_000, 524_288, 524_288]);
  const partBytes = random.pick([undefined, 1_024, 1_500]);
  return { seed, operations, cast, pageBytes, unsyncedCommits: 0, ...(partBytes && { partBytes }) };
}
