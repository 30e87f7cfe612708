// @ts-check
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout: every command runs there, wherever it was called from. */
export const REPOSITORY = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** @param {string} path from the root, with forward slashes */
export const inRepository = (path) => join(REPOSITORY, ...path.split('/'));
