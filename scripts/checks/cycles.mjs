// @ts-check
import { importsOf, relativeTarget } from './imports.mjs';

/** @typedef {import('./source-files.mjs').SourceFile} SourceFile */

/** `./x.js` also means a `./x.tsx`. @param {string} path @param {ReadonlySet<string>} known */
const sourceNamed = (path, known) => (known.has(`${path}x`) ? `${path}x` : path);

/** @param {readonly SourceFile[]} files @returns {Map<string, string[]>} */
function importGraph(files) {
  const known = new Set(files.map(({ path }) => path));
  return new Map(
    files.map((file) => {
      const targets = importsOf(file)
        .filter(({ typeOnly }) => !typeOnly)
        .map(({ specifier }) => sourceNamed(relativeTarget(file.path, specifier) ?? '', known));
      return [file.path, [...new Set(targets)].filter((target) => known.has(target)).sort()];
    }),
  );
}

/**
 * Files that load each other in a circle: which of them runs first then depends on who asked. One line per circle.
 * @param {readonly SourceFile[]} files
 * @returns {string[]}
 */
export function checkCycles(files) {
  const graph = importGraph(files);
  /** @type {Set<string>} */
  const finished = new Set();
  /** @type {string[]} */
  const trail = [];
  /** @type {string[]} */
  const problems = [];
  /** @param {string} path */
  const visit = (path) => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) problems.push(`import cycle: ${[...trail.slice(seenAt), path].join(' → ')}`);
    if (seenAt >= 0 || finished.has(path)) return;
    trail.push(path);
    for (const target of graph.get(path) ?? []) visit(target);
    trail.pop();
    finished.add(path);
  };
  for (const path of graph.keys()) visit(path);
  return problems;
}
