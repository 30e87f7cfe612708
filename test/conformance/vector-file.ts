import type { JsonValue, Result } from '@liaison/protocol';

/** What a flag stands for: the sort of mistake, what it lets happen, and the rules that forbid it. */
export interface Note {
  readonly bugType: string;
  readonly effect: string;
  readonly rules: readonly string[];
}

export type JsonObject = Readonly<Record<string, JsonValue>>;

/** What an implementation must make of an input. `expected` pins bytes, `code` the reason of a refusal. */
export type Outcome =
  | { readonly result: 'valid'; readonly expected: JsonObject }
  | { readonly result: 'invalid'; readonly code: string };

export type VectorTest = {
  readonly id: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly input: JsonObject;
} & Outcome;

export interface VectorGroup {
  readonly comment: string;
  /** What all tests of the group share: keys, a scene. */
  readonly context: JsonObject;
  readonly tests: readonly VectorTest[];
}

export interface VectorFile {
  readonly schema: string;
  readonly comment: string;
  readonly count: number;
  /** Rules that the file shows, besides those of its flags. */
  readonly rules: readonly string[];
  readonly notes: Readonly<Record<string, Note>>;
  readonly groups: readonly VectorGroup[];
}

/** JSON type of each member; a name that ends in `?` may be absent. */
export type Shape = Readonly<Record<string, 'string' | 'integer' | 'array' | 'object' | 'boolean'>>;

/** A case before it is numbered. Without a code it is valid and what it gives is pinned. */
export interface Case {
  readonly comment: string;
  readonly input: JsonObject;
  readonly flag?: string;
  readonly code?: string;
}

/** One file of vectors: how its cases are made, and how this implementation answers them. */
export interface Topic {
  /** Folder and file name without ending, below `protocol/vectors`. */
  readonly path: string;
  readonly comment: string;
  /** Rules that its valid cases show; those that its invalid ones break stand in `notes`. */
  readonly rules?: readonly string[];
  readonly shapes: { readonly context: Shape; readonly input: Shape; readonly expected: Shape };
  readonly notes: Readonly<Record<string, Note>>;
  groups(): readonly { readonly comment: string; readonly context: JsonObject; readonly cases: readonly Case[] }[];
  run(input: JsonObject, context: JsonObject): Outcome | Promise<Outcome>;
}

export const valid = (comment: string, input: JsonObject, flag?: string): Case =>
  flag === undefined ? { comment, input } : { comment, input, flag };

export const invalid = (comment: string, input: JsonObject, flag: string, code: string): Case => ({
  comment,
  input,
  flag,
  code,
});

export const accepted = (expected: JsonObject): Outcome => ({ result: 'valid', expected });
export const refused = (code: string): Outcome => ({ result: 'invalid', code });

/** The outcome of a `Result`. */
export const outcomeOf = <T>(result: Result<T>, expectedOf: (value: T) => JsonObject): Outcome =>
  result.ok ? accepted(expectedOf(result.value)) : refused(result.error.code);

/** Numbers a topic's cases and pins their outcomes. Throws where a case does not come out as it was declared. */
export async function vectorFile(topic: Topic): Promise<VectorFile> {
  let count = 0;
  const groups: VectorGroup[] = [];
  for (const { comment, context, cases } of topic.groups()) {
    const tests: VectorTest[] = [];
    for (const one of cases) {
      const outcome = await topic.run(one.input, context);
      const code = outcome.result === 'invalid' ? outcome.code : undefined;
      if (code !== one.code) throw new Error(`${topic.path}: "${one.comment}" gives ${code ?? 'valid'}`);
      const flags = one.flag === undefined ? [] : [one.flag];
      tests.push({ id: ++count, comment: one.comment, flags, input: one.input, ...outcome });
    }
    groups.push({ comment, context, tests });
  }
  const { comment, rules = [], notes } = topic;
  return { schema: schemaName(topic), comment, count, rules, notes, groups };
}

export const schemaName = (topic: Topic): string => `vectors/${topic.path}.schema.json`;

export const fileText = (file: VectorFile): string => `${JSON.stringify(file, null, 1)}\n`;
