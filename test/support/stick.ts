import { join } from 'node:path';
import { temporaryFolder } from './clean-up.js';
import type { BundleMadeAnswer, BundleReadAnswer } from './command-answers.js';
import type { TestHome } from './test-home.js';

let bundles = 0;

/** Makes a bundle at one home and reads it at another one, as a stick carries it; fails unless nothing is left waiting. */
export async function carryBundle(from: TestHome, ...to: TestHome[]): Promise<void> {
  const file = join(temporaryFolder('stick'), `${from.name}-${bundles++}.bundle`);
  const make = { for: to.map(({ name }) => name), file, whole: false };
  await from.desk(async ({ bundle }) => resultOf<BundleMadeAnswer>(await bundle.make(make)));
  for (const home of to) {
    const read = await home.desk(async ({ bundle }) => resultOf<BundleReadAnswer>(await bundle.read({ file })));
    if (!read.converged) throw new Error(`from ${from.name} to ${home.name}: ${JSON.stringify(read)}`);
  }
}

async function resultOf<Result>(steps: AsyncIterable<{ type: string; result?: unknown }>): Promise<Result> {
  for await (const step of steps) if (step.type === 'result') return step.result as Result;
  throw new Error('the work ended without a result');
}
