import type { InitHomeReport } from '@liaison/node';
import { systemClock, systemRandom } from '@liaison/node/client';
import type { Command } from 'commander';
import { table } from '../output.js';
import { action } from '../run-action.js';
import { wholeNumber } from '../whole-number.js';

export function addInitCommand(program: Command): void {
  program
    .command('init')
    .description("make a member's home: root key, directory key, service writer and a first officer")
    .requiredOption('--member <code>', 'ISO 3166-1 alpha-2 code, or the code of an organisation')
    .option('--number <n>', 'for an organisation: its member number, 1000 to 4095', wholeNumber(1, 4095))
    .option('--officer <name>', 'name of the first officer', 'desk')
    .option('--address <url>', 'where its node will listen, such as https://127.0.0.1:4430')
    .addHelpText(
      'after',
      '\nThe folder is given by --home and must be empty or missing. Move keys/root.jwe offline afterwards.',
    )
    .action(
      action(async (context, options: { member: string; number?: number; officer: string; address?: string }) => {
        const { initHome } = await import('@liaison/node');
        const made = await initHome({
          clock: systemClock,
          random: systemRandom,
          folder: context.homeFolder(),
          member: options.member.toUpperCase(),
          officer: options.officer,
          passphrase: await context.newPassphrase(),
          ...(options.number === undefined ? {} : { memberNumber: options.number }),
          ...(options.address === undefined ? {} : { address: options.address }),
        });
        context.output.answer(made, initText);
        return undefined;
      }),
    );
}

const initText = ({ home, member, officer, address, rootKeyFile }: InitHomeReport): string =>
  [
    `The home of ${member} is ready.`,
    table([
      ['folder', home],
      ['officer', `${officer.name} (${officer.writer})`],
      ['address', address ?? 'none: it only calls others'],
    ]),
    `Move ${rootKeyFile} to a medium that stays offline.`,
  ].join('\n');
