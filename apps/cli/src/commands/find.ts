import { type Command, InvalidArgumentError } from 'commander';
import { table } from '../output.js';
import { action } from '../run-action.js';
import { valueText } from './record.js';

const positive = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError('It must be a whole number from 1 to 1000.');
};

export function addFindCommands(program: Command): void {
  program
    .command('search <text>')
    .description('records that have the text in any value of any section; from one character on, in any script')
    .option('--limit <n>', 'how many to show', positive, 20)
    .action(
      action(async (context, query: string, { limit }: { limit: number }) => {
        const { calls } = await context.session();
        context.output.answer(await calls.record.search({ query, limit }), ({ hits, total, millis }) =>
          hits.length === 0
            ? `Nothing has “${query}” (${millis} ms).`
            : `${table(hits.map((hit) => [hit.number ?? hit.record, hit.kind, hit.title]))}\n${hits.length} of ${total} (${millis} ms)`,
        );
        return undefined;
      }),
    );
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

type Card = {
  readonly record: string;
  readonly number: string | null;
  readonly field: string;
  readonly section: string | null;
  readonly type: string;
  readonly values: readonly { value: Parameters<typeof valueText>[0]; member: string; at: string; section: string }[];
};

const card = ({ record, number, field, section, type, values }: Card): string =>
  [
    `${type} about ${field} of ${number ?? record}${section === null ? '' : `, ${section} section`}`,
    ...values.map(({ value, member, at, section: in_ }) => `  ${member} (${in_}) says ${valueText(value)}, ${at}`),
  ].join('\n');
