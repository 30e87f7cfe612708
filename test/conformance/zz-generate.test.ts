import { test } from 'vitest';
import { writeGeneratedFiles } from './generate-vectors.js';

test('write', async () => {
  await writeGeneratedFiles();
});
