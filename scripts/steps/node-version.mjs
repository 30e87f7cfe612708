// @ts-check
import { StepError } from './progress.mjs';

const REQUIRED = [20, 19];

/**
 * Fails with a sentence instead of a syntax error deep inside a dependency.
 * @param {string} version such as `20.19.0`
 */
export function requireNodeVersion(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [requiredMajor = 0, requiredMinor = 0] = REQUIRED;
  if (major > requiredMajor || (major === requiredMajor && minor >= requiredMinor)) return;
  throw new StepError(
    `Node ${version} is too old: Liaison needs Node ${REQUIRED.join('.')} or later.`,
    'Install a current Node from https://nodejs.org and run the same command again.',
  );
}
