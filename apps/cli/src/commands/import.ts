import { resolve } from 'node:path';
import type { ImportReport } from '@liaison/node';
import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { stoppableAction } from '../run-action.js';
import type { CommandContext } from '../session.js';
import { follow } from './follow.js';
import { suggestMappingFor } from './import-suggest.js';

interface ImportOptions {
  readonly space?: string;
  readonly mapping?: string;
  readonly dryRun: boolean;
  readonly rejects?: string;
  readonly suggest?: boolean;
  readonly kind?: string;
  readonly out?: string;
}

const AFTER_HELP = `
First let it suggest a mapping, look through it, try it with --dry-run, then import. A row is taken whole or rejected
whole; rejected rows are shown by line and cell and kept in FILE.rejected.jsonl. Ctrl-C leaves whole entries: the same
command goes on, since what is in already changes nothing.`;

export function addImportCommand(program: Command): void {
  program
    .command('import <file>')
    .description("import a CSV or XLSX file under a mapping into the own member's sections")
    .option('--space <space>', 'the space the records belong to')
    .option('--mapping <file>', 'the mapping: JSON, see data/mappings/ and packages/interchange/MAPPING.md')
    .option('--dry-run', 'say what would happen and write nothing', false)
    .option('--rejects <file>', 'where rejected rows are kept; left out: FILE.rejected.jsonl')
    .option('--suggest', 'import nothing: write a first mapping from the heads and values of the file')
    .option('--kind <kind>', 'with --suggest: the kind of the records; left out: the one that fits best')
    .option('--out <file>', 'with --suggest: where to write the mapping')
    .addHelpText('after', AFTER_HELP)
    .action(
      stoppableAction((context, file: string, options: ImportOptions) =>
        options.suggest === true ? suggestMappingFor(context, file, options) : importInto(context, file, options),
      ),
    );
}

async function importInto(context: CommandContext, file: string, options: ImportOptions): Promise<undefined> {
  const { space, mapping, rejects, dryRun } = options;
  if (space === undefined || mapping === undefined) throw incomplete();
  const { calls } = await context.session();
  const steps = await calls.work.import({
    officer: await context.officer(),
    space,
    file: resolve(file),
    mappingFile: resolve(mapping),
    dryRun,
    ...(rejects === undefined ? {} : { rejectsFile: resolve(rejects) }),
  });
  const report = await follow(steps, ({ rows, imported, rejected }) =>
    context.output.progress(`importing: ${rows} rows, ${imported} imported, ${rejected} rejected`),
  );
  context.output.answer(report, (shown) => importText(shown, dryRun));
  return undefined;
}

const incomplete = () =>
  new LiaisonError(
    'import-incomplete',
    'An import needs a space and a mapping.',
    'Give --space and --mapping; `liaison import FILE --suggest` writes a first mapping.',
  );

const importText = (report: ImportReport, dryRun: boolean): string =>
  [
    `${report.rows} rows: ${report.imported} ${dryRun ? 'would be imported' : 'imported'} in ${report.entries} entries, ${report.duplicates} duplicates, ${report.rejected} rejected (${report.millis} ms)`,
    ...report.rejections.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(report.rejected > report.rejections.length
      ? [`  … and ${report.rejected - report.rejections.length} more`]
      : []),
    ...(report.rejectedFile === null ? [] : [`All rejected rows: ${report.rejectedFile}`]),
    ...(dryRun ? ['Nothing was written.'] : []),
  ].join('\n');
