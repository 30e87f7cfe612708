import type { VerifyAnswer } from '@liaison/node';
import { liaisonErrorOf } from '@liaison/node/client';
import type { Command } from 'commander';
import { counted } from '../counted.js';
import { EXIT } from '../exit-codes.js';
import { stoppableAction } from '../run-action.js';
import { follow } from './follow.js';

/** Failures that say nothing about the data of a home. */
const NOT_ABOUT_DATA = new Set([
  'interrupted',
  'passphrase-wrong',
  'passphrase-missing',
  'passphrase-file-unreadable',
  'home-missing',
  'home-in-use',
  'home-not-given',
  'home-not-enrolled',
  'node-unreachable',
  'node-stopped',
]);

export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description('check every page, claim, body, hash link, signature and view of this home')
    .option('--rebuild', 'first make all derived tables anew from the log', false)
    .addHelpText(
      'after',
      '\nA running node answers others meanwhile. With --rebuild search says for a while that it has not looked at everything.',
    )
    .action(
      stoppableAction(async (context, { rebuild }: { rebuild: boolean }) => {
        const report = await verified(context.signal, async () => {
          const { calls } = await context.session();
          return follow(await calls.work.verify({ rebuild }), ({ entries }) =>
            context.output.progress(`verifying: ${entries} entries`),
          );
        });
        context.output.answer(report, verifyText);
        return report.ok ? EXIT.ok : EXIT.notVerified;
      }),
    );
}

const verifyText = ({ entries, ok, problems }: VerifyAnswer): string =>
  [
    ok
      ? `${counted(entries, 'entry', 'entries')} verified.`
      : `${counted(problems.length, 'problem')}; ${counted(entries, 'entry was', 'entries were')} read.`,
    ...problems.map(({ code, where, message }) => `  ${where}: ${message} (${code})`),
  ].join('\n');

/** A home that cannot be opened is not verified either; only what says nothing about its data is an ordinary error. */
export async function verified(signal: AbortSignal, run: () => Promise<VerifyAnswer>): Promise<VerifyAnswer> {
  try {
    return await run();
  } catch (error) {
    const expected = liaisonErrorOf(error);
    if (signal.aborted || (expected !== undefined && NOT_ABOUT_DATA.has(expected.code))) throw error;
    const message = expected?.message ?? (error instanceof Error ? error.message : String(error));
    return { entries: 0, ok: false, problems: [{ code: expected?.code ?? 'home-unreadable', where: 'home', message }] };
  }
}
