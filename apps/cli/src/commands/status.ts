import type { Command } from 'commander';
import { table } from '../output.js';
import { action } from '../run-action.js';

export function addStatusCommands(program: Command): void {
  program
    .command('status')
    .description('what this home holds, what waits, what was set aside')
    .action(
      action(async (context) => {
        const { calls } = await context.session();
        context.output.answer(await calls.home.status(), statusText);
        return undefined;
      }),
    );
  program
    .command('set-aside')
    .description('what does not count and why: entries past a pin or fork or without right, and refused pages')
    .option('--limit <n>', 'how many to list', Number, 100)
    .action(
      action(async (context, { limit }: { limit: number }) => {
        const { calls } = await context.session();
        context.output.answer(
          await calls.home.setAside({ limit }),
          ({ entries, refusals }) =>
            [
              ...entries.map(
                (entry) =>
                  `${entry.reason}: ${entry.lane} entry ${entry.seq} of ${entry.writer} (${entry.member}), ${entry.at}`,
              ),
              ...refusals.map(
                (refusal) => `refused from ${refusal.peer}, ${refusal.at}: ${refusal.message} (${refusal.code})`,
              ),
            ].join('\n') || 'Nothing was set aside.',
        );
        return undefined;
      }),
    );
  program
    .command('pin <writer>')
    .description('stop a lost or stolen key: its logs count as far as this home holds them, everywhere')
    .addHelpText('after', '\nWRITER is a writer id, an officer, or the label of a machine, such as KR-laptop.')
    .action(
      action(async (context, writer: string) => {
        const { calls } = await context.session();
        const pinned = await calls.home.pin({ officer: await context.officer(), writer });
        if (pinned.stillTrusted.length > 0) {
          context.output.note(
            `Still trusted on the same machine: ${pinned.stillTrusted.join(', ')}. If it is stolen, pin its label.`,
          );
        }
        context.output.answer(
          pinned,
          (report) => `Pinned. It takes effect elsewhere at the next sync.\n${JSON.stringify(report, null, 2)}`,
        );
        return undefined;
      }),
    );
}

interface Status {
  readonly member: string;
  readonly label: string;
  readonly address: string | null;
  readonly entries: number;
  readonly records: number;
  readonly quarantined: number;
  readonly pending: number;
  readonly spaces: readonly {
    space: string;
    title: string | null;
    records: number;
    waiting: number;
    stateDigest: string;
    forks: readonly unknown[];
  }[];
}

const statusText = (status: Status): string =>
  [
    `${status.label} (${status.member})${status.address === null ? '' : ` at ${status.address}`}`,
    `${status.entries} entries, ${status.records} records, ${status.quarantined} set aside, ${status.pending} wait`,
    table(
      status.spaces.map(({ space, title, records, waiting, stateDigest, forks }) => [
        space.slice(0, 10),
        title ?? '',
        `${records} records`,
        waiting > 0 ? `${waiting} entries wait for a receipt` : 'all receipted',
        stateDigest.slice(0, 12),
        forks.length > 0 ? `${forks.length} forked logs` : '',
      ]),
    ),
  ].join('\n');
