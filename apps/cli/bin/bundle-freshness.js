// @ts-check
import { readFileSync, statSync } from 'node:fs';

/** Where the bundle says what it was made from, beside its first file. */
export const MADE_FROM = 'made-from.json';

/** What is not there, as where nothing is compiled, has not changed. @param {URL} url */
const changedMs = (url) => statSync(url, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** @param {URL} folder @returns {string[] | undefined} */
function madeFrom(folder) {
  try {
    return JSON.parse(readFileSync(new URL(MADE_FROM, folder), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether the command line in few files, in this folder, is as new as everything that it was made from: what the compiler
 * touches in each package when it has written something anew.
 * @param {URL} folder
 */
export function isBundleFresh(folder) {
  const compiled = madeFrom(folder);
  if (compiled === undefined) return false;
  const bundledMs = changedMs(new URL(MADE_FROM, folder));
  return compiled.every((file) => changedMs(new URL(file, folder)) <= bundledMs);
}
