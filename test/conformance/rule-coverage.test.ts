import { expect, test } from 'vitest';
import { readText } from './repository-files.js';
import { definitionsIn, proseOf, rulesIn, rulesTested, SPEC_PAGES } from './rule-citations.js';

/** Rules that nothing tests yet. The list may only shrink: a new rule comes with its vector or its test. */
const UNTESTED = new Set(JSON.parse(readText('test/conformance/untested-rules.json')) as string[]);

const definitions = definitionsIn(SPEC_PAGES);
const tested = new Set(rulesTested().map(({ rule }) => rule));

test('every rule of the protocol has a vector or a test that names it', () => {
  const without = definitions.filter(({ rule }) => !tested.has(rule) && !UNTESTED.has(rule));
  expect(without.map(({ rule, path }) => `${rule} (${path})`)).toEqual([]);
  expect(definitions.length).toBeGreaterThan(150);
});

test('a rule that is tested, or is no more, stands on no list of untested ones', () => {
  const defined = new Set(definitions.map(({ rule }) => rule));
  expect([...UNTESTED].filter((rule) => tested.has(rule) || !defined.has(rule))).toEqual([]);
});

test('only titles and comments of a test count as naming a rule', () => {
  const rule = (number: number) => `QQQ-${number}`;
  const code = `// ${rule(1)}\ntest('${rule(2)}: x', () => run('${rule(3)}'));\nconst label = '${rule(4)}';`;
  expect(rulesIn('x.ts', proseOf("const label = 'ENT-1';"))).toEqual([]);
  expect(rulesIn('x.ts', proseOf(code)).map((place) => place.rule)).not.toContain(rule(4));
  expect(rulesIn('x.ts', proseOf(code)).map((place) => place.rule)).toContain(rule(2));
});
