import { openDeskSession, systemClock, systemRandom } from '@liaison/node/client';
import { Argument, type Command } from 'commander';
import { type Place, placeOnLine } from '../completion/place-on-line.js';
import { SHELL_SCRIPTS, SHELLS, type Shell } from '../completion/shell-scripts.js';
import { plain } from '../output.js';
import { action } from '../run-action.js';

const AFTER_HELP = `
Names of spaces, members, peers and officers and the numbers of records are completed while the node of the home runs;
a space also by a word of its title.`;

/** Nobody waits longer for a candidate. */
const ASK_MS_MAX = 2_000;

export function addCompletionCommands(program: Command): void {
  program
    .command('completion')
    .description('a script with which the shell completes commands, options and names')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText('after', AFTER_HELP)
    .action(
      action(async (context, shell: Shell) => {
        context.output.answer({ script: SHELL_SCRIPTS[shell] }, ({ script }) => script.trimEnd());
        return undefined;
      }),
    );
  program
    .command('complete [words...]', { hidden: true })
    .description('what may stand at the end of these words; asked by the scripts')
    .allowUnknownOption()
    .action(async (words: string[]) => {
      for (const line of await candidates(placeOnLine(program, words))) process.stdout.write(`${line}\n`);
    });
}

/** Lines for the shell; a fault gives none, since a completion has no place to complain. */
async function candidates(place: Place): Promise<string[]> {
  const { begin, words, kind } = place;
  const fixed = words.filter(([word]) => word.startsWith(begin));
  const named = kind === null || kind === 'files' || kind === 'folders' ? [] : await namesFor(place, kind);
  const lines = [...fixed, ...named].map(([word, note]) => `${word}\t${note}`);
  return [
    ...lines.map((line) => plain(line).replaceAll('\n', ' ')),
    ...(kind === 'files' || kind === 'folders' ? [`:${kind}`] : []),
  ];
}

type NameKind = Exclude<Place['kind'], null | 'files' | 'folders'>;

/** A list such as `TH,VN` is completed at its last part. */
async function namesFor({ begin, given }: Place, kind: NameKind): Promise<[string, string][]> {
  const folder = given.get('--home') ?? process.env.LIAISON_HOME;
  if (folder === undefined || folder === '') return [];
  const at = begin.lastIndexOf(',') + 1;
  try {
    const session = await openDeskSession({
      folder,
      passphrase: () => Promise.reject(new Error('nobody is asked for one now')),
      clock: systemClock,
      random: systemRandom,
      signal: AbortSignal.timeout(ASK_MS_MAX),
    });
    const found = await session.calls.home.complete({ of: kind, begin: begin.slice(at) });
    return found.map(({ value, note }) => [begin.slice(0, at) + value, note]);
  } catch {
    return [];
  }
}
