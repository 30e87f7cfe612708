import { resolve } from 'node:path';
import { liaisonErrorOf, type Step } from '@liaison/node';
import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { table } from '../output.js';
import { action } from '../run-action.js';

/** Reads a long call to its end, showing progress on the way. */
async function follow<Answer>(
  steps: AsyncIterable<Step<object, object>>,
  onProgress: (progress: Record<string, unknown>) => void,
): Promise<Answer> {
  let result: Answer | undefined;
  for await (const step of steps) {
    if (step.type === 'progress') onProgress(step.progress as Record<string, unknown>);
    else result = step.result as Answer;
  }
  if (result !== undefined) return result;
  throw new LiaisonError('node-stopped', 'The node stopped before the work was done.', 'Run the command again.');
}

export function addWorkCommands(program: Command): void {
  addImport(program);
  addSync(program);
  addVerify(program);
}

interface ImportAnswer {
  rows: number;
  imported: number;
  duplicates: number;
  rejected: number;
  entries: number;
  millis: number;
  rejectedFile: string | null;
  rejections: { line: number; code: string; reason: string }[];
}

function addImport(program: Command): void {
  program
    .command('import <file>')
    .description("import a CSV file under a mapping into the own member's sections")
    .requiredOption('--space <space>', 'the space the records belong to')
    .requiredOption('--mapping <file>', 'the mapping: JSON, see data/mappings/ and the README')
    .option('--dry-run', 'say what would happen and write nothing', false)
    .action(
      action(async (context, file: string, options: { space: string; mapping: string; dryRun: boolean }) => {
        const { calls } = await context.session();
        const steps = await calls.work.import({
          officer: await context.officer(),
          space: options.space,
          file: resolve(file),
          mappingFile: resolve(options.mapping),
          dryRun: options.dryRun,
        });
        const report = await follow<ImportAnswer>(steps, ({ rows, imported }) =>
          context.output.progress(`importing: ${rows} rows, ${imported} imported`),
        );
        context.output.answer(report, importText);
        return undefined;
      }),
    );
}

const importText = (report: ImportAnswer): string =>
  [
    `${report.rows} rows: ${report.imported} imported in ${report.entries} entries, ${report.duplicates} duplicates, ${report.rejected} rejected (${report.millis} ms)`,
    ...report.rejections.map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(report.rejectedFile === null ? [] : [`All rejected rows: ${report.rejectedFile}`]),
  ].join('\n');

interface PeerAnswer {
  peer: string;
  roundTrips: number;
  bytesSent: number;
  bytesReceived: number;
  entriesSent: number;
  entriesReceived: number;
  quarantined: number;
  millis: number;
  converged: boolean;
  alarms?: { code: string; about: string[] }[];
  error?: { code: string; message: string; next: string };
}

function addSync(program: Command): void {
  program
    .command('sync')
    .description('exchange with one peer or all; what was received stays also when the line breaks')
    .option('--with <peer>', 'a member code, or the address of a node')
    .action(
      action(async (context, options: { with?: string }) => {
        const { calls } = await context.session();
        const steps = await calls.work.sync(options.with === undefined ? {} : { with: options.with });
        const report = await follow<{ peers: PeerAnswer[]; converged: boolean }>(steps, (step) =>
          context.output.progress(
            `${step.peer}: ${step.phase}, ${step.entriesReceived} received, ${step.entriesSent} sent`,
          ),
        );
        context.output.answer(report, ({ peers }) => table(peers.map(peerRow)));
        return report.converged ? EXIT.ok : EXIT.notConverged;
      }),
    );
}

const peerRow = (peer: PeerAnswer): string[] => [
  peer.peer,
  peer.converged ? 'converged' : (peer.error?.message ?? 'not converged'),
  `${peer.entriesSent} sent`,
  `${peer.entriesReceived} received`,
  ...(peer.quarantined > 0 ? [`${peer.quarantined} set aside`] : []),
  `${peer.roundTrips} round trips, ${peer.bytesSent + peer.bytesReceived} bytes, ${peer.millis} ms`,
  ...(peer.alarms ?? []).map(({ code, about }) => `ALARM ${code}: ${about.join(', ')}`),
  ...(peer.error === undefined ? [] : [`→ ${peer.error.next}`]),
];

interface VerifyAnswer {
  entries: number;
  ok: boolean;
  problems: { code: string; where: string; message: string }[];
}

/** Failures to open a home that say nothing about its data. */
const NOT_ABOUT_DATA = new Set([
  'passphrase-wrong',
  'passphrase-missing',
  'passphrase-file-unreadable',
  'home-missing',
  'home-in-use',
  'home-not-given',
  'home-not-enrolled',
]);

function addVerify(program: Command): void {
  program
    .command('verify')
    .description('check every page, claim, body, hash link, signature and view of this home')
    .option('--rebuild', 'first make all derived tables anew from the log', false)
    .action(
      action(async (context, { rebuild }: { rebuild: boolean }) => {
        const report = await verified(async () => {
          const { calls } = await context.session();
          return follow<VerifyAnswer>(await calls.work.verify({ rebuild }), ({ entries }) =>
            context.output.progress(`verifying: ${entries} entries`),
          );
        });
        context.output.answer(report, ({ entries, ok, problems }) =>
          [
            ok ? `${entries} entries verified.` : `${problems.length} problems; ${entries} entries were read.`,
            ...problems.map(({ code, where, message }) => `  ${where}: ${message} (${code})`),
          ].join('\n'),
        );
        return report.ok ? EXIT.ok : EXIT.notVerified;
      }),
    );
}

/** A home that cannot be opened is not verified either; only what says nothing about its data is an ordinary error. */
async function verified(run: () => Promise<VerifyAnswer>): Promise<VerifyAnswer> {
  try {
    return await run();
  } catch (error) {
    const expected = liaisonErrorOf(error);
    if (expected !== undefined && NOT_ABOUT_DATA.has(expected.code)) throw error;
    const message = expected?.message ?? (error instanceof Error ? error.message : String(error));
    return { entries: 0, ok: false, problems: [{ code: expected?.code ?? 'home-unreadable', where: 'home', message }] };
  }
}
