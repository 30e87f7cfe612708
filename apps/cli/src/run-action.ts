import { liaisonErrorOf } from '@liaison/node/client';
import type { Command } from 'commander';
import { errorText } from './error-text.js';
import { EXIT } from './exit-codes.js';
import { interrupted } from './interrupted.js';
import { printError } from './output.js';
import { type CommandContext, commandContext } from './session.js';

type Action<Arguments extends unknown[]> = (context: CommandContext, ...args: Arguments) => Promise<number | undefined>;
type CommanderAction = (...args: unknown[]) => Promise<void>;

/**
 * Makes an action of commander out of ours: opens the context, prints expected failures, sets the exit code and closes
 * the home whatever happens. Ctrl-C ends the process at once, as it does by default.
 */
export const action = <Arguments extends unknown[]>(run: Action<Arguments>): CommanderAction => actionOf(run, false);

/** As `action`, for work that looks at `context.signal`: Ctrl-C stops it in order, and once more ends the process. */
export const stoppableAction = <Arguments extends unknown[]>(run: Action<Arguments>): CommanderAction =>
  actionOf(run, true);

/** Commander passes arguments, then options, then the command. */
function actionOf<Arguments extends unknown[]>(run: Action<Arguments>, stoppable: boolean): CommanderAction {
  return async (...args) => {
    const command = args.at(-1) as Command;
    const context = commandContext(command, stoppable);
    try {
      process.exitCode = (await run(context, ...(args.slice(0, -1) as Arguments))) ?? EXIT.ok;
    } catch (error) {
      process.exitCode = reportFailure(context, error);
    } finally {
      await context.close();
    }
  };
}

/** Prints one failure and says which exit code it is. After Ctrl-C whatever came of it is only that. */
export function reportFailure({ output, signal }: Pick<CommandContext, 'output' | 'signal'>, error: unknown): number {
  const expected = liaisonErrorOf(error);
  if (signal.aborted) {
    return printError(output, interrupted(expected?.code === 'import-interrupted' ? expected.message : undefined));
  }
  if (expected !== undefined) return printError(output, expected);
  output.note(`This is a defect of Liaison; nothing half-done was kept. Please report it.\n${errorText(error)}`);
  if (output.json) {
    const document = { code: 'defect', message: 'An unexpected error; see standard error.', next: 'Please report it.' };
    output.answer({ error: document }, () => '');
  }
  return EXIT.defect;
}
