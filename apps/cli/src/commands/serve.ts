import { checkHome, systemClock, systemRandom } from '@liaison/node/client';
import type { Command } from 'commander';
import { errorText } from '../error-text.js';
import { EXIT } from '../exit-codes.js';
import { action } from '../run-action.js';

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('run the node of a home until SIGTERM or Ctrl-C: it answers peers and takes commands')
    .option(
      '--listen <host:port>',
      'where to listen instead of at the address in the directory: behind a router or proxy',
    )
    .action(
      action(async (context, { listen }: { listen?: string }) => {
        checkHome(context.homeFolder());
        const { openHome, serveHome } = await import('@liaison/node');
        const home = await openHome({
          folder: context.homeFolder(),
          passphrase: await context.passphrase(),
          clock: systemClock,
          random: systemRandom,
        });
        const stopped = untilStopped();
        try {
          const node = await serveHome(home, {
            onDefect: (error) =>
              context.output.note(`This is a defect of Liaison. Please report it.\n${errorText(error)}`),
            onWarning: context.output.note,
            ...(listen === undefined ? {} : { listen }),
          });
          process.stdout.write(`${JSON.stringify({ address: node.address, ready: true })}\n`);
          await stopped;
          await node.close();
        } finally {
          home.close();
        }
        return EXIT.ok;
      }),
    );
}

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
