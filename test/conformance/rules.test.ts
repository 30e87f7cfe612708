import { expect, test } from 'vitest';
import { filesBelow, readText } from './repository-files.js';
import { definitionsIn, type Place, proseOf, rulesIn, rulesOfVectors, SPEC_PAGES } from './rule-citations.js';
import { TOPICS } from './topic-list.js';

/** Names of standards that look like rules. */
const NO_RULES = /^(SHA|UTF|AES|ISO|UCS|MIME)-\d+$/;

/** Rules of packages that no peer needs to know, such as those of keys at rest and of imports. */
const READMES = [...filesBelow('packages', /^README\.md$/), 'apps/cli/README.md', 'apps/desk/README.md'];
const CODE = ['protocol/src', 'packages', 'apps', 'test/conformance'].flatMap((folder) =>
  filesBelow(folder, /\.(ts|tsx|md)$/),
);

const definitions = definitionsIn([...SPEC_PAGES, ...READMES]);
const defined = new Set(definitions.map(({ rule }) => rule));
const families = new Set([...defined].map((rule) => rule.replace(/-\d+$/, '')));

function unknownIn(path: string, text: string): string[] {
  const isUnknown = ({ rule }: Place) => !defined.has(rule) && !NO_RULES.test(rule);
  const everywhere = rulesIn(path, text).filter(({ rule }) => families.has(rule.replace(/-\d+$/, '')));
  const inProse = rulesIn(path, path.endsWith('.md') ? text : proseOf(text));
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
  expect(SPEC_PAGES.length).toBeGreaterThan(10);
});

test('code, tests and pages cite only rules that exist', () => {
  const unknown = [...CODE, ...SPEC_PAGES, 'protocol/README.md'].flatMap((path) => unknownIn(path, readText(path)));
  expect(unknown).toEqual([]);
});

test('vectors name only rules that exist', () => {
  const named = TOPICS.flatMap(({ path, rules = [], notes }) =>
    rulesOfVectors({ rules, notes }).map((rule) => ({ rule, path })),
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
