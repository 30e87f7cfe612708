import type { WriterId } from '@liaison/protocol';
import { expect, test } from 'vitest';
import { RunningImports } from './import-upload.js';

const [KIM, LEE] = ['w-kim', 'w-lee'] as unknown as [WriterId, WriterId];
const upload = 'ab'.repeat(16);

test('an import is stopped by whose it is, and nobody stops another officer or keeps them from theirs', async () => {
  const imports = new RunningImports();
  let isStopped = false;
  const running = imports.run({ officer: KIM, upload }, undefined, async (signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    isStopped = signal.aborted;
  });
  expect(imports.cancel({ officer: LEE, upload })).toBe(false);
  expect(await imports.run({ officer: LEE, upload }, undefined, async (signal) => signal.aborted)).toBe(false);
  await expect(imports.run({ officer: KIM, upload }, undefined, async () => undefined)).rejects.toMatchObject({
    code: 'import-running',
  });
  expect([isStopped, imports.cancel({ officer: KIM, upload })]).toEqual([false, true]);
  await running;
  expect(isStopped).toBe(true);
});
