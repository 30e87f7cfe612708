import type { HomeName, Status } from './answers.js';
import { digestsOf, type StateDigests, unequalSpaces } from './digests.js';

/** The one line of `--json`. */
export interface Summary {
  /** Nodes, the laptop included. */
  readonly nodes: number;
  /** Distinct entries that count in the federation. */
  readonly entries: number;
  /** Distinct records with a current value. */
  readonly records: number;
  readonly converged: boolean;
  /** Space to home to digest; the stolen laptop as it was at its last honest moment. */
  readonly stateDigests: StateDigests;
  /** Conflicts and disagreements that were shown. */
  readonly conflicts: number;
  /** Pages refused, calls refused at the door, and entries set aside. */
  readonly refused: number;
}

/** Sums up what the homes say of themselves. `whole` is the home that holds every space of the story. */
export function summarise(
  statuses: ReadonlyMap<HomeName, Status>,
  whole: Status,
  shown: { readonly conflicts: number; readonly refused: number },
): Summary {
  const stateDigests = digestsOf(statuses);
  return {
    nodes: statuses.size,
    entries: whole.entries,
    records: whole.records,
    converged: unequalSpaces(stateDigests).length === 0,
    stateDigests,
    ...shown,
  };
}
