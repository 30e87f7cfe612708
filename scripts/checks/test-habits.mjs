// @ts-check
import { isTestFile } from './source-files.mjs';
import { isCall, isMember, isNode, nameOf, propertyOf, rootName, syntaxOf, walk } from './syntax.mjs';

/** @typedef {import('./syntax.mjs').SyntaxNode} SyntaxNode */

const RUNNERS = new Set(['it', 'test', 'describe', 'suite', 'bench']);
const LEFT_OUT = new Set(['only', 'skip', 'todo']);
const LEFT_OUT_CALLS = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);

/** `expect(…)` and `expect.soft(…)`, but not `expect.assertions(…)`. @param {SyntaxNode} node */
function isExpectation(node) {
  if (!isCall(node) || !isNode(node.callee)) return false;
  const { callee } = node;
  if (isMember(callee))
    return nameOf(callee.object) === 'expect' && ['soft', 'poll'].includes(propertyOf(callee) ?? '');
  return nameOf(callee) === 'expect';
}

/**
 * What is wrong with an expectation, judged by the chain that hangs on it.
 * @param {SyntaxNode} node
 * @param {readonly SyntaxNode[]} ancestors
 */
function expectationProblem(node, ancestors) {
  let [inner, depth, later] = [node, ancestors.length - 1, false];
  for (let parent = ancestors[depth]; parent !== undefined && isMember(parent); parent = ancestors[depth]) {
    if (parent.object !== inner) break;
    later ||= ['resolves', 'rejects'].includes(propertyOf(parent) ?? '');
    [inner, depth] = [parent, depth - 1];
  }
  const call = ancestors[depth];
  if (inner === node || call === undefined || !isCall(call) || call.callee !== inner) return 'expect without a matcher';
  if (later && ancestors[depth - 1]?.type === 'ExpressionStatement')
    return 'an expectation on a promise is not awaited';
  return undefined;
}

/** @param {SyntaxNode} node */
function leftOutProblem(node) {
  if (isCall(node) && LEFT_OUT_CALLS.has(nameOf(node.callee) ?? '')) return `${nameOf(node.callee)} leaves tests out`;
  const property = isMember(node) ? (propertyOf(node) ?? '') : '';
  return LEFT_OUT.has(property) && RUNNERS.has(rootName(node.object) ?? '')
    ? `.${property} leaves tests out`
    : undefined;
}

/**
 * Tests that check nothing or do not run.
 * @param {readonly import('./source-files.mjs').SourceFile[]} files
 * @returns {string[]}
 */
export const checkTestHabits = (files) =>
  files
    .filter(({ path }) => isTestFile(path) || path.startsWith('test/'))
    .flatMap((file) => {
      /** @type {string[]} */
      const problems = [];
      walk(syntaxOf(file), (node, ancestors) => {
        const problem = isExpectation(node) ? expectationProblem(node, ancestors) : leftOutProblem(node);
        if (problem !== undefined) problems.push(`${file.path}:${node.loc.start.line} ${problem}`);
      });
      return problems;
    });
