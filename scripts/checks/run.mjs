// @ts-check
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRepository } from '../steps/repository.mjs';
import { checkLayers } from './layers.mjs';
import { checkNames } from './names.mjs';
import { checkSizes, lowerRatchet, measureWorkspaces } from './sizes.mjs';
import { readSourceFiles, readStyleFiles } from './source-files.mjs';
import { checkTestHabits } from './test-habits.mjs';

const RATCHET = 'scripts/checks/size-ratchet.json';

/** @returns {Record<string, import('./sizes.mjs').Sizes>} */
const readRatchet = () =>
  existsSync(inRepository(RATCHET)) ? JSON.parse(readFileSync(inRepository(RATCHET), 'utf8')) : {};

/** @type {Readonly<Record<string, (files: import('./source-files.mjs').SourceFile[]) => string[]>>} */
const CHECKS = {
  layers: checkLayers,
  names: (files) => checkNames([...files, ...readStyleFiles()]),
  sizes: (files) => checkSizes([...files, ...readStyleFiles()], readRatchet()),
  'test-habits': checkTestHabits,
};

/** Records what the sources came down to. */
function updateRatchet() {
  const lowered = lowerRatchet(readRatchet(), measureWorkspaces(readSourceFiles()));
  const lines = Object.entries(lowered).map(([workspace, sizes]) => {
    const numbers = Object.entries(sizes).map(([kind, size]) => `"${kind}": ${size}`);
    return `  "${workspace}": { ${numbers.join(', ')} }`;
  });
  writeFileSync(inRepository(RATCHET), `{\n${lines.join(',\n')}\n}\n`);
}

/** @param {string} name */
function runCheck(name) {
  const check = CHECKS[name];
  if (check === undefined) throw new Error(`There is no check "${name}"; there are ${Object.keys(CHECKS).join(', ')}.`);
  const files = readSourceFiles();
  const problems = check(files);
  for (const problem of problems) console.log(problem);
  console.log(`${name}: ${files.length} files, ${problems.length} problems`);
  if (problems.length > 0) process.exitCode = 1;
}

const [name = '', option] = process.argv.slice(2);
if (name === 'sizes' && option === '--update') updateRatchet();
else runCheck(name);
