// @ts-check
import { isTestFile, workspaceOf } from './source-files.mjs';
import { isCall, isNode, nameOf, syntaxOf, walk } from './syntax.mjs';

/** @typedef {import('./syntax.mjs').SyntaxNode} SyntaxNode */
/** @typedef {import('./source-files.mjs').SourceFile} SourceFile */
/**
 * @typedef {object} ErrorCode
 * @property {string} code
 * @property {string} message the sentence for a person; … stands for what is known only then
 * @property {string} next
 * @property {string} path of the file that gives it out
 */

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;

/** The text of an expression as far as the source says it. @param {unknown} node @returns {string} */
function textOf(node) {
  if (!isNode(node)) return '';
  if (node.type === 'StringLiteral') return String(node.value);
  if (node.type === 'TemplateLiteral') {
    return /** @type {SyntaxNode[]} */ (node.quasis)
      .map((quasi) => /** @type {{ cooked: string }} */ (quasi.value).cooked)
      .join('…');
  }
  if (node.type === 'BinaryExpression') return textOf(node.left) + textOf(node.right);
  return node.type === 'ConditionalExpression' ? textOf(node.consequent) : '…';
}

/** The codes that an expression can be. @param {unknown} node @returns {string[]} */
function codesOf(node) {
  if (!isNode(node)) return [];
  if (node.type === 'ConditionalExpression') return [...codesOf(node.consequent), ...codesOf(node.alternate)];
  const text = node.type === 'StringLiteral' ? String(node.value) : '';
  return KEBAB.test(text) ? [text] : [];
}

/** @param {SyntaxNode} object @returns {Map<string, unknown>} */
function membersOf(object) {
  const members = new Map();
  for (const property of /** @type {SyntaxNode[]} */ (object.properties)) {
    if (property.type === 'ObjectProperty') members.set(keyOf(property), property.value);
  }
  return members;
}

/** @param {SyntaxNode} property */
const keyOf = ({ key }) => (isNode(key) && key.type === 'StringLiteral' ? String(key.value) : nameOf(key));

/** Own functions that make an error of the code they are given, with the next step that they always name. @param {SyntaxNode} program @returns {Map<string, string>} */
function makersIn(program) {
  const makers = new Map([
    ['LiaisonError', ''],
    ['failure', ''],
  ]);
  walk(program, (node, ancestors) => {
    const isMade = (node.type === 'NewExpression' || isCall(node)) && makers.has(nameOf(node.callee) ?? '');
    const [code, , next] = /** @type {unknown[]} */ (isMade ? node.arguments : []);
    if (nameOf(code) !== 'code') return;
    for (const [i, above] of ancestors.entries()) {
      const [first] = /** @type {unknown[]} */ (above.params ?? []);
      if (nameOf(first) !== 'code') continue;
      const holder = above.type === 'FunctionDeclaration' ? above : ancestors[i - 1];
      const name = nameOf(holder?.id);
      if (name !== undefined) makers.set(name, textOf(next));
    }
  });
  return makers;
}

/** A property `'some-code': ['sentence', 'next step']`, perhaps with a severity before. @param {SyntaxNode} node */
function tableRow(node) {
  const code = node.type === 'ObjectProperty' ? (keyOf(node) ?? '') : '';
  if (!KEBAB.test(code) || !isNode(node.value) || node.value.type !== 'ArrayExpression') return undefined;
  const texts = /** @type {unknown[]} */ (node.value.elements).map(textOf);
  const [message = '', next = ''] = texts.slice(-2);
  return texts.length < 2 || texts.length > 3 ? undefined : { code, message, next };
}

/** An object with `code` and a sentence: a row of another table, or a reason for which one row is rejected. @param {SyntaxNode} node */
function namedCode(node) {
  if (node.type !== 'ObjectExpression') return [];
  const members = membersOf(node);
  const message = members.get('message') ?? members.get('reason') ?? members.get('what');
  if (message === undefined) return [];
  return codesOf(members.get('code')).map((code) => ({
    code,
    message: textOf(message),
    next: textOf(members.get('next')),
  }));
}

/** Every code of an expected failure that the packages and apps give out, by code. @param {readonly SourceFile[]} files @returns {Map<string, ErrorCode>} */
export function errorCodes(files) {
  /** @type {Map<string, ErrorCode>} */
  const found = new Map();
  for (const file of files) {
    const isOurs = /^(packages|apps|protocol)$/.test(file.path.split('/')[0] ?? '');
    if (!isOurs || isTestFile(file.path) || file.path.includes('/testing/')) continue;
    for (const { code, message, next } of codesIn(syntaxOf(file))) {
      const known = found.get(code);
      if (known === undefined || (known.next === '' && next !== ''))
        found.set(code, { code, message, next, path: file.path });
    }
  }
  return found;
}

/** @param {SyntaxNode} program */
function codesIn(program) {
  const makers = makersIn(program);
  /** @type {{ code: string, message: string, next: string }[]} */
  const codes = [];
  walk(program, (node) => {
    const row = tableRow(node);
    if (row !== undefined) codes.push(row);
    codes.push(...namedCode(node));
    if (node.type !== 'NewExpression' && !isCall(node)) return;
    const always = makers.get(nameOf(node.callee) ?? '');
    if (always === undefined) return;
    const [code, message, next] = /** @type {unknown[]} */ (node.arguments);
    const nextText = textOf(next) || always;
    for (const one of codesOf(code)) codes.push({ code: one, message: textOf(message), next: nextText });
  });
  return codes;
}

/** What is done about a code that stands in a list of many. @param {string} path */
function usualNext(path) {
  if (/\/import/.test(path))
    return 'Correct the row in its source, or the mapping, and import the file again: the rest changes nothing.';
  if (/\/verify\/|database/.test(path))
    return 'Write here no more: restore a backup, or sync into a new home. A view alone: `liaison verify --rebuild`.';
  return '';
}

/** The page that lists them. @param {readonly SourceFile[]} files */
export function errorPage(files) {
  const codes = [...errorCodes(files).values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  const workspaces = [...new Set(codes.map(({ path }) => workspaceOf(path)))].sort();
  const cell = (/** @type {string} */ text) =>
    text.replaceAll('|', '\\|').replaceAll('{why}', '…').replace(/\s+/g, ' ').trim();
  const sections = workspaces.map((workspace) => {
    const rows = codes
      .filter(({ path }) => workspaceOf(path) === workspace)
      .map(({ code, message, next, path }) => `| \`${code}\` | ${cell(message)} | ${cell(next || usualNext(path))} |`);
    return [`## ${workspace}`, '', '| code | meaning | next step |', '| --- | --- | --- |', ...rows, ''].join('\n');
  });
  return [HEAD, ...sections].join('\n');
}

const HEAD = `# Codes of expected failures

Every code that a command, a query, an import or the doctor gives out: what it means and what to do next, as a person reads
it; … stands for what is known only then. Codes never change their meaning. What one node says to another is in
\`protocol/spec/errors.md\`. Made from the sources: \`node scripts/error-list.mjs\` writes this page anew.
`;
