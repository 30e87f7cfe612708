// @ts-check
import { posix } from 'node:path';
import { isCall, isNode, nameOf, syntaxOf, walk } from './syntax.mjs';

/** @typedef {import('./syntax.mjs').SyntaxNode} SyntaxNode */
/**
 * @typedef {object} Import
 * @property {string} specifier
 * @property {number} line
 * @property {boolean} typeOnly erased by the compiler, so it cannot be part of a cycle at run time
 * @property {boolean} lazy loaded only when the program comes there
 */

/** @param {unknown} node */
const textOf = (node) => (isNode(node) && node.type === 'StringLiteral' ? String(node.value) : undefined);

/** @param {SyntaxNode} node @returns {{ specifier: string | undefined, typeOnly: boolean, lazy?: boolean } | undefined} */
function importIn(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      // `import { type A }` still loads the module under verbatimModuleSyntax; only `import type` does not.
      return { specifier: textOf(node.source), typeOnly: node.importKind === 'type' || node.exportKind === 'type' };
    case 'ImportExpression':
      return { specifier: textOf(node.source), typeOnly: false, lazy: true };
    case 'TSImportType':
      return { specifier: textOf(node.argument), typeOnly: true };
    case 'TSExternalModuleReference':
      return { specifier: textOf(node.expression), typeOnly: false };
    default:
      return isCall(node) && nameOf(node.callee) === 'require'
        ? { specifier: textOf(/** @type {unknown[]} */ (node.arguments)[0]), typeOnly: false }
        : undefined;
  }
}

/**
 * Every import of a file: static, re-exported, dynamic, in types, and `require`.
 * @param {import('./source-files.mjs').SourceFile} file
 * @returns {Import[]}
 */
export function importsOf(file) {
  /** @type {Import[]} */
  const imports = [];
  walk(syntaxOf(file), (node) => {
    const found = importIn(node);
    if (found?.specifier === undefined) return;
    const { specifier, typeOnly, lazy = false } = found;
    imports.push({ specifier, typeOnly, lazy, line: node.loc.start.line });
  });
  return imports;
}

/**
 * The path of the source file that a relative import means (`./x.js` is `./x.ts` in the sources), or undefined for a
 * package.
 * @param {string} from
 * @param {string} specifier
 */
export function relativeTarget(from, specifier) {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier).replace(/\.js(x?)$/, '.ts$1');
}
