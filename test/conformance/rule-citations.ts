import { filesBelow, readText } from './repository-files.js';
import type { VectorFile } from './vector-file.js';

/** What a rule of the protocol looks like: `ENT-4`. */
const RULE = /\b[A-Z]{3,4}-\d+\b/g;
const DEFINITION = /\*\*([A-Z]{3,4}-\d+)\*\*/g;
/** Comments, and titles of tests; that of a table of many lines stands where the table ends. */
const PROSE =
  /\/\*[\s\S]*?\*\/|\/\/.*|\b(?:test|it|describe)(?:\.(?:each|for)\([^\n]*\))?\(\s*['"`].*|^\s*\](?: as const)?\)\(\s*['"`].*/gm;

export interface Place {
  readonly rule: string;
  readonly path: string;
}

export const SPEC_PAGES = filesBelow('protocol/spec', /\.md$/);

const matchesIn = (path: string, text: string, pattern: RegExp): Place[] =>
  [...text.matchAll(pattern)].map((match) => ({ rule: match[1] ?? match[0], path }));

/** The rules that pages define, each with its page. */
export const definitionsIn = (pages: readonly string[]): readonly Place[] =>
  pages.flatMap((path) => matchesIn(path, readText(path), DEFINITION));

/** What a person reads of a source: comments and titles of tests. */
export const proseOf = (text: string): string => [...text.matchAll(PROSE)].map(([part]) => part).join('\n');

export const rulesIn = (path: string, text: string): Place[] => matchesIn(path, text, RULE);

/** The rules that the vectors of a file show: those of the file and those of its flags. */
export const rulesOfVectors = ({ rules, notes }: Pick<VectorFile, 'rules' | 'notes'>): readonly string[] => [
  ...rules,
  ...Object.values(notes).flatMap((note) => note.rules),
];

/** Where the rules are tested: files of vectors, and tests whose titles or comments name them. */
export function rulesTested(): readonly Place[] {
  const vectors = filesBelow('protocol/vectors', /\.json$/).flatMap((path) =>
    rulesOfVectors(JSON.parse(readText(path)) as VectorFile).map((rule) => ({ rule, path })),
  );
  const tests = ['protocol/src', 'packages', 'apps', 'test']
    .flatMap((folder) => filesBelow(folder, /\.test\.tsx?$/))
    .flatMap((path) => rulesIn(path, proseOf(readText(path))));
  return [...vectors, ...tests];
}
