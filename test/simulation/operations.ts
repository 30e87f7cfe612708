import { SeededRandom } from '@liaison/node/testing';

/** What can happen in one step of a simulated federation. */
const OPERATION_WEIGHTS = {
  space: 3,
  record: 8,
  edit: 16,
  narrate: 8,
  import: 3,
  admit: 3,
  consent: 3,
  recall: 3,
  session: 12,
  steps: 26,
  sync: 6,
  partition: 2,
  reconnect: 3,
  crash: 2,
  'crash-in-transaction': 2,
  clock: 2,
  offline: 1,
  online: 3,
  redeliver: 3,
  hostile: 8,
  rollback: 2,
  pin: 1,
  enrol: 1,
} as const;

export type OperationKind = keyof typeof OPERATION_WEIGHTS;

/**
 * One planned step. Its own stream of chance hangs on `id`, so that dropping other operations while shrinking does not
 * change what it does more than it must.
 */
export interface Operation {
  readonly id: number;
  readonly kind: OperationKind;
}

/** Which rare and expensive events a seed may contain; each changes what can be promised at the end. */
export interface Plan {
  readonly seed: string;
  readonly operations: readonly Operation[];
  /** Bytes after which a sender closes a page; small ones put page borders everywhere. */
  readonly pageBytes: number;
  /** Commits that a crash may take back; 0 is what a disk with `synchronous=FULL` promises. */
  readonly unsyncedCommits: number;
}

/** Each seed leans towards one sort of trouble; some of it is rare because it weakens what can be promised. */
const FOCUS: readonly Partial<Record<OperationKind, number>>[] = [
  { rollback: 0, pin: 0, hostile: 0 },
  { rollback: 0, pin: 0, hostile: 0, crash: 8, 'crash-in-transaction': 8, partition: 6, redeliver: 10 },
  { rollback: 0, pin: 0, hostile: 25 },
  { rollback: 6, pin: 0, hostile: 0 },
  { rollback: 0, pin: 2, hostile: 0, enrol: 3 },
  { rollback: 4, pin: 1, hostile: 12, enrol: 2, redeliver: 8 },
];

/** Makes the plan of a seed. Same seed, same plan. */
export function planOf(seed: string, length = 90): Plan {
  const random = new SeededRandom(`plan/${seed}`);
  const weights = { ...OPERATION_WEIGHTS, ...random.pick(FOCUS) };
  const bag = (Object.keys(weights) as OperationKind[]).flatMap((kind) =>
    new Array<OperationKind>(weights[kind]).fill(kind),
  );
  const operations = Array.from({ length }, (_, id) => ({ id, kind: random.pick(bag) }));
  const pageBytes = random.pick([600, 1_500, 4_000, 524_288, 524_288]);
  return { seed, operations, pageBytes, unsyncedCommits: 0 };
}
