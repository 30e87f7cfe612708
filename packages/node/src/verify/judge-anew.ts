import type { Replica } from '../replica/replica.js';
import { rebuildSteps } from './rebuild-derived.js';
import { replaySteps } from './replay-home.js';
import type { CheckProgress, Steps } from './steps.js';
import type { Problem } from './verify-home.js';

export interface JudgedAnew {
  /** Sections whose views were made anew. */
  readonly sections: number;
  readonly problems: readonly Problem[];
}

/** How far it is, or what it came to. */
export type JudgingStep = { readonly progress: CheckProgress } | { readonly judged: JudgedAnew };

/** Makes all that is derived anew from the log, and judges the log itself again (`verify --rebuild`). */
export function* judgeAnew(replica: Replica): Steps<JudgedAnew> {
  const { sections } = yield* rebuildSteps(replica);
  return { sections, problems: yield* replaySteps(replica) };
}

export function nextStep(steps: Steps<JudgedAnew>): JudgingStep {
  const step = steps.next();
  return step.done === true ? { judged: step.value } : { progress: step.value };
}
