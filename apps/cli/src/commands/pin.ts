import type { PinPlan, PinWriterReport, PlannedPin } from '@liaison/node';
import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { counted } from '../counted.js';
import { type Output, oneLine } from '../output.js';
import { action } from '../run-action.js';

interface PinOptions {
  readonly space?: string;
  readonly upTo?: string;
  readonly dryRun?: boolean;
}

const AFTER_HELP = `
WRITER is a writer id, an officer, or the label of a machine, such as KR-laptop; \`liaison status\` lists them.
It counts as far as this home counts it now. For a space that was heard of only after the report, or to correct a pin,
say how far: counting, held (all that is here), nothing, or control=N,record=N (numbers of its entries).`;

export function addPinCommand(program: Command): void {
  program
    .command('pin <writer>')
    .description('stop a lost or stolen key: its logs count as far as this home holds them, everywhere')
    .option('--space <ids>', 'only in these spaces, separated by commas')
    .option('--up-to <what>', 'with --space: how far it counts there, in place of former pins')
    .option('--dry-run', 'only show, for each space, what would count and what would be cut')
    .addHelpText('after', AFTER_HELP)
    .action(
      action(async (context, writer: string, options: PinOptions) => {
        const { calls } = await context.session();
        const choice = { writer, ...spacesOf(options), ...upToOf(options) };
        if (options.dryRun === true) {
          const { as } = context.options;
          const plan = await calls.home.planPin(as === undefined ? choice : { ...choice, as });
          context.output.answer(plan, (would) => `Nothing was pinned yet.\n${pinsText(would)}`);
          return undefined;
        }
        const pinned = await calls.home.pin({ officer: await context.officer(), ...choice });
        warn(context.output, pinned);
        context.output.answer(pinned, pinText);
        return undefined;
      }),
    );
}

const spacesOf = ({ space }: PinOptions) =>
  space === undefined ? {} : { spaces: space.split(',').map((id) => id.trim()) };

function upToOf({ upTo }: PinOptions) {
  if (upTo === undefined) return {};
  if (upTo === 'counting' || upTo === 'held' || upTo === 'nothing') return { upTo } as const;
  const [, control, record] = /^control=(\d{1,15}),record=(\d{1,15})$/.exec(upTo) ?? [];
  if (control !== undefined && record !== undefined)
    return { upTo: { control: Number(control), record: Number(record) } };
  throw new LiaisonError(
    'pin-up-to-malformed',
    `${upTo} does not say how far a writer counts.`,
    'Give counting, held, nothing, or control=N,record=N.',
  );
}

function warn(output: Output, { stillTrusted, skipped, undecided }: PinWriterReport): void {
  if (stillTrusted.length > 0) {
    output.note(`Still trusted on the same machine: ${stillTrusted.join(', ')}. If it is stolen, pin its label.`);
  }
  if (skipped.length > 0) {
    output.note(
      `Not pinned in ${counted(skipped.length, 'space')} where this officer may not write: ${skipped.join(', ')}. Pin there from another home of the member.`,
    );
  }
  for (const space of new Set(undecided.map((pin) => pin.space))) {
    output.note(
      `To be decided: it founded ${space}, whose audience would be cut with it. Say how far with --space and --up-to.`,
    );
  }
}

const pinText = (report: PinWriterReport): string =>
  [
    `${counted(report.writers.length, 'key')} withdrawn: ${report.writers.join(', ')}.`,
    pinsText(report),
    'It takes effect elsewhere at the next sync.',
  ].join('\n');

const pinsText = ({ spaces, undecided }: PinPlan): string =>
  [
    ...(spaces.length + undecided.length === 0 ? ['No space needs a new pin.'] : []),
    ...spaces.map(plannedText),
    ...undecided.map((pin) => `${plannedText(pin)}; to be decided`),
  ].join('\n');

function plannedText({ space, title, writer, control, record, builtUpon, cutsSpace }: PlannedPin): string {
  const lanes = (['record', 'control'] as const).map((lane) => laneText(lane, lane === 'record' ? record : control));
  return [
    `  ${space}${title === null ? '' : ` (${oneLine(title)})`}: of ${writer} counts ${lanes.join(', ')}`,
    ...(builtUpon > 0 ? [`others built ${counted(builtUpon, 'entry', 'entries')} on what is cut`] : []),
    ...(cutsSpace ? ['with its beginning its audience is cut: nobody exchanges it any more'] : []),
  ].join('; ');
}

const laneText = (lane: string, { upTo, cut }: PlannedPin['control']): string =>
  `${upTo === null ? `no ${lane} entry` : `${lane} up to entry ${upTo.seq}`}${cut > 0 ? ` (${cut} cut)` : ''}`;
