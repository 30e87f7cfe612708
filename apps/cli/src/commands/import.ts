import { resolve } from 'node:path';
import type { ImportReport } from '@liaison/node';
import type { Command } from 'commander';
import { stoppableAction } from '../run-action.js';
import { follow } from './follow.js';

export function addImportCommand(program: Command): void {
  program
    .command('import <file>')
    .description("import a CSV or XLSX file under a mapping into the own member's sections")
    .requiredOption('--space <space>', 'the space the records belong to')
    .requiredOption('--mapping <file>', 'the mapping: JSON, see data/mappings/ and the README')
    .option('--dry-run', 'say what would happen and write nothing', false)
    .addHelpText('after', '\nExample:\n  liaison import seizures.xlsx --space SPACE --mapping mapping.json --dry-run')
    .action(
      stoppableAction(async (context, file: string, options: { space: string; mapping: string; dryRun: boolean }) => {
        const { calls } = await context.session();
        const steps = await calls.work.import({
          officer: await context.officer(),
          space: options.space,
          file: resolve(file),
          mappingFile: resolve(options.mapping),
          dryRun: options.dryRun,
        });
        const report = await follow(steps, ({ rows, imported }) =>
          context.output.progress(`importing: ${rows} rows, ${imported} imported`),
        );
        context.output.answer(report, importText);
        return undefined;
      }),
    );
}

const importText = (report: ImportReport): string =>
  [
    `${report.rows} rows: ${report.imported} imported in ${report.entries} entries, ${report.duplicates} duplicates, ${report.rejected} rejected (${report.millis} ms)`,
    ...report.rejections.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(report.rejectedFile === null ? [] : [`All rejected rows: ${report.rejectedFile}`]),
  ].join('\n');
