import type { LostEdit, RecoverPlan } from '@liaison/node';
import type { Command } from 'commander';
import { counted } from '../counted.js';
import { oneLine } from '../output.js';
import { action } from '../run-action.js';
import { valueText } from '../value-text.js';

/** What officers of this home wrote and no document shows any more. */
export function addRecoverCommands(program: Command): void {
  const recover = program
    .command('recover')
    .description('write again what a fork or a withdrawn key took out of the records');
  addList(recover);
  addWrite(recover);
  addLetGo(recover);
}

function addList(recover: Command): void {
  recover
    .command('list')
    .description('what officers of this home wrote and nothing shows any more, and why')
    .action(
      action(async (context) => {
        const { calls } = await context.session();
        context.output.answer(await calls.recover.list(), ({ edits }) =>
          edits.length === 0 ? 'Nothing was lost.' : edits.map(editText).join('\n'),
        );
        return undefined;
      }),
    );
}

function addWrite(recover: Command): void {
  recover
    .command('write <entry>')
    .description('say it again in your own name: fields get the value back, words stand at the end of their text')
    .option('--dry-run', 'only show what would be written')
    .action(
      action(async (context, entry: string, { dryRun }: { dryRun?: boolean }) => {
        const { calls } = await context.session();
        const done =
          dryRun === true
            ? await calls.recover.plan({ entry })
            : await calls.recover.write({ entry, officer: await context.officer() });
        context.output.answer(done, (plan) => planText(plan, dryRun === true));
        return undefined;
      }),
    );
}

function addLetGo(recover: Command): void {
  recover
    .command('let-go <entry>')
    .description('do not offer it any more; it stays in the log')
    .action(
      action(async (context, entry: string) => {
        const { calls } = await context.session();
        context.output.answer(await calls.recover.letGo({ entry }), ({ edits }) =>
          [`${counted(edits.length, 'edit')} not offered any more:`, ...edits.map(editText)].join('\n'),
        );
        return undefined;
      }),
    );
}

const REASONS: Readonly<Record<string, string>> = {
  'built-on-fork': 'typed into what a copied machine wrote twice',
  forked: 'written after the machine was copied',
  pinned: 'written past the pin of its key',
  revoked: 'written after its key was reported',
  removed: 'written after the member left the space',
};

const planText = ({ edits, entries }: RecoverPlan, dryRun: boolean): string =>
  [
    dryRun ? 'Would be written again:' : `Written again in ${counted(entries.length, 'entry', 'entries')}:`,
    ...edits.map(editText),
  ].join('\n');

function editText({ entry, number, record, section, at, reason, said }: LostEdit): string {
  const fields = Object.entries(said.fields).map(([name, values]) => `${name}: ${values.map(valueText).join(' | ')}`);
  const texts = Object.entries(said.texts).map(([name, words]) => `${name}: ${oneLine(words)}`);
  return [
    `${entry}  ${number ?? record}, section ${section}, ${oneLine(at)}: ${REASONS[reason] ?? reason}`,
    ...[...fields, ...texts].map((line) => `    ${line}`),
  ].join('\n');
}
