import { liaisonErrorOf } from '@liaison/node';
import type { Command } from 'commander';
import { EXIT } from './exit-codes.js';
import { printError } from './output.js';
import { type CommandContext, commandContext } from './session.js';

type Action<Arguments extends unknown[]> = (context: CommandContext, ...args: Arguments) => Promise<number | undefined>;

/**
 * Makes an action of commander out of ours: opens the context, prints expected failures, sets the exit code and closes
 * the home whatever happens. Commander passes arguments, then options, then the command.
 */
export function action<Arguments extends unknown[]>(run: Action<Arguments>): (...args: unknown[]) => Promise<void> {
  return async (...args) => {
    const command = args.at(-1) as Command;
    const context = commandContext(command);
    try {
      process.exitCode = (await run(context, ...(args.slice(0, -1) as Arguments))) ?? EXIT.ok;
    } catch (error) {
      process.exitCode = reportFailure(context, error);
    } finally {
      await context.close();
    }
  };
}

function reportFailure(context: CommandContext, error: unknown): number {
  const expected = liaisonErrorOf(error);
  if (expected !== undefined) return printError(context.output, expected);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.output.note(`This is a defect of Liaison; nothing half-done was kept. Please report it.\n${text}`);
  if (context.output.json) {
    const document = { code: 'defect', message: 'An unexpected error; see standard error.', next: 'Please report it.' };
    context.output.answer({ error: document }, () => '');
  }
  return EXIT.defect;
}
