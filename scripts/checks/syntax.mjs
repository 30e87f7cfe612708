// @ts-check
import { parse } from '@babel/parser';

/**
 * A syntax node, seen loosely: the checks look at a few fields of many kinds of node.
 * @typedef {{ type: string, loc: { start: { line: number }, end: { line: number } }, [field: string]: unknown }} SyntaxNode
 */

/** @type {WeakMap<object, SyntaxNode>} */
const parsed = new WeakMap();

/**
 * The syntax tree of a source file. Throws a plain Error that names the file when it cannot be parsed.
 * @param {import('./source-files.mjs').SourceFile} file
 * @returns {SyntaxNode}
 */
export function syntaxOf(file) {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  try {
    const tree = parse(file.text, {
      sourceType: 'module',
      plugins: file.path.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'],
      createImportExpressions: true,
    });
    const program = /** @type {SyntaxNode} */ (/** @type {unknown} */ (tree.program));
    parsed.set(file, program);
    return program;
  } catch (error) {
    throw new Error(`${file.path} cannot be parsed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @param {unknown} value @returns {value is SyntaxNode} */
export const isNode = (value) =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'loc' in value;

/** @param {SyntaxNode} node @returns {[string, SyntaxNode][]} */
function childrenOf(node) {
  /** @type {[string, SyntaxNode][]} */
  const children = [];
  for (const [field, value] of Object.entries(node)) {
    if (field === 'loc' || field.endsWith('Comments')) continue;
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) children.push([field, child]);
  }
  return children;
}

/**
 * Visits every node, parents first; `ancestors` ends with the parent, `field` is where the parent holds the node.
 * @param {SyntaxNode} root
 * @param {(node: SyntaxNode, ancestors: readonly SyntaxNode[], field: string) => void} visit
 */
export function walk(root, visit) {
  /** @type {SyntaxNode[]} */
  const ancestors = [];
  /** @param {SyntaxNode} node @param {string} field */
  const enter = (node, field) => {
    visit(node, ancestors, field);
    ancestors.push(node);
    for (const [name, child] of childrenOf(node)) enter(child, name);
    ancestors.pop();
  };
  enter(root, 'program');
}

/** The name of an identifier, or undefined for any other node. @param {unknown} node */
export const nameOf = (node) => (isNode(node) && node.type === 'Identifier' ? String(node.name) : undefined);

/** The property that a member expression reads, as text: `a.b` and `a['b']` alike. @param {SyntaxNode} member */
export function propertyOf(member) {
  const { property } = member;
  if (!isNode(property)) return undefined;
  if (member.computed !== true) return nameOf(property);
  return property.type === 'StringLiteral' ? String(property.value) : undefined;
}

/** @param {SyntaxNode} node */
export const isMember = (node) => node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';

/** @param {SyntaxNode} node */
export const isCall = (node) => node.type === 'CallExpression' || node.type === 'OptionalCallExpression';

/**
 * The identifier at the start of `a.b.c`, through calls: `it` of `it.concurrent.each(x)`.
 * @param {unknown} node
 * @returns {string | undefined}
 */
export function rootName(node) {
  if (!isNode(node)) return undefined;
  if (isMember(node)) return rootName(node.object);
  return isCall(node) ? rootName(node.callee) : nameOf(node);
}
