// @ts-check

import { importsOf } from './imports.mjs';
import { AMBIENT_ALLOWED, AMBIENT_MODULES, AMBIENT_NAMES, AMBIENT_PROPERTIES, RANDOM_EXPORTS } from './layer-rules.mjs';
import { isTestFile, workspaceOf } from './source-files.mjs';
import { isCall, isMember, isNode, nameOf, propertyOf, syntaxOf, walk } from './syntax.mjs';

/** @typedef {import('./syntax.mjs').SyntaxNode} SyntaxNode */

const GLOBAL_OBJECTS = new Set(['globalThis', 'global']);
const CRYPTO = /^(node:)?crypto$/;

/**
 * A name that is declared in the file itself is not the global one.
 * @param {SyntaxNode} program
 */
function declaredNames(program) {
  /** @type {Set<string>} */
  const names = new Set();
  /** @param {unknown} pattern */
  const collect = (pattern) => {
    if (!isNode(pattern)) return;
    walk(pattern, (node, ancestors, field) => {
      const insideDefault = ancestors.some((ancestor) => ancestor.type === 'AssignmentPattern') && field === 'right';
      const isKey = field === 'key' || field === 'typeAnnotation';
      const name = nameOf(node);
      if (name !== undefined && !insideDefault && !isKey) names.add(name);
    });
  };
  walk(program, (node) => {
    if (node.type === 'VariableDeclarator' || node.type === 'FunctionDeclaration') collect(node.id);
    if (node.type.startsWith('Import') && node.type.endsWith('Specifier')) collect(node.local);
    if (Array.isArray(node.params)) for (const parameter of node.params) collect(parameter);
  });
  return names;
}

/** Local names under which node:crypto as a whole is known. @param {SyntaxNode} program */
function cryptoNamespaces(program) {
  const names = new Set(['crypto', 'webcrypto']);
  walk(program, (node) => {
    if (node.type !== 'ImportDeclaration' || !isNode(node.source) || !CRYPTO.test(String(node.source.value))) return;
    for (const specifier of /** @type {SyntaxNode[]} */ (node.specifiers)) {
      const local = nameOf(specifier.local);
      if (specifier.type !== 'ImportSpecifier' && local !== undefined) names.add(local);
    }
  });
  return names;
}

/** `{ now, random: r }` → its keys. @param {unknown} pattern */
function patternKeys(pattern) {
  if (!isNode(pattern) || pattern.type !== 'ObjectPattern') return [];
  return /** @type {SyntaxNode[]} */ (pattern.properties).map((property) => nameOf(property.key));
}

/** The global object that an expression names: `Date`, `globalThis.Date`. @param {unknown} node */
function globalObject(node) {
  if (!isNode(node)) return undefined;
  if (isMember(node) && GLOBAL_OBJECTS.has(nameOf(node.object) ?? '')) return propertyOf(node);
  return nameOf(node);
}

/** An identifier that is read as a value, not a key, a member's name or a type. */
/** @param {SyntaxNode} node @param {readonly SyntaxNode[]} ancestors @param {string} field */
function isReference(node, ancestors, field) {
  const parent = ancestors.at(-1);
  if (parent === undefined || node.type !== 'Identifier') return false;
  if (parent.type.startsWith('TS') && parent.type !== 'TSAsExpression' && parent.type !== 'TSNonNullExpression')
    return false;
  if (isMember(parent) && field === 'property' && parent.computed !== true) return false;
  if (field === 'key' && parent.computed !== true) return false;
  return !parent.type.startsWith('Import') && !parent.type.startsWith('Export');
}

/**
 * What one node reads from the machine, as a sentence's subject, or undefined.
 * @param {SyntaxNode} node
 * @param {readonly SyntaxNode[]} ancestors
 * @param {string} field
 * @param {{ declared: ReadonlySet<string>, crypto: ReadonlySet<string> }} names
 */
function ambientUse(node, ancestors, field, names) {
  const args = /** @type {unknown[]} */ (node.arguments ?? []);
  const callee = globalObject(node.callee);
  if (node.type === 'NewExpression' && callee === 'Date' && args.length === 0) return 'new Date()';
  if (isCall(node) && callee === 'Date') return 'Date()';
  if (isMember(node)) return ambientMember(node, names);
  if (node.type === 'VariableDeclarator') return ambientAlias(node);
  if (node.type === 'ImportSpecifier') return ambientImport(node, ancestors.at(-1));
  const name = nameOf(node) ?? '';
  if (AMBIENT_NAMES.has(name) && !names.declared.has(name) && isReference(node, ancestors, field)) return name;
  return undefined;
}

/** @param {SyntaxNode} node @param {{ crypto: ReadonlySet<string>, declared: ReadonlySet<string> }} names */
function ambientMember(node, names) {
  const property = propertyOf(node) ?? '';
  const object = globalObject(node.object) ?? '';
  if (GLOBAL_OBJECTS.has(object) && AMBIENT_NAMES.has(property)) return property;
  if (AMBIENT_PROPERTIES.get(object)?.has(property) === true) return `${object}.${property}`;
  return names.crypto.has(object) && RANDOM_EXPORTS.has(property) ? `${object}.${property}` : undefined;
}

/** `const { now } = Date` and `const clock = Date` hide the use from a reader. @param {SyntaxNode} node */
function ambientAlias(node) {
  const object = globalObject(node.init) ?? '';
  const forbidden = AMBIENT_PROPERTIES.get(object);
  if (forbidden === undefined) return undefined;
  const keys = patternKeys(node.id).filter((key) => forbidden.has(key ?? ''));
  if (keys.length > 0) return `${object}.${keys[0]}`;
  return nameOf(node.id) === undefined || object === 'crypto' || object === 'process'
    ? undefined
    : `an alias of ${object}`;
}

/** @param {SyntaxNode} node @param {SyntaxNode | undefined} declaration */
function ambientImport(node, declaration) {
  if (!isNode(declaration?.source) || !CRYPTO.test(String(declaration.source.value))) return undefined;
  const name = nameOf(node.imported) ?? '';
  return RANDOM_EXPORTS.has(name) ? `${name} of node:crypto` : undefined;
}

/**
 * Clock, randomness, timers and environment outside `node` and the apps, where a replay must give the same bytes.
 * @param {readonly import('./source-files.mjs').SourceFile[]} files
 * @returns {string[]}
 */
export function checkAmbient(files) {
  const judged = files.filter(({ path }) => !isTestFile(path) && !AMBIENT_ALLOWED.includes(workspaceOf(path)));
  return judged.flatMap((file) => {
    const program = syntaxOf(file);
    const names = { declared: declaredNames(program), crypto: cryptoNamespaces(program) };
    const problems = importsOf(file)
      .filter(({ specifier }) => AMBIENT_MODULES.test(specifier))
      .map(({ specifier, line }) => `${file.path}:${line} imports ${specifier}; inject it instead`);
    walk(program, (node, ancestors, field) => {
      const use = ambientUse(node, ancestors, field, names);
      if (use !== undefined) problems.push(`${file.path}:${node.loc.start.line} uses ${use}; inject it instead`);
    });
    return problems;
  });
}
