import type { Command } from 'commander';
import { action } from '../run-action.js';

/** Handing a space over to another member: offered by its owner, accepted by the new one. */
export function addSpaceTransferCommands(space: Command): void {
  space
    .command('transfer <space>')
    .description('offer a space to another member of its audience, which owns it once it accepts')
    .requiredOption('--to <member>', 'the member that is to own it')
    .action(
      action(async (context, id: string, { to }: { to: string }) => {
        const { calls } = await context.session();
        const offer = { officer: await context.officer(), space: id, to: to.toUpperCase() };
        const made = await calls.space.transfer(offer as Parameters<typeof calls.space.transfer>[0]);
        context.output.answer(
          made,
          (offered) => `Offered to ${offered.to}. It stays with ${offered.from} until ${offered.to} accepts.`,
        );
        return undefined;
      }),
    );
  space
    .command('accept <space>')
    .description('accept a space that was offered to the own member')
    .action(
      action(async (context, id: string) => {
        const { calls } = await context.session();
        const made = await calls.space.accept({ officer: await context.officer(), space: id });
        context.output.answer(made, ({ from, to }) => `${to} owns the space now; ${from} stays in its audience.`);
        return undefined;
      }),
    );
}
