import type { CheckOutcome, ConformanceReport } from '@liaison/node';
import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { table } from '../output.js';
import { action } from '../run-action.js';
import type { CommandContext } from '../session.js';

const AFTER_HELP = `
Without a home it tells what any machine can see of the node; with one also what a member that it knows may ask.
It sends bad requests, stale tokens and malformed pages, names the rules of protocol/spec that the node keeps or
breaks, and changes nothing but the list of refusals that the node keeps. Exit code 3: a rule is broken.`;

export function addConformanceCommand(program: Command): void {
  program
    .command('conformance')
    .description('check the rules of the protocol that can be seen on the wire against a node that runs')
    .argument('<url>', 'address of the node, https://host:port')
    .addHelpText('after', AFTER_HELP)
    .action(
      action(async (context, url: string) => {
        const report = await reportOn(context, addressOf(url));
        context.output.answer(report, shownReport);
        return report.broken === 0 ? EXIT.ok : EXIT.notVerified;
      }),
    );
}

async function reportOn(context: CommandContext, address: string): Promise<ConformanceReport> {
  const { checkConformance } = await import('@liaison/node');
  if (!context.hasHome) return checkConformance(address);
  const { calls } = await context.session();
  return calls.work.conformance({ address });
}

function addressOf(url: string): string {
  const address = url.replace(/\/+$/, '');
  if (/^https:\/\/[^\s/]+$/.test(address)) return address;
  throw new LiaisonError('address-malformed', `${url} is no address of a node.`, 'Give https://HOST:PORT.');
}

const SIGNS: Readonly<Record<CheckOutcome['outcome'], string>> = {
  kept: 'ok',
  broken: 'BROKEN',
  'left-out': 'left out',
};

function shownReport({ checks, kept, broken, leftOut, rules }: ConformanceReport): string {
  const rows = checks.map(({ outcome, rules: named, title, why }) => [
    SIGNS[outcome],
    named.join(' '),
    why === undefined || outcome === 'left-out' ? title : `${title}: ${why}`,
  ]);
  const needed = leftOut === 0 ? '' : '; what is left out needs a home that the node knows (--home)';
  return `${table(rows)}\n${kept} kept, ${broken} broken, ${leftOut} left out, ${rules.length} rules looked at${needed}`;
}
