// @ts-check
import { inRepository } from './repository.mjs';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} args what Node runs
 * @property {string} [report] where a test runner writes its JSON report; static checks have none
 * @property {string} mend what to do when it fails
 */

const REPORTS = 'node_modules/.cache/liaison';

/** @param {string} name */
const bin = (name) => inRepository(`node_modules/${name}`);

/** @param {string} name @param {string} mend @returns {Step} */
const ownCheck = (name, mend) => ({ name, args: [inRepository('scripts/checks/run.mjs'), name], mend });

/** @param {string} name @param {string} config @returns {Step} */
function testRun(name, config) {
  const report = inRepository(`${REPORTS}/${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    name,
    report,
    args: [bin('vitest/vitest.mjs'), 'run', `--config=${inRepository(config)}`, ...reporters],
    mend: `npx vitest run --config ${config} PART-OF-A-FILE-NAME`,
  };
}

/** Cheap checks first; all of them run whatever the ones before came to. @type {readonly Step[]} */
const STATIC_STEPS = [
  {
    name: 'format-and-lint',
    args: [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--error-on-warnings', '.'],
    mend: 'npm run lint:fix',
  },
  { name: 'types', args: [bin('typescript/bin/tsc'), '-b'], mend: 'npx tsc -b' },
  { name: 'command', args: [inRepository('scripts/command.mjs')], mend: 'node scripts/command.mjs' },
  { name: 'desk', args: [inRepository('scripts/desk.mjs')], mend: 'node scripts/desk.mjs' },
  ownCheck('layers', 'see scripts/checks/layer-rules.mjs'),
  ownCheck('names', 'name the file after what it holds'),
  ownCheck('sizes', 'split it'),
  ownCheck('test-habits', 'give every expectation a matcher and let every test run'),
  {
    name: 'unused',
    args: [bin('knip/bin/knip.js'), '--no-progress', '--no-config-hints'],
    mend: 'remove it, or use it',
  },
  {
    name: 'duplicates',
    args: [bin('jscpd/bin/jscpd'), '--config', inRepository('.jscpd.json')],
    mend: 'give it one home',
  },
];

/** @type {Step} */
const UNIT_STEP = testRun('unit', 'vitest.config.ts');

/** @type {Step} */
const FEDERATION_STEP = testRun('federation', 'test/vitest.config.ts');

/**
 * The steps that the command line asks for: all of them, `--check` for the quick ones, `--only=a,b` by name.
 * @param {readonly string[]} argv
 * @returns {readonly Step[]}
 */
export function chooseSteps(argv) {
  const all = argv.includes('--check') ? [...STATIC_STEPS, UNIT_STEP] : [...STATIC_STEPS, UNIT_STEP, FEDERATION_STEP];
  const only = argv
    .find((argument) => argument.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',');
  return only === undefined ? all : all.filter(({ name }) => only.includes(name));
}
