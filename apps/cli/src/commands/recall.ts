import type { RecallPlan, RenewedRecalls, ShownRecall } from '@liaison/node';
import { RECALL_REASONS } from '@liaison/node/client';
import { LiaisonError } from '@liaison/protocol';
import { type Command, Option } from 'commander';
import { confirm } from '../confirm.js';
import { oneLine, table } from '../output.js';
import { action } from '../run-action.js';
import type { CommandContext } from '../session.js';

interface RecallOptions {
  readonly reason: string;
  readonly field?: string;
  readonly joint?: boolean;
  readonly space?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Taking back what the own member said: every holder keeps the proof and no content. */
export function addRecallCommands(program: Command): void {
  const recall = program.command('recall').description('take back what your member said, at every holder');
  addRecallRecord(recall);
  addReinstate(recall);
  addRenew(recall);
  addRecallQueries(recall);
}

function addRecallRecord(recall: Command): void {
  recall
    .command('record <record>')
    .description("take back your member's section of a record, or one field of it")
    .addOption(
      new Option('--reason <code>', 'why; it outlives the content').choices(RECALL_REASONS).makeOptionMandatory(),
    )
    .option('--field <name>', 'only this field or text; the rest is said anew in the same step')
    .option('--joint', "your member's part of the joint section")
    .option('--space <id>', 'where several spaces hold the record')
    .option('--dry-run', 'only say what would be taken back')
    .option('--yes', 'do not ask')
    .action(
      action(async (context, record: string, options: RecallOptions) => {
        const { calls } = await context.session();
        const { reason, field, space } = options;
        const more = { ...(field === undefined ? {} : { field }), ...(space === undefined ? {} : { space }) };
        const input = { record, reason, joint: options.joint === true, ...more };
        const plan = await calls.recall.plan(input);
        if (options.dryRun === true) {
          context.output.answer(plan, (would) => `Nothing was taken back yet.\n${planText(would)}`);
          return undefined;
        }
        await agree(context, plan, options.yes === true);
        context.output.answer(await calls.recall.do({ ...input, officer: await context.officer() }), planText);
        return undefined;
      }),
    );
}

async function agree({ output }: CommandContext, plan: RecallPlan, yes: boolean): Promise<void> {
  if (yes) return;
  output.note(planText(plan));
  if (await confirm('Take it back? It cannot be undone.', 'Nothing was taken back.')) return;
  throw new LiaisonError('not-confirmed', 'Nothing was taken back.', 'Answer yes, or give --yes, to recall.');
}

const planText = ({ section, reason, removed, kept, entry }: RecallPlan): string =>
  [
    `${entry === null ? 'Would take back' : 'Taken back'} from section ${section} (${reason}): ${removed.join(', ') || 'nothing that is shown'}.`,
    ...(kept.length > 0 ? [`Said anew: ${kept.join(', ')}.`] : []),
    ...(entry === null
      ? []
      : ['The content is gone here. Other holders follow at their next contact: `liaison recall status`.']),
  ].join('\n');

function addReinstate(recall: Command): void {
  recall
    .command('reinstate <record>')
    .description('let a recalled section be written again; what was taken back stays gone')
    .option('--joint', "your member's part of the joint section")
    .action(
      action(async (context, record: string, { joint }: { joint?: boolean }) => {
        const { calls } = await context.session();
        const input = { record, joint: joint === true, officer: await context.officer() };
        context.output.answer(
          await calls.recall.reinstate(input),
          ({ section }) => `Section ${section} may be written again.`,
        );
        return undefined;
      }),
    );
}

function addRenew(recall: Command): void {
  recall
    .command('renew')
    .description('say again what was taken back by a key that was pinned or forked since')
    .option('--dry-run', 'only list it')
    .action(
      action(async (context, { dryRun }: { dryRun?: boolean }) => {
        const { calls } = await context.session();
        const renewed =
          dryRun === true
            ? { ...(await calls.recall.cutOff()), entries: [] }
            : await calls.recall.renew({ officer: await context.officer() });
        context.output.answer(renewed, renewedText);
        return undefined;
      }),
    );
}

const renewedText = ({ recalls, entries }: RenewedRecalls): string =>
  recalls.length === 0
    ? 'Every recall of your member counts.'
    : [
        entries.length === 0 ? 'Count no longer:' : 'Taken back again:',
        table(recalls.map(({ record, section, reason, space }) => [` ${record}`, section, oneLine(reason), space])),
      ].join('\n');

function addRecallQueries(recall: Command): void {
  recall
    .command('list')
    .description('what was recalled, by whom and why')
    .option('--space <id>', 'of one space')
    .action(
      action(async (context, { space }: { space?: string }) => {
        const { calls } = await context.session();
        context.output.answer(await calls.recall.list(space === undefined ? {} : { space }), ({ recalls }) =>
          recalls.length === 0 ? 'Nothing was recalled.' : table(recalls.map(recallRow)),
        );
        return undefined;
      }),
    );
  recall
    .command('status <record>')
    .description('which holders have taken a record out, by their latest receipts')
    .action(
      action(async (context, record: string) => {
        const { calls } = await context.session();
        context.output.answer(await calls.recall.status({ record }), ({ recalls }) =>
          recalls.length === 0
            ? 'This record was not recalled.'
            : recalls
                .flatMap(({ holders, ...shown }) => [
                  recallRow(shown).join('  '),
                  table(
                    holders.map(({ member, home, state }) => [
                      `  ${member}`,
                      home,
                      state === 'removed' ? 'removed' : 'not yet',
                    ]),
                  ),
                ])
                .join('\n'),
        );
        return undefined;
      }),
    );
}

const recallRow = ({ record, section, member, reason, at, reinstated }: ShownRecall): string[] => [
  record,
  section,
  member,
  oneLine(reason),
  oneLine(at),
  reinstated ? 'reinstated since' : '',
];
