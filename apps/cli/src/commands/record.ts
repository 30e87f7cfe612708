import type { ShownRecord } from '@liaison/node';
import type { Command } from 'commander';
import { collectSet, type SetOption } from '../assignments.js';
import { oneLine, table } from '../output.js';
import { action } from '../run-action.js';
import { valueText } from '../value-text.js';

const SET_HELP = 'field=value, or field:=JSON for structured values; may be repeated';

export function addRecordCommands(program: Command): void {
  const record = program.command('record').description('records: cases, seizures, statistics');
  addNew(record);
  addEdit(record);
  addShow(record);
  addHistory(record);
}

function addNew(record: Command): void {
  record
    .command('new')
    .description("make a record; it speaks in the own member's section")
    .requiredOption('--space <space>', 'the space it belongs to')
    .requiredOption('--kind <kind>', 'seizure, case or statistic')
    .option('--set <assignment>', SET_HELP, collectSet, [])
    .action(
      action(async (context, { space, kind, set }: { space: string; kind: string; set: SetOption[] }) => {
        const { calls } = await context.session();
        const made = await calls.record.new({ officer: await context.officer(), space, kind, set });
        context.output.answer(made, ({ number, record: id }) => `Record ${number} (${id}) is signed and kept.`);
        return undefined;
      }),
    );
}

function addEdit(record: Command): void {
  record
    .command('edit <record>')
    .description("change the own member's section of a record, or the joint one")
    .option('--set <assignment>', `${SET_HELP}; an empty value clears the field`, collectSet, [])
    .option('--joint', 'edit the joint section', false)
    .option('--space <space>', 'needed only when several spaces hold the record')
    .action(
      action(
        async (context, id: string, { set, joint, space }: { set: SetOption[]; joint: boolean; space?: string }) => {
          const { calls } = await context.session();
          const where = space === undefined ? {} : { space };
          const edited = await calls.record.edit({
            officer: await context.officer(),
            record: id,
            set,
            joint,
            ...where,
          });
          context.output.answer(edited, ({ entry }) =>
            entry === null ? 'The record says so already; nothing was written.' : `Signed and kept as entry ${entry}.`,
          );
          return undefined;
        },
      ),
    );
}

function addShow(record: Command): void {
  record
    .command('show <record>')
    .description('what each member says of a record, side by side')
    .option('--space <space>', 'needed only when several spaces hold the record')
    .action(
      action(async (context, id: string, { space }: { space?: string }) => {
        const { calls } = await context.session();
        context.output.answer(
          await calls.record.show({ record: id, ...(space === undefined ? {} : { space }) }),
          shown,
        );
        return undefined;
      }),
    );
}

function addHistory(record: Command): void {
  record
    .command('history <record>')
    .description('who changed a record, when they say so, and whether it counts')
    .option('--space <space>', 'needed only when several spaces hold the record')
    .action(
      action(async (context, id: string, { space }: { space?: string }) => {
        const { calls } = await context.session();
        const found = await calls.record.history({ record: id, ...(space === undefined ? {} : { space }) });
        context.output.answer(found, ({ history }) =>
          table([
            ['AT (CLAIMED)', 'MEMBER', 'SECTION', 'WRITER', 'SEQ', 'STANDING'],
            ...history.map((item) => [
              item.at,
              item.member,
              item.section,
              item.writer,
              String(item.seq),
              item.standing,
            ]),
          ]),
        );
        return undefined;
      }),
    );
}

/** A field a row, a member a column; several values of one cell are a conflict and stand under each other's bar. */
function shown({ record, number, kind, sections, recalls = [] }: ShownRecord): string {
  const names = Object.keys(sections).sort();
  const fields = [...new Set(names.flatMap((name) => Object.keys(sections[name] ?? {})))].sort();
  const rows = fields.map((field) => [
    field,
    ...names.map((name) => (sections[name]?.[field] ?? []).map(valueText).join('  |  ')),
  ]);
  const gone = recalls.map(
    ({ member, section, reason, at, reinstated }) =>
      `Section ${section} was recalled by ${member} on ${oneLine(at)} (${oneLine(reason)})${reinstated ? ' and written anew since' : ''}.`,
  );
  return [`${number ?? record}  ${kind}`, ...gone, table([['', ...names], ...rows])].join('\n');
}
