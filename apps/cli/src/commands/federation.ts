import { resolve } from 'node:path';
import { systemClock, systemRandom } from '@liaison/node/client';
import type { Command } from 'commander';
import { action } from '../run-action.js';

export function addFederationCommand(program: Command): void {
  program
    .command('federation')
    .description('a whole federation on this machine, for trying out and tests')
    .command('create')
    .description('make a home for every member, each knowing all others; nothing is made in a folder that is not empty')
    .requiredOption('--dir <folder>', 'where the homes go, one folder a member')
    .requiredOption('--members <codes>', 'such as KR,TH,VN,MY')
    .action(
      action(async (context, options: { dir: string; members: string }) => {
        const members = options.members.split(',').map((code) => code.trim().toUpperCase());
        const folder = resolve(options.dir);
        const { createFederation } = await import('@liaison/node');
        const made = await createFederation({ clock: systemClock, random: systemRandom, folder, members });
        context.output.answer(made, (report) =>
          [
            ...Object.entries(report.members).map(([code, { home, address }]) => `${code}  ${home}  ${address}`),
            'Each home has its passphrase in passphrase.txt. Next: liaison serve --home … --passphrase-file …/passphrase.txt',
          ].join('\n'),
        );
        return undefined;
      }),
    );
}
