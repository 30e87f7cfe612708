import { expect, test } from 'vitest';
import { filesBelow, readText } from './repository-files.js';
import type { VectorFile, VectorTest } from './vector-file.js';

/** `Vector: \`tokens/entry-token\` 1.` and the block of code that follows it. */
const EXAMPLE = /Vector: `([a-z/-]+)` (\d+)\.\s+```[a-z]*\n([\s\S]*?)```/g;
/** Ids, tokens and hexadecimal: what would be out of date without anybody seeing it. */
const BYTES = /[A-Za-z0-9_-]{20,}/g;

function vectorTest(topic: string, id: number): VectorTest | undefined {
  const file = JSON.parse(readText(`protocol/vectors/${topic}.json`)) as VectorFile;
  return file.groups.flatMap(({ tests }) => tests).find((one) => one.id === id);
}

const examples = filesBelow('protocol/spec', /\.md$/).flatMap((path) =>
  [...readText(path).matchAll(EXAMPLE)].map(([, topic = '', id = '', block = '']) => ({ path, topic, id, block })),
);

test('the pages show examples', () => {
  expect(examples.length).toBeGreaterThan(8);
});

/** Pages that are tables: their codes and numbers are compared below. */
const TABLES = ['protocol/spec/errors.md', 'protocol/spec/limits.md'];

test('every page shows an example that is run', () => {
  const shown = new Set(examples.map(({ path }) => path));
  expect(filesBelow('protocol/spec', /\.md$/).filter((path) => !shown.has(path))).toEqual(TABLES);
});

test('every page keeps its parts: purpose, rules, non-goals', () => {
  const pages = filesBelow('protocol/spec', /\.md$/).filter((path) => !TABLES.includes(path));
  const parts = ['\n## Purpose\n', '\n## Non-goals\n', '**'];
  expect(pages.filter((path) => parts.some((part) => !readText(path).includes(part)))).toEqual([]);
});

test.each(examples)('$path: the example is vector $topic $id', ({ topic, id, block }) => {
  const vector = JSON.stringify(vectorTest(topic, Number(id)));
  const shown = block.match(BYTES) ?? [];
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.filter((bytes) => !vector.includes(bytes))).toEqual([]);
});

test('ERR-1: every code of a vector is explained in errors.md', () => {
  const listed = new Set(readText('protocol/spec/errors.md').match(/`[a-z][a-z0-9]*(-[a-z0-9]+)+`/g) ?? []);
  const codes = filesBelow('protocol/vectors', /\.json$/).flatMap((path) =>
    (JSON.parse(readText(path)) as VectorFile).groups.flatMap(({ tests }) =>
      tests.flatMap((one) => (one.result === 'invalid' ? one.code : [])),
    ),
  );
  // a comparison that fails is no error between peers
  const comparisons = new Set(['root-differs', 'fingerprint-differs']);
  expect([...listed].filter((code) => !/^`[a-z][a-z0-9-]{0,63}`$/.test(code))).toEqual([]);
  expect([...new Set(codes)].filter((code) => !listed.has(`\`${code}\``) && !comparisons.has(code))).toEqual([]);
});

/** `/** … (LIM-1) *\/` and the constant under it. */
const CONSTANT = /\((LIM-\d+)\)[^\n]*\*\/\s+\w+: (0x[\da-f_]+|[\d_]+)/g;
/** A row of a table of limits: the rule and the first number in the cells after it. */
const ROW = /^\| \*\*(LIM-\d+)\*\* *\|[^|]*\| *([\d,^-]+)/gm;

test('LIM-20, LIM-21, LIM-23, LIM-24, LIM-30, LIM-31, LIM-32, LIM-33: the limits of the pages are those of the code', () => {
  const code = ['protocol/src/limits.ts', 'packages/records/src/limits.ts'].map(readText).join('\n');
  const inCode = [...code.matchAll(CONSTANT)].map(([, rule, digits = '']) => [
    rule,
    Number(digits.replaceAll('_', '')),
  ]);
  const inPages = [...readText('protocol/spec/limits.md').matchAll(ROW)].map(([, rule, text = '']) => [
    rule,
    text === '2^32-1' ? 2 ** 32 - 1 : Number(text.replaceAll(',', '')),
  ]);
  expect(inCode.length).toBeGreaterThan(20);
  expect(inPages.sort()).toEqual(inCode.sort());
});
