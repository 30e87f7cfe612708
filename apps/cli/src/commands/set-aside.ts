import type { SetAside } from '@liaison/node';
import type { Command } from 'commander';
import { action } from '../run-action.js';
import { wholeNumber } from '../whole-number.js';

export function addSetAsideCommand(program: Command): void {
  program
    .command('set-aside')
    .description('what does not count and why: entries past a pin or fork or without right, and refused pages')
    .option('--limit <n>', 'how many of each to list', wholeNumber(1, 10_000), 100)
    .action(
      action(async (context, { limit }: { limit: number }) => {
        const { calls } = await context.session();
        context.output.answer(await calls.home.setAside({ limit }), setAsideText);
        return undefined;
      }),
    );
}

const setAsideText = ({ entries, refusals, more }: SetAside & { readonly more: boolean }): string =>
  [
    ...entries.map(
      ({ reason, lane, seq, writer, member, space, at }) =>
        `${reason}: ${lane} entry ${seq} of ${writer} (${member}) in ${space.slice(0, 10)}, ${at}`,
    ),
    ...refusals.map(({ peer, at, message, code }) => `refused from ${peer}, ${at}: ${message} (${code})`),
    ...(more ? ['There is more: ask for it with --limit.'] : []),
  ].join('\n') || 'Nothing was set aside.';
