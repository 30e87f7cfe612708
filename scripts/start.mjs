// @ts-check
import { existsSync } from 'node:fs';
import { bootstrap } from './bootstrap.mjs';
import { explainFailure, StepError } from './steps/progress.mjs';
import { inRepository } from './steps/repository.mjs';
import { handOver } from './steps/run-command.mjs';
import { readStartArguments } from './steps/start-arguments.mjs';

async function start() {
  const { entry, args, json, project } = readStartArguments(process.argv.slice(2));
  await bootstrap(json ? process.stderr : process.stdout, [project]);
  if (!existsSync(inRepository(entry))) {
    throw new StepError(`${entry} was not built.`, 'Check that its source exists, then run the same command again.');
  }
  return handOver(process.execPath, [inRepository(entry), ...args]);
}

try {
  process.exitCode = await start();
} catch (error) {
  explainFailure(error);
  process.exitCode = 1;
}
