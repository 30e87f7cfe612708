/** What a step of a long check has got to. */
export interface CheckProgress {
  readonly entries?: number;
  readonly sections?: number;
}

/** Work that is done step by step, so that others are answered and may write in between. */
export type Steps<Result> = Generator<CheckProgress, Result, void>;

/** All steps at once, where nobody waits. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
