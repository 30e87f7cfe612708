// @ts-check
import { inRepository } from './repository.mjs';
import { runCommand } from './run-command.mjs';

/**
 * Compiles what is stale of the given projects and of everything they stand on.
 * @param {readonly string[]} projects folders with a tsconfig.json
 */
export const compile = (projects) =>
  runCommand(process.execPath, [inRepository('node_modules/typescript/bin/tsc'), '-b', ...projects]);
