// @ts-check
import { isStyleFile, isTestFile, workspaceOf } from './source-files.mjs';
import { isCall, rootName, syntaxOf, walk } from './syntax.mjs';

/** @typedef {import('./source-files.mjs').SourceFile} SourceFile */
/** @typedef {import('./syntax.mjs').SyntaxNode} SyntaxNode */
/** @typedef {'file' | 'testFile' | 'function'} Measure */
/** @typedef {Record<Measure, number>} Sizes lines, per kind of thing */
/** @typedef {{ measure: Measure, lines: number, where: string }} Measurement */

/** Nothing may ever be longer. */
const HARD_LIMITS = /** @type {Readonly<Sizes>} */ ({ file: 500, testFile: 400, function: 70 });

/** Up to here growth is ordinary work, so the ratchet never bites below. */
const FREE_SIZES = /** @type {Readonly<Sizes>} */ ({ file: 300, testFile: 300, function: 40 });

/** @type {readonly Measure[]} */
const MEASURES = ['file', 'testFile', 'function'];
const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);
const GROUPS = new Set(['describe', 'suite']);

/** @param {SyntaxNode} node */
const linesOf = (node) => node.loc.end.line - node.loc.start.line + 1;

/**
 * The body of a `describe` is a list of tests, not a function that somebody has to follow.
 * @param {SyntaxNode | undefined} parent
 */
const isTestGroup = (parent) => parent !== undefined && isCall(parent) && GROUPS.has(rootName(parent) ?? '');

/** @param {SourceFile} file @returns {Measurement[]} */
function measure(file) {
  const lines = file.text.replace(/\n$/, '').split('\n').length;
  /** @type {Measurement[]} */
  const found = [{ measure: isTestFile(file.path) ? 'testFile' : 'file', lines, where: file.path }];
  if (isStyleFile(file.path)) return found;
  walk(syntaxOf(file), (node, ancestors) => {
    if (!FUNCTIONS.has(node.type) || isTestGroup(ancestors.at(-1))) return;
    found.push({ measure: 'function', lines: linesOf(node), where: `${file.path}:${node.loc.start.line}` });
  });
  return found;
}

/**
 * The longest file and function of each workspace.
 * @param {readonly SourceFile[]} files
 * @returns {Record<string, Sizes>}
 */
export function measureWorkspaces(files) {
  /** @type {Record<string, Sizes>} */
  const sizes = {};
  for (const file of files) {
    const workspace = workspaceOf(file.path);
    const longest = sizes[workspace] ?? { file: 0, testFile: 0, function: 0 };
    sizes[workspace] = longest;
    for (const found of measure(file)) longest[found.measure] = Math.max(longest[found.measure], found.lines);
  }
  return sizes;
}

/**
 * @param {Measure} kind
 * @param {Sizes | undefined} recorded
 */
const limitOf = (kind, recorded) =>
  Math.min(HARD_LIMITS[kind], Math.max(recorded?.[kind] ?? HARD_LIMITS[kind], FREE_SIZES[kind]));

/**
 * Everything longer than the hard limit, or than what its workspace had already come down to.
 * @param {readonly SourceFile[]} files
 * @param {Readonly<Record<string, Sizes>>} ratchet
 * @returns {string[]}
 */
export const checkSizes = (files, ratchet) =>
  files.flatMap((file) =>
    measure(file).flatMap(({ measure: kind, lines, where }) => {
      const limit = limitOf(kind, ratchet[workspaceOf(file.path)]);
      return lines > limit ? [`${where} a ${kind} of ${lines} lines; the limit here is ${limit}`] : [];
    }),
  );

/**
 * The ratchet after the sources became shorter: recorded sizes fall and never rise, new workspaces are added.
 * @param {Readonly<Record<string, Sizes>>} ratchet
 * @param {Readonly<Record<string, Sizes>>} measured
 * @returns {Record<string, Sizes>}
 */
export function lowerRatchet(ratchet, measured) {
  const entries = Object.entries(measured).map(([workspace, now]) => {
    const lowered = { ...now };
    for (const kind of MEASURES)
      lowered[kind] = Math.max(FREE_SIZES[kind], Math.min(now[kind], limitOf(kind, ratchet[workspace])));
    return /** @type {const} */ ([workspace, lowered]);
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
