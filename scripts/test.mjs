// @ts-check
import { rmSync } from 'node:fs';
import { install } from './bootstrap.mjs';
import { explainFailure, secondsSince } from './steps/progress.mjs';
import { runCommand } from './steps/run-command.mjs';
import { chooseSteps } from './steps/test-plan.mjs';
import { tallyReport } from './steps/test-report.mjs';

/** @typedef {{ name: string, passed: number, failed: number, seconds: string, note: string }} Outcome */

/** A step that hangs must not keep the others from being reported. */
const STEP_TIMEOUT_MS = 30 * 60_000;

/** @param {import('./steps/test-plan.mjs').Step} step @returns {Promise<Outcome>} */
async function runStep(step) {
  const began = performance.now();
  console.log(`\n── ${step.name}`);
  if (step.report !== undefined) rmSync(step.report, { force: true });
  const { code, output, timedOut } = await runCommand(process.execPath, step.args, {
    inherit: step.report !== undefined,
    // What is kept is printed later, perhaps into a log file.
    env: step.report === undefined ? { NO_COLOR: '1', FORCE_COLOR: '0' } : {},
    timeoutMs: STEP_TIMEOUT_MS,
  });
  const tally = step.report === undefined ? tallyCheck(step, code, output) : tallyReport(step.report, code);
  const note = timedOut ? `ended after ${STEP_TIMEOUT_MS / 60_000} minutes` : tally.note;
  const outcome = { ...tally, name: step.name, seconds: secondsSince(began), note };
  console.log(`${outcome.failed === 0 ? 'ok' : 'FAILED'} ${step.name}, ${outcome.seconds} s`);
  return outcome;
}

/** @param {import('./steps/test-plan.mjs').Step} step @param {number} code @param {string} output */
function tallyCheck(step, code, output) {
  if (code === 0) return { passed: 1, failed: 0, note: '' };
  console.log(output.trimEnd());
  return { passed: 0, failed: 1, note: `to mend: ${step.mend}` };
}

/** @param {readonly Outcome[]} outcomes */
function printSummary(outcomes) {
  console.log('\nstep              passed  failed  seconds');
  for (const { name, passed, failed, seconds, note } of outcomes) {
    console.log(
      `${name.padEnd(16)}${`${passed}`.padStart(8)}${`${failed}`.padStart(8)}${seconds.padStart(9)}  ${note}`,
    );
  }
}

/** @returns {Promise<{ passed: number, failed: number }>} */
async function runSteps() {
  await install(process.stdout);
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const step of chooseSteps(process.argv.slice(2))) outcomes.push(await runStep(step));
  printSummary(outcomes);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  // Nothing that ran is no success.
  return { passed, failed: passed + failed === 0 ? 1 : failed };
}

let total = { passed: 0, failed: 1 };
try {
  total = await runSteps();
} catch (error) {
  explainFailure(error);
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
