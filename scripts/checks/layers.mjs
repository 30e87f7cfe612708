// @ts-check
import { checkAmbient } from './ambient.mjs';
import { checkCycles } from './cycles.mjs';
import { importsOf, relativeTarget } from './imports.mjs';
import { CONFINED_MODULES, RANKS } from './layer-rules.mjs';
import { isTestFile, workspaceOf } from './source-files.mjs';

/** @typedef {import('./source-files.mjs').SourceFile} SourceFile */

const OWN_SCOPE = '@liaison/';

/** The workspace that a package name of ours means. @param {string} specifier */
function workspaceNamed(specifier) {
  const name = specifier.slice(OWN_SCOPE.length).split('/')[0] ?? '';
  return [...RANKS.keys()].find((workspace) => workspace.split('/').at(-1) === name) ?? specifier;
}

/**
 * The rule that one import breaks, as a sentence's end, or undefined.
 * @param {SourceFile} file
 * @param {string} specifier
 */
function brokenRule(file, specifier) {
  const from = workspaceOf(file.path);
  if (from === 'scripts')
    return specifier.startsWith(OWN_SCOPE) ? 'the scripts run before anything is built' : undefined;
  const target = relativeTarget(file.path, specifier);
  if (target !== undefined) return brokenRelativeRule(file, target, from);
  if (specifier.startsWith(OWN_SCOPE)) return brokenPackageRule(from, workspaceNamed(specifier));
  const confined = CONFINED_MODULES.find(({ module }) => module.test(specifier));
  if (confined === undefined || from === 'test' || confined.only.includes(from)) return undefined;
  return `${confined.what} belongs to ${confined.only.join(', ')} only`;
}

/** What runs in a browser knows a node by the types of its calls alone. */
/** @param {SourceFile} file @param {string} specifier @param {boolean} typeOnly */
const brokenBrowserRule = (file, specifier, typeOnly) =>
  workspaceOf(file.path) === 'apps/desk' && specifier.startsWith(OWN_SCOPE) && !typeOnly
    ? 'the browser gets types only'
    : undefined;

/** @param {SourceFile} file @param {string} target @param {string} from */
function brokenRelativeRule(file, target, from) {
  if (workspaceOf(target) !== from) return 'other workspaces are imported by their package name';
  const isIndex = target === `${from}/src/index.ts` || target === `${from}/src`;
  return isIndex && !isTestFile(file.path) ? 'inside a package its index is never imported' : undefined;
}

/** @param {string} from @param {string} to */
function brokenPackageRule(from, to) {
  const [rank, targetRank] = [RANKS.get(from), RANKS.get(to)];
  if (rank === undefined) return `${from} has no place in scripts/checks/layer-rules.mjs`;
  if (targetRank === undefined) return `${to} has no place in scripts/checks/layer-rules.mjs`;
  if (from === to) return 'inside a package its index is never imported';
  return targetRank < rank ? undefined : `${from} may not stand on ${to}`;
}

/**
 * Imports one way only, each library where it belongs, no machine clock or randomness below `node`, no cycles.
 * @param {readonly SourceFile[]} files
 * @returns {string[]} one line per problem
 */
export function checkLayers(files) {
  const imports = files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, line, typeOnly }) => {
      const rule = brokenRule(file, specifier) ?? brokenBrowserRule(file, specifier, typeOnly);
      return rule === undefined ? [] : [`${file.path}:${line} imports ${specifier}: ${rule}`];
    }),
  );
  return [...imports, ...checkAmbient(files), ...checkCycles(files)];
}
