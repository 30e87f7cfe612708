import type { Command, Option } from 'commander';
import { kindOfArgument, kindOfOption, type ValueKind } from './value-kind.js';

/** What may stand where the cursor is. */
export interface Place {
  /** The word so far. */
  readonly begin: string;
  /** Words that may stand there, with what they mean. */
  readonly words: readonly (readonly [word: string, note: string])[];
  /** Names or paths that may stand there. */
  readonly kind: ValueKind;
  /** Values given to options so far, by long flag. */
  readonly given: ReadonlyMap<string, string>;
}

/** Reads the words after the program's name, of which the last is not finished, as the program's own commands do. */
export function placeOnLine(program: Command, words: readonly string[]): Place {
  const begin = words.at(-1) ?? '';
  const line = readLine(program, words.slice(0, -1));
  const { command, awaited, operands, given } = line;
  if (awaited !== undefined) return { begin, words: choicesOf(awaited), kind: kindOfOption(awaited), given };
  if (begin.startsWith('-')) return { begin, words: openOptions(line), kind: null, given };
  if (command.commands.length > 0 && operands === 0) {
    return { begin, words: visibleCommands(command), kind: null, given };
  }
  const { registeredArguments } = command;
  const last = registeredArguments.at(-1);
  const argument = registeredArguments[operands] ?? (last?.variadic === true ? last : undefined);
  return { begin, words: [], kind: argument === undefined ? null : kindOfArgument(argument), given };
}

interface ReadLine {
  readonly command: Command;
  readonly above: readonly Command[];
  /** The option whose value comes next. */
  readonly awaited: Option | undefined;
  readonly operands: number;
  readonly given: ReadonlyMap<string, string>;
}

function readLine(program: Command, words: readonly string[]): ReadLine {
  const above: Command[] = [];
  const given = new Map<string, string>();
  let command = program;
  let awaited: Option | undefined;
  let operands = 0;
  for (const word of words) {
    if (awaited !== undefined) {
      given.set(awaited.long ?? '', word);
      awaited = undefined;
    } else if (word.startsWith('-')) {
      const option = optionsOf([command, ...above]).find(({ long, short }) => word === long || word === short);
      if (option !== undefined && (option.required || option.optional)) awaited = option;
      else given.set(option?.long ?? word, '');
    } else {
      const next = command.commands.find((child) => child.name() === word);
      if (next === undefined || operands > 0) operands += 1;
      else {
        above.push(command);
        command = next;
      }
    }
  }
  return { command, above, awaited, operands, given };
}

const optionsOf = (commands: readonly Command[]): Option[] =>
  commands.flatMap(({ options }) => options.filter(({ hidden }) => !hidden));

/** Options of this command and those above it that were not given yet; `--set` may be given again. */
const openOptions = ({ command, above, given }: ReadLine): [string, string][] =>
  [...optionsOf([command, ...above]), command.createOption('--help', 'how it works')].flatMap(
    ({ long, description, variadic }) =>
      long === undefined || (given.has(long) && !variadic && long !== '--set') ? [] : [[long, description]],
  );

const choicesOf = ({ argChoices }: Option): [string, string][] => (argChoices ?? []).map((choice) => [choice, '']);

const visibleCommands = (command: Command): [string, string][] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((child) => [child.name(), child.summary() || child.description()]);
