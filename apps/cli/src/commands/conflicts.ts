import type { ListedConflict } from '@liaison/node';
import type { Command } from 'commander';
import { action } from '../run-action.js';
import { valueText } from '../value-text.js';

export function addConflictsCommand(program: Command): void {
  program
    .command('conflicts')
    .description('where a section holds several values (conflict) or sections say different things (disagreement)')
    .option('--space <space>', 'of one space only')
    .action(
      action(async (context, { space }: { space?: string }) => {
        const { calls } = await context.session();
        const found = await calls.record.conflicts(space === undefined ? {} : { space });
        context.output.answer(found, ({ conflicts }) =>
          conflicts.length === 0 ? 'No conflicts.' : conflicts.map(card).join('\n\n'),
        );
        return undefined;
      }),
    );
}

const card = ({ record, number, field, section, type, values }: ListedConflict): string =>
  [
    `${type} about ${field} of ${number ?? record}${section === null ? '' : `, ${section} section`}`,
    ...values.map(({ value, member, at, section: in_ }) => `  ${member} (${in_}) says ${valueText(value)}, ${at}`),
  ].join('\n');
