import { describe, expect, test } from 'vitest';
import { longWork, type Step } from './long-work.js';

const collect = async <P, A>(work: AsyncGenerator<Step<P, A>>) => {
  const steps: Step<P, A>[] = [];
  for await (const step of work) steps.push(step);
  return steps;
};

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('long work', () => {
  test('gives progress in order and its result last', async () => {
    const work = longWork<number, string>(async (onProgress) => {
      for (let i = 1; i <= 3; i++) {
        onProgress(i);
        await turn();
      }
      return 'done';
    });
    expect(await collect(work)).toEqual([
      { type: 'progress', progress: 1 },
      { type: 'progress', progress: 2 },
      { type: 'progress', progress: 3 },
      { type: 'result', result: 'done' },
    ]);
  });

  test('a slow reader gets the newest progress and never holds the work up', async () => {
    let finished = false;
    const work = longWork<number, number>(async (onProgress) => {
      for (let i = 1; i <= 100; i++) {
        onProgress(i);
        await turn();
      }
      finished = true;
      return 100;
    });
    const first = await work.next();
    while (!finished) await turn();
    const rest = await collect(work);
    expect(first.value).toMatchObject({ type: 'progress' });
    expect(rest.length).toBeLessThanOrEqual(2);
    expect(rest.at(-1)).toEqual({ type: 'result', result: 100 });
  });

  test('without progress there is only the result', async () => {
    expect(await collect(longWork<never, null>(async () => null))).toEqual([{ type: 'result', result: null }]);
  });

  test('a failure reaches the reader after what was reported before it', async () => {
    const work = longWork<number, never>(async (onProgress) => {
      onProgress(1);
      await turn();
      throw new Error('broken line');
    });
    expect(await work.next()).toMatchObject({ value: { progress: 1 } });
    await expect(work.next()).rejects.toThrow('broken line');
    await expect(collect(longWork<never, never>(() => Promise.reject(new Error('at once'))))).rejects.toThrow(
      'at once',
    );
  });
});
