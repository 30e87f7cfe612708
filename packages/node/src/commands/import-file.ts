import { createReadStream } from 'node:fs';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { loadMapping, type RejectedRow } from '@liaison/interchange';
import { LiaisonError, type SpaceId } from '@liaison/protocol';
import type { Replica } from '../replica/replica.js';
import type { Author } from '../replica/write-entry.js';
import { type ImportCounts, importRows } from './import-rows.js';

export interface ImportFileInput {
  readonly space: SpaceId;
  /** Absolute paths; the process that owns the home reads them. */
  readonly file: string;
  readonly mappingFile: string;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (counts: ImportCounts) => void;
}

export interface ImportReport extends ImportCounts {
  readonly millis: number;
  /** Where rejected rows are listed by line and reason; null without any, and in a dry run. */
  readonly rejectedFile: string | null;
  /** The first rejected rows. */
  readonly rejections: readonly Omit<RejectedRow, 'type' | 'raw'>[];
}

const SHOWN_REJECTIONS = 20;

/** Imports a file under a mapping file. Rejected rows are written beside the source as one JSON object per line. */
export async function importFile(replica: Replica, author: Author, input: ImportFileInput): Promise<ImportReport> {
  const started = performance.now();
  const mapping = loadMapping(await readText(input.mappingFile));
  if (!mapping.ok) throw mapping.error;
  const rejected: RejectedRow[] = [];
  const { file, mappingFile: _mappingFile, ...rest } = input;
  await readable(file);
  let counts: ImportCounts;
  try {
    const stream = createReadStream(file);
    const onRejected = (row: RejectedRow) => rejected.push(row);
    counts = await importRows(replica, author, { ...rest, mapping: mapping.value, file: stream, onRejected });
  } finally {
    if (!input.dryRun) await writeRejected(`${file}.rejected.jsonl`, rejected);
  }
  return {
    ...counts,
    millis: Math.round(performance.now() - started),
    rejectedFile: rejected.length > 0 && !input.dryRun ? `${file}.rejected.jsonl` : null,
    rejections: rejected.slice(0, SHOWN_REJECTIONS).map(({ line, code, reason }) => ({ line, code, reason })),
  };
}

async function writeRejected(path: string, rows: readonly RejectedRow[]): Promise<void> {
  if (rows.length === 0) return rm(path, { force: true });
  const lines = rows.map(({ line, code, reason, raw }) => JSON.stringify({ line, code, reason, raw }));
  await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o600 });
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
