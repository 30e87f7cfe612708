import type { Step } from '@liaison/node';
import { LiaisonError } from '@liaison/protocol';

/** Reads a long call to its end, showing progress on the way. Throws `node-stopped` when it ends without a result. */
export async function follow<Progress, Answer>(
  steps: AsyncIterable<Step<Progress, Answer>>,
  onProgress: (progress: Progress) => void,
): Promise<Answer> {
  let last: { result: Answer } | undefined;
  for await (const step of steps) {
    if (step.type === 'progress') onProgress(step.progress);
    else last = step;
  }
  if (last !== undefined) return last.result;
  throw new LiaisonError('node-stopped', 'The node stopped before the work was done.', 'Run the command again.');
}
