import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadMapping, type RejectedRow } from '@liaison/interchange';
import { LiaisonError, type SpaceId } from '@liaison/protocol';
import type { Author } from '../replica/write-entry.js';
import type { HomeWork } from '../worker/home-work.js';
import { importInto } from './import-rows.js';
import type { ImportCounts } from './import-run.js';
import { checkRejectsPath, RejectedRows, type ShownRejection } from './rejected-rows.js';

export interface ImportFileInput {
  readonly space: SpaceId;
  /** Absolute paths; the process that owns the home reads them. */
  readonly file: string;
  readonly mappingFile: string;
  /** Where rejected rows are kept; left out: beside the file, as `FILE.rejected.jsonl`. */
  readonly rejectsFile?: string;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (counts: ImportCounts) => void;
}

export interface ImportReport extends ImportCounts {
  readonly millis: number;
  /** Where rejected rows are listed by line and reason; null without any, and in a dry run. */
  readonly rejectedFile: string | null;
  /** The first rejected rows. */
  readonly rejections: readonly ShownRejection[];
}

/**
 * Imports a file under a mapping file. Rejected rows are kept beside the source, or where `rejectsFile` says, as one JSON
 * object per line, also when the import is interrupted.
 */
export async function importFile(work: HomeWork, author: Author, input: ImportFileInput): Promise<ImportReport> {
  const started = performance.now();
  const mapping = loadMapping(await readText(input.mappingFile));
  if (!mapping.ok) throw mapping.error;
  const { file, mappingFile: _mappingFile, rejectsFile = `${file}.rejected.jsonl`, ...rest } = input;
  await readable(file);
  if (!input.dryRun) await checkRejectsPath(rejectsFile);
  const rejects = new RejectedRows(input.dryRun ? null : rejectsFile);
  try {
    const onRejected = (row: RejectedRow) => rejects.add(row);
    const stream = createReadStream(file);
    const target = { space: input.space, dryRun: input.dryRun, mapping: mapping.value, about: basename(file) };
    const sink = await work.openImport(author, target);
    const counts = await importInto(sink, { ...rest, mapping: mapping.value, file: stream, onRejected });
    const millis = Math.round(performance.now() - started);
    return { ...counts, millis, rejectedFile: rejects.keptIn, rejections: rejects.shown };
  } finally {
    rejects.close();
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function readable(path: string): Promise<void> {
  try {
    await (await open(path, 'r')).close();
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

const unreadable = (path: string, cause: unknown) =>
  new LiaisonError('file-unreadable', `${path} cannot be read.`, 'Check the path and its permissions.', { cause });
