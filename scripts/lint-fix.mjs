// @ts-check
import { install } from './bootstrap.mjs';
import { explainFailure } from './steps/progress.mjs';
import { inRepository } from './steps/repository.mjs';
import { handOver } from './steps/run-command.mjs';

// Formats, sorts imports and mends what can be mended safely.
try {
  await install(process.stdout);
  const biome = inRepository('node_modules/@biomejs/biome/bin/biome');
  const paths = process.argv.slice(2);
  process.exitCode = await handOver(process.execPath, [
    biome,
    'check',
    '--write',
    ...(paths.length > 0 ? paths : ['.']),
  ]);
} catch (error) {
  explainFailure(error);
  process.exitCode = 1;
}
