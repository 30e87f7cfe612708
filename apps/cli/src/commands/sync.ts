import type { PeerReport } from '@liaison/node';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { interrupted } from '../interrupted.js';
import { table } from '../output.js';
import { stoppableAction } from '../run-action.js';
import { follow } from './follow.js';

export function addSyncCommand(program: Command): void {
  program
    .command('sync')
    .description('exchange with one peer or all; what was received stays also when the line breaks')
    .option('--with <peer>', 'a member code, or the address of a node')
    .action(
      stoppableAction(async (context, options: { with?: string }) => {
        const { calls } = await context.session();
        const steps = await calls.work.sync(options.with === undefined ? {} : { with: options.with });
        const report = await follow(steps, (step) =>
          context.output.progress(
            `${step.peer}: ${step.phase}, ${step.entriesReceived} received, ${step.entriesSent} sent`,
          ),
        );
        // a stopped session ends in its report as one that failed
        if (context.signal.aborted && !report.converged) throw interrupted('What was received is kept.');
        context.output.answer(report, ({ peers }) => table(peers.map(peerRow)));
        return report.converged ? EXIT.ok : EXIT.notConverged;
      }),
    );
}

const peerRow = (peer: PeerReport): string[] => [
  peer.peer,
  peer.converged ? 'converged' : (peer.error?.message ?? 'not converged'),
  `${peer.entriesSent} sent`,
  `${peer.entriesReceived} received`,
  ...(peer.quarantined > 0 ? [`${peer.quarantined} set aside`] : []),
  `${peer.roundTrips} round trips, ${peer.bytesSent + peer.bytesReceived} bytes, ${peer.millis} ms`,
  ...(peer.alarms ?? []).map(({ code, about }) => `ALARM ${code}: ${about.join(', ')}`),
  ...(peer.error === undefined ? [] : [`→ ${peer.error.next}`]),
];
