import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { table } from '../output.js';
import { action } from '../run-action.js';
import { wholeNumber } from '../whole-number.js';

export function addSearchCommand(program: Command): void {
  program
    .command('search <text>')
    .description('records that have the text in any value of any section; from one character on, in any script')
    .option('--limit <n>', 'how many to show', wholeNumber(1, 1000), 20)
    .action(
      action(async (context, query: string, { limit }: { limit: number }) => {
        if (query === '') throw emptyQuery();
        const { calls } = await context.session();
        context.output.answer(await calls.record.search({ query, limit }), ({ hits, total, complete, millis }) =>
          hits.length === 0
            ? `Nothing has “${query}” (${millis} ms).${complete ? '' : ` ${INDEX_IS_BEHIND}`}`
            : `${table(hits.map((hit) => [hit.number ?? hit.record, hit.kind, hit.title]))}\n${hits.length} of ${total}${complete ? '' : ' or more'} (${millis} ms)`,
        );
        return undefined;
      }),
    );
}

const INDEX_IS_BEHIND = 'Not all of what came in lately has been looked at: search again in a moment.';

const emptyQuery = () =>
  new LiaisonError('query-empty', 'There is no text to look for.', 'Give one character or more, such as 서울.');
