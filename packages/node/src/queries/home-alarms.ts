import { type Finding, finding } from '../doctor/findings.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { cutOffRecalls } from './cut-off-recalls.js';

/** What somebody must decide about before it mends, whatever is synced: shown with every status, and by the doctor. */
export const homeAlarms = (context: ReplicaContext): Finding[] => [
  ...context.authority.contradicted().map((member) => finding('directories-contradict', member, member)),
  ...(context.authority.fork === undefined ? [] : [finding('rosters-contradict')]),
  ...recallAlarms(context),
];

function recallAlarms(context: ReplicaContext): Finding[] {
  const [first, ...others] = cutOffRecalls(context);
  if (first === undefined) return [];
  const count = others.length + 1;
  const why = `${count} ${count === 1 ? 'recall' : 'recalls'} of your member, the first of record ${first.record}`;
  return [finding('recalls-cut-off', why, first.space)];
}
