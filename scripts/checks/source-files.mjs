// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { inRepository } from '../steps/repository.mjs';

/**
 * @typedef {object} SourceFile
 * @property {string} path from the root of the repository, with forward slashes
 * @property {string} text
 */

const ROOTS = ['protocol', 'packages', 'apps', 'test', 'scripts'];
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'generated', 'vectors']);
const SOURCE = /\.(ts|tsx|mts|mjs|js)$/;

/** Tests and what only tests build upon. @param {string} path */
export const isTestFile = (path) => /\.(test|fixture)\.[a-z]+$/.test(path);

/** @param {string} folder @returns {string[]} */
function sourcePaths(folder) {
  return readdirSync(inRepository(folder), { withFileTypes: true }).flatMap((found) => {
    const path = `${folder}/${found.name}`;
    if (found.isDirectory()) return SKIPPED_FOLDERS.has(found.name) ? [] : sourcePaths(path);
    return SOURCE.test(found.name) && !found.name.endsWith('.d.ts') ? [path] : [];
  });
}

/** Every hand-written source file, in a stable order. @returns {SourceFile[]} */
export const readSourceFiles = () =>
  ROOTS.flatMap(sourcePaths)
    .sort()
    .map((path) => ({ path, text: readFileSync(inRepository(path), 'utf8') }));

/**
 * The workspace that a file belongs to: `protocol`, `test`, `scripts`, `packages/store`, `apps/cli`.
 * @param {string} path
 */
export function workspaceOf(path) {
  const [first = '', second = ''] = path.split('/');
  return first === 'packages' || first === 'apps' ? `${first}/${second}` : first;
}
