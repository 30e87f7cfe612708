// @ts-check
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, note: string }} Tally */

/** @param {string} path @returns {any} */
const readReport = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * What a test run came to. A run that found no test, or that ended badly although no test failed (a file that cannot
 * be loaded, an error outside every test), has failed.
 * @param {string} path the JSON report of the runner
 * @param {number} code the runner's exit code
 * @returns {Tally}
 */
export function tallyReport(path, code) {
  if (!existsSync(path)) return { passed: 0, failed: 1, note: 'the runner wrote no report' };
  const report = readReport(path);
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report.testResults;
  const broken = files.filter((file) => {
    return file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
  }).length;
  const passed = Number(report.numPassedTests);
  const failed = Number(report.numFailedTests) + broken;
  const leftOut = Number(report.numPendingTests) + Number(report.numTodoTests);
  if (failed === 0 && passed === 0) return { passed, failed: 1, note: 'no tests found' };
  if (failed === 0 && code !== 0) return { passed, failed: 1, note: `the runner ended with code ${code}` };
  const notes = [`${files.length} files`];
  if (broken > 0) notes.push(`${broken} could not be run`);
  if (leftOut > 0) notes.push(`${leftOut} left out`);
  return { passed, failed, note: notes.join(', ') };
}
