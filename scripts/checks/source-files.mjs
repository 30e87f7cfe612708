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
const STYLE = /\.css$/;

/** @param {string} path */
export const isStyleFile = (path) => STYLE.test(path);

/** Tests and what only tests build upon. @param {string} path */
export const isTestFile = (path) => /\.(test|fixture)\.[a-z]+$/.test(path);

/** @param {string} folder @param {RegExp} wanted @returns {string[]} */
function pathsIn(folder, wanted) {
  return readdirSync(inRepository(folder), { withFileTypes: true }).flatMap((found) => {
    const path = `${folder}/${found.name}`;
    if (found.isDirectory()) return SKIPPED_FOLDERS.has(found.name) ? [] : pathsIn(path, wanted);
    return wanted.test(found.name) && !found.name.endsWith('.d.ts') ? [path] : [];
  });
}

/** @param {RegExp} wanted @returns {SourceFile[]} */
const readFiles = (wanted) =>
  ROOTS.flatMap((root) => pathsIn(root, wanted))
    .sort()
    .map((path) => ({ path, text: readFileSync(inRepository(path), 'utf8') }));

/** Every hand-written source file, in a stable order. @returns {SourceFile[]} */
export const readSourceFiles = () => readFiles(SOURCE);

/** Every style sheet: their names and lengths are judged like those of sources. @returns {SourceFile[]} */
export const readStyleFiles = () => readFiles(STYLE);

/**
 * The workspace that a file belongs to: `protocol`, `test`, `scripts`, `packages/store`, `apps/cli`.
 * @param {string} path
 */
export function workspaceOf(path) {
  const [first = '', second = ''] = path.split('/');
  return first === 'packages' || first === 'apps' ? `${first}/${second}` : first;
}
