import { resolve } from 'node:path';
import type { MadeBundle, ReadBundle } from '@liaison/node';
import type { Command } from 'commander';
import { counted } from '../counted.js';
import { EXIT } from '../exit-codes.js';
import { interrupted } from '../interrupted.js';
import { oneLine } from '../output.js';
import { stoppableAction } from '../run-action.js';
import { follow } from './follow.js';

/** Exchange without a network: sealed files that any stick or relay carries. */
export function addBundleCommands(program: Command): void {
  const bundle = program.command('bundle').description('exchange by sealed files, where there is no line');
  addMake(bundle);
  addRead(bundle);
}

interface MakeOptions {
  readonly for: readonly string[];
  readonly out?: string;
  readonly whole?: boolean;
}

function addMake(bundle: Command): void {
  bundle
    .command('make')
    .description('seal what the named homes lack, as far as their receipts here say')
    .requiredOption('--for <homes...>', "a member's code for its nodes, the label of an own home, or a writer id")
    .option('--out <file>', 'the file to make (default: named after the homes, in this folder)')
    .option('--whole', 'everything from the start, for a home that lost its data')
    .action(
      stoppableAction(async (context, options: MakeOptions) => {
        const file = resolve(options.out ?? `liaison-for-${options.for.join('-').replace(/[^\w-]/g, '_')}.bundle`);
        const { calls } = await context.session();
        const steps = await calls.bundle.make({ for: [...options.for], file, whole: options.whole === true });
        const made = await follow(steps, ({ entries }) => context.output.progress(`${entries} entries`));
        context.output.answer(made, madeText);
        return EXIT.ok;
      }),
    );
}

const madeText = ({ file, bytes, entries, spaces, recipients, leftOut }: MadeBundle): string =>
  [
    `${file}: ${bytes} bytes for ${recipients.map(({ member, home }) => `${member} ${home}`).join(', ')}.`,
    `${counted(entries, 'entry', 'entries')} of ${counted(spaces, 'space', 'spaces')}, with directories and receipts.`,
    ...(leftOut.length === 0
      ? []
      : [
          `Left out: ${counted(leftOut.length, 'space', 'spaces')} that not all of them may hold. Make one bundle for each home.`,
        ]),
    'There: `liaison bundle read FILE`. What they have is known here once their receipts come back.',
  ].join('\n');

function addRead(bundle: Command): void {
  bundle
    .command('read <file>')
    .description('take in a bundle that was made for this home; it may be read twice, and in any order with others')
    .action(
      stoppableAction(async (context, file: string) => {
        const { calls } = await context.session();
        const steps = await calls.bundle.read({ file: resolve(file) });
        const report = await follow(steps, ({ parts, partsRead }) =>
          context.output.progress(`${partsRead} of ${parts} parts`),
        );
        if (context.signal.aborted && !report.converged) throw interrupted('What was read is kept.');
        context.output.answer(report, readText);
        return report.converged ? EXIT.ok : EXIT.notConverged;
      }),
    );
}

const readText = (report: ReadBundle): string =>
  [
    `${report.peer}, made ${oneLine(report.at)}: ${report.partsRead} of ${counted(report.parts, 'part', 'parts')} read.`,
    `${report.entriesReceived} received, ${report.duplicates} known already, ${report.quarantined} set aside, ${report.pending} waiting.`,
    ...report.refused.map(({ kind, code, message }) => `Refused (${kind}): ${code}, ${message}`),
    ...missingText(report),
    ...report.alarms.map(({ code, about }) => `ALARM ${code}: ${about.join(', ')}`),
    ...(report.error === undefined ? [] : [`${report.error.message}\n→ ${report.error.next}`]),
    ...(report.converged ? [`Carry receipts back: \`liaison bundle make --for ${report.peer}\`.`] : []),
  ].join('\n');

function missingText({ missing, missingCount, peer }: ReadBundle): string[] {
  const [first] = missing;
  if (first === undefined) return [];
  const { space, lane, writer, seq } = first;
  return [
    `It goes on from ${counted(missingCount, 'entry', 'entries')} not held here, the first: ${lane} ${seq} of ${writer} in ${space}.`,
    `→ Read the earlier bundles of ${peer}, then this one again; or ask ${peer} for \`liaison bundle make --whole\`.`,
  ];
}
