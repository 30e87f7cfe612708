import type { PinWriterReport } from '@liaison/node';
import type { Command } from 'commander';
import { counted } from '../counted.js';
import type { Output } from '../output.js';
import { action } from '../run-action.js';

export function addPinCommand(program: Command): void {
  program
    .command('pin <writer>')
    .description('stop a lost or stolen key: its logs count as far as this home holds them, everywhere')
    .addHelpText(
      'after',
      '\nWRITER is a writer id, an officer, or the label of a machine, such as KR-laptop; `liaison status` lists them.',
    )
    .action(
      action(async (context, writer: string) => {
        const { calls } = await context.session();
        const pinned = await calls.home.pin({ officer: await context.officer(), writer });
        warn(context.output, pinned);
        context.output.answer(pinned, pinText);
        return undefined;
      }),
    );
}

function warn(output: Output, { stillTrusted, skipped }: PinWriterReport): void {
  if (stillTrusted.length > 0) {
    output.note(`Still trusted on the same machine: ${stillTrusted.join(', ')}. If it is stolen, pin its label.`);
  }
  if (skipped.length > 0) {
    output.note(
      `Not pinned in ${counted(skipped.length, 'space')} where this officer may not write: ${skipped.join(', ')}. Pin there from another home of the member.`,
    );
  }
}

const pinText = ({ writers, spaces }: PinWriterReport): string =>
  [
    `${counted(writers.length, 'key')} withdrawn: ${writers.join(', ')}.`,
    ...(spaces.length === 0 ? ['No space needed a new pin.'] : []),
    ...spaces.map(
      ({ space, writer, control, record }) =>
        `  ${space}: of ${writer} counts ${upTo('record', record)}, ${upTo('control', control)}`,
    ),
    'It takes effect elsewhere at the next sync.',
  ].join('\n');

const upTo = (lane: string, seq: number | null): string =>
  seq === null ? `no ${lane} entry` : `${lane} up to entry ${seq}`;
