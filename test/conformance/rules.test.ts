import { expect, test } from 'vitest';
import { filesBelow, readText } from './repository-files.js';
import { TOPICS } from './topic-list.js';

const RULE = /\b[A-Z]{3,4}-\d+\b/g;
const DEFINITION = /\*\*([A-Z]{3,4}-\d+)\*\*/g;
/** Names of standards that look like rules. */
const NO_RULES = /^(SHA|UTF|AES|ISO|UCS|MIME)-\d+$/;

interface Place {
  readonly rule: string;
  readonly path: string;
}

const matchesIn = (path: string, text: string, pattern: RegExp): Place[] =>
  [...text.matchAll(pattern)].map((match) => ({ rule: match[1] ?? match[0], path }));

const SPEC = filesBelow('protocol/spec', /\.md$/);
/** Rules of packages that no peer needs to know, such as those of keys at rest and of imports. */
const READMES = [...filesBelow('packages', /^README\.md$/), 'apps/cli/README.md'];
const CODE = ['protocol/src', 'packages', 'apps', 'test/conformance'].flatMap((folder) =>
  filesBelow(folder, /\.(ts|tsx|md)$/),
);

const definitions = [...SPEC, ...READMES].flatMap((path) => matchesIn(path, readText(path), DEFINITION));
const defined = new Set(definitions.map(({ rule }) => rule));
const families = new Set([...defined].map((rule) => rule.replace(/-\d+$/, '')));

/** What a person reads: comments and titles of tests, where a wrong family is a mistake as well. */
const proseOf = (text: string): string =>
  [...text.matchAll(/\/\*[\s\S]*?\*\/|\/\/.*|\b(?:test|it|describe)(?:\.each\([^\n]*\))?\(\s*['"`].*/g)].join('\n');

function unknownIn(path: string, text: string): string[] {
  const isUnknown = ({ rule }: Place) => !defined.has(rule) && !NO_RULES.test(rule);
  const everywhere = matchesIn(path, text, RULE).filter(({ rule }) => families.has(rule.replace(/-\d+$/, '')));
  const inProse = matchesIn(path, path.endsWith('.md') ? text : proseOf(text), RULE);
  return [...new Set([...everywhere, ...inProse].filter(isUnknown).map(({ rule }) => `${path}: ${rule}`))];
}

test('no rule has two texts', () => {
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const { rule, path } of definitions) {
    if (seen.has(rule)) twice.push(`${rule}: ${seen.get(rule)} and ${path}`);
    seen.set(rule, path);
  }
  expect(twice).toEqual([]);
  expect(SPEC.length).toBeGreaterThan(10);
});

test('code, tests and pages cite only rules that exist', () => {
  const unknown = [...CODE, ...SPEC, 'protocol/README.md'].flatMap((path) => unknownIn(path, readText(path)));
  expect(unknown).toEqual([]);
});

test('vectors name only rules that exist', () => {
  const named = TOPICS.flatMap(({ path, notes }) =>
    Object.values(notes).flatMap(({ rules }) => rules.map((rule) => ({ rule, path }))),
  );
  expect(named.filter(({ rule }) => !defined.has(rule))).toEqual([]);
});

test('rules are numbered without gaps, in each family', () => {
  const gaps = [...families].flatMap((family) => {
    const numbers = [...defined]
      .filter((rule) => rule.startsWith(`${family}-`))
      .map((rule) => Number(rule.split('-')[1]));
    const sorted = numbers.sort((a, b) => a - b);
    // limits leave room between those of validity, of transport and of values
    return family === 'LIM' || sorted.at(-1) === sorted.length ? [] : [`${family}: ${sorted.join(', ')}`];
  });
  expect(gaps).toEqual([]);
});

test('a rule that does not exist is found in a comment, a title and a text', () => {
  const rule = (number: number) => `QQQ-${number}`;
  const code = `// as ${rule(1)} says\ntest('${rule(2)}: x')\nconst label = '${rule(3)}';`;
  expect(unknownIn('x.ts', code)).toEqual([`x.ts: ${rule(1)}`, `x.ts: ${rule(2)}`]);
  expect(unknownIn('x.ts', `const label = 'ENT-${99}';`)).toEqual([`x.ts: ENT-${99}`]);
});
