import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { confirm } from '../confirm.js';
import { action } from '../run-action.js';

/** The folder of this home on this machine. */
export function addHomeCommands(program: Command): void {
  const home = program.command('home').description('the folder of this home on this machine');
  home
    .command('moved')
    .description('say that the folder was moved and that no other copy of it is used any more')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      `
A home that is found in other files than it was made in signs nothing: two machines with one key would undo each
other's work. This takes it to be the only one. For a second machine or a restored backup it is wrong; there use
  liaison enrol renew --machine`,
    )
    .action(
      action(async (context, { yes }: { yes?: boolean }) => {
        const { calls } = await context.session();
        await agree(yes === true);
        context.output.answer(await calls.home.moved(), () => 'This is the home now. It may be written again.');
        return undefined;
      }),
    );
}

async function agree(yes: boolean): Promise<void> {
  const question = 'Is every other copy of this home gone or out of use for good?';
  if (yes || (await confirm(question, 'Nothing was changed.'))) return;
  throw new LiaisonError('not-confirmed', 'Nothing was changed.', 'Answer yes, or give --yes.');
}
