import type { AudiencePlan } from '@liaison/node';
import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { confirm } from '../confirm.js';
import { memberCodes } from '../member-codes.js';
import { action } from '../run-action.js';
import type { CommandContext } from '../session.js';

interface AudienceOptions {
  readonly add?: string;
  readonly remove?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function addSpaceAudienceCommand(space: Command): void {
  space
    .command('audience <space>')
    .description('who may receive a space: admit members, or take them out and stop their logs there')
    .option('--add <members>', 'member codes, such as TH,VN')
    .option('--remove <members>', 'member codes; what they wrote up to here stays')
    .option('--dry-run', 'only say what would happen')
    .option('--yes', 'do not ask')
    .action(
      action(async (context, id: string, options: AudienceOptions) => {
        const { calls } = await context.session();
        const input = { space: id, add: memberCodes(options.add), remove: memberCodes(options.remove) };
        const change = input as Parameters<typeof calls.space.planAudience>[0];
        const plan = await calls.space.planAudience(change);
        if (options.dryRun === true) {
          context.output.answer(plan, (would) => `Nothing was changed yet.\n${planText(would)}`);
          return undefined;
        }
        await agree(context, plan, options);
        const officer = await context.officer();
        context.output.answer(await calls.space.changeAudience({ ...change, officer }), planText);
        return undefined;
      }),
    );
}

async function agree({ output }: CommandContext, plan: AudiencePlan, { yes }: AudienceOptions): Promise<void> {
  if (yes === true) return;
  output.note(planText(plan));
  if (!(await confirm('Do this?', 'The audience was not changed.'))) throw notDone();
}

const notDone = () =>
  new LiaisonError('not-confirmed', 'The audience was not changed.', 'Answer yes, or give --yes, to change it.');

const planText = ({ audience, admitted, notAdmitted, removed, leftOut }: AudiencePlan): string =>
  [
    `The audience: ${audience.join(', ')}.`,
    ...admitted.map((code) => `  ${code} receives everything in the space, also what is there already.`),
    ...notAdmitted.map(
      ({ member, missing }) =>
        `  ${member} is not admitted: ${missing.join(', ')} ${missing.length > 1 ? 'have' : 'has'} not consented.`,
    ),
    ...removed.map(({ member, heads }) =>
      heads.length === 0
        ? `  ${member} is taken out; nothing it wrote here counts.`
        : `  ${member} is taken out; what it wrote counts up to ${heads.map(({ lane, writer, seq }) => `${lane} entry ${seq} of ${writer}`).join(', ')}. It keeps what it has received; recall takes content back.`,
    ),
    ...leftOut.map(
      (code) =>
        `  ${code} was named in one of two changes made at once and is in neither: name it with --add to keep it.`,
    ),
  ].join('\n');
