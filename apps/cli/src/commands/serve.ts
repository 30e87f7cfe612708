import { checkHome, systemClock, systemRandom } from '@liaison/node/client';
import type { Command } from 'commander';
import { type DeskChoice, servedDesk } from '../desk-options.js';
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
    .option('--desk <host:port>', 'where browsers find the desk instead of on loopback at the remembered port')
    .option('--alone', 'call no peer by itself: answer, and sync only when told to')
    .option('--no-desk', 'serve no desk for browsers')
    .option('--desk-origin <https://host>', 'the address of your own proxy before the desk, which does TLS')
    .action(
      action(
        async (context, { listen, alone = false, ...choice }: { listen?: string; alone?: boolean } & DeskChoice) => {
          checkHome(context.homeFolder());
          const { openHome, serveHome } = await import('@liaison/node');
          const home = await openHome({
            folder: context.homeFolder(),
            passphrase: await context.passphrase(),
            clock: systemClock,
            random: systemRandom,
          });
          const desk = servedDesk(choice);
          const stopped = untilStopped();
          try {
            const node = await serveHome(home, {
              onDefect: (error) =>
                context.output.note(`This is a defect of Liaison. Please report it.\n${errorText(error)}`),
              onWarning: context.output.note,
              alone,
              ...(listen === undefined ? {} : { listen }),
              ...(desk === undefined ? {} : { desk }),
            });
            process.stdout.write(`${JSON.stringify({ address: node.address, desk: node.desk, ready: true })}\n`);
            await stopped;
            await node.close();
          } finally {
            home.close();
          }
          return EXIT.ok;
        },
      ),
    );
}

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
