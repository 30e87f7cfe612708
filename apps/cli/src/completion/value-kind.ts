import type { Argument, Option } from 'commander';

/** What stands in a place on the command line: names that a node knows, a path, or something only a person knows. */
export type ValueKind =
  | 'space'
  | 'record'
  | 'member'
  | 'peer'
  | 'officer'
  | 'home'
  | 'kind'
  | 'files'
  | 'folders'
  | null;

/** By the word in angle brackets; whatever a command adds with one of these words is completed as well. */
const BY_WORD: Readonly<Record<string, ValueKind>> = {
  space: 'space',
  ids: 'space',
  record: 'record',
  member: 'member',
  members: 'member',
  newcomer: 'member',
  codes: 'member',
  peer: 'peer',
  officer: 'officer',
  writer: 'home',
  homes: 'home',
  kind: 'kind',
  folder: 'folders',
  file: 'files',
  card: 'files',
  keyfile: 'files',
  certificate: 'files',
  proposal: 'files',
  proposals: 'files',
  request: 'files',
};

export const kindOfOption = (option: Option): ValueKind =>
  option.long === '--space' ? 'space' : (BY_WORD[/[<[]([a-z]+)/.exec(option.flags)?.[1] ?? ''] ?? null);

export const kindOfArgument = (argument: Argument): ValueKind => BY_WORD[argument.name()] ?? null;
