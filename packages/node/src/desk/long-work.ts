/** What a long procedure yields: progress now and then, its result last. */
export type Step<Progress, Answer> =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'result'; readonly result: Answer };

/**
 * Runs work that reports progress through a callback as a stream of steps. Progress that nobody has read yet is
 * replaced by newer progress, so a slow reader never holds the work up.
 */
export async function* longWork<Progress, Answer>(
  work: (onProgress: (progress: Progress) => void) => Promise<Answer>,
): AsyncGenerator<Step<Progress, Answer>> {
  let latest: Progress | undefined;
  let wake: () => void = () => undefined;
  let done = false;
  const running = work((progress) => {
    latest = progress;
    wake();
  }).finally(() => {
    done = true;
    wake();
  });
  running.catch(() => undefined); // awaited below; this only keeps an early failure from being called unhandled
  while (!done) {
    if (latest === undefined) await new Promise<void>((resolve) => (wake = resolve));
    if (latest !== undefined) {
      const progress = latest;
      latest = undefined;
      yield { type: 'progress', progress };
    }
  }
  yield { type: 'result', result: await running };
}

/** The signal of a call as an option, where the call has one. */
export const stopping = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
