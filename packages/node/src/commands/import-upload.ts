import {
  loadMapping,
  type MappedRow,
  type Mapping,
  type RejectedRow,
  readRows,
  type SuggestedRule,
  type Suggestion,
  suggestMapping,
  suggestRule,
} from '@liaison/interchange';
import { LiaisonError, type SpaceId, type WriterId } from '@liaison/protocol';
import type { OpenHome } from '../home/open-home.js';
import type { Author } from '../replica/write-entry.js';
import { importInto } from './import-rows.js';
import type { ImportCounts } from './import-run.js';
import type { ShownRejection } from './rejected-rows.js';
import { uploadedBytes, uploadOf } from './upload-file.js';

/** Rejected rows that are kept for download; all are counted. */
const REJECTS_KEPT_MAX = 10_000;
const SHOWN_MAX = 50;

/** A row as it would become a record, or why it would not. */
export type PreviewedRow = MappedRow | RejectedRow;

export interface UploadImportInput {
  readonly upload: string;
  readonly space: SpaceId;
  /** JSON text of a mapping, as `import.suggest` makes one and an officer has looked through it. */
  readonly mapping: string;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (counts: ImportCounts) => void;
}

export interface UploadImportReport extends ImportCounts {
  readonly dryRun: boolean;
  /** The first rejected rows by line, with the cells at fault. */
  readonly rejections: readonly ShownRejection[];
  /** How many are kept for `import.rejects`. */
  readonly rejectsKept: number;
  /** The last change of this home before: what came in is listed by `changedAfter` of `record.list`. */
  readonly changedAfter: number;
}

/** A first mapping for an uploaded file, and the file's name. Throws `upload-unknown`, `upload-incomplete` and what `suggestMapping` throws. */
export async function suggestForUpload(
  home: OpenHome,
  author: Author['certificate'],
  { upload, kind }: { readonly upload: string; readonly kind?: string },
): Promise<Suggestion & { readonly name: string }> {
  const { writer } = author.claims;
  const { name } = uploadOf(home.replica.context, writer, upload);
  const options = { fileName: name, mayBeEmpty: true, ...(kind === undefined ? {} : { kind }) };
  return { ...(await suggestMapping(uploadedBytes(home.replica, writer, upload), options)), name };
}

/** How a column of an uploaded file would be read as a field. Throws as `suggestForUpload` does. */
export function suggestForColumn(
  home: OpenHome,
  author: Author['certificate'],
  {
    upload,
    ...wanted
  }: { readonly upload: string; readonly kind: string; readonly field: string; readonly column: string },
): Promise<SuggestedRule> {
  return suggestRule(uploadedBytes(home.replica, author.claims.writer, upload), wanted);
}

/** What the first rows would become; nothing is written. Throws what `loadMapping` fails with and what `readRows` throws. */
export async function previewUpload(
  home: OpenHome,
  author: Author['certificate'],
  { upload, mapping, rows }: { readonly upload: string; readonly mapping: string; readonly rows: number },
): Promise<{ rows: readonly PreviewedRow[]; more: boolean }> {
  const { writer } = author.claims;
  const shown: PreviewedRow[] = [];
  for await (const row of readRows(uploadedBytes(home.replica, writer, upload), mappingOf(mapping))) {
    if (shown.length === rows) return { rows: shown, more: true };
    shown.push(row);
  }
  return { rows: shown, more: false };
}

/**
 * Imports an uploaded file, or tries it, and keeps what was rejected beside it for download, also when it is interrupted.
 * Throws as `importInto` does.
 */
export async function importUpload(
  home: OpenHome,
  author: Author,
  { upload, space, mapping: text, dryRun, ...rest }: UploadImportInput,
): Promise<UploadImportReport> {
  const mapping = mappingOf(text);
  const { writer } = author.certificate.claims;
  const file = uploadedBytes(home.replica, writer, upload);
  const rejected: RejectedRow[] = [];
  const onRejected = (row: RejectedRow) => {
    if (rejected.length < REJECTS_KEPT_MAX) rejected.push(row);
  };
  const { name } = uploadOf(home.replica.context, writer, upload);
  const sink = await home.work.openImport(author, { space, mapping, dryRun, about: name });
  const changedAfter = home.replica.reading(() => home.replica.context.store.listed.lastChange());
  try {
    const counts = await importInto(sink, { ...rest, mapping, file, onRejected });
    const rejections = rejected.slice(0, SHOWN_MAX).map(({ type: _type, raw: _raw, ...shown }) => shown);
    return { ...counts, dryRun, rejections, rejectsKept: rejected.length, changedAfter };
  } finally {
    await home.work.command(() => keepRejects(home, upload, rejected));
  }
}

function keepRejects({ replica }: OpenHome, upload: string, rejected: readonly RejectedRow[]): void {
  const { uploads } = replica.context.store;
  replica.transaction(() => {
    if (uploads.get(upload) === undefined) return; // dropped meanwhile
    uploads.putRejects(
      upload,
      rejected.map(({ type: _type, ...row }) => JSON.stringify(row)),
    );
  });
}

function mappingOf(text: string): Mapping {
  const mapping = loadMapping(text);
  if (!mapping.ok) throw mapping.error;
  return mapping.value;
}

/** Whose file, and which: an officer stops none but their own, whatever they know of another's. */
export interface OwnUpload {
  readonly officer: WriterId;
  readonly upload: string;
}

const keyOf = ({ officer, upload }: OwnUpload): string => `${officer} ${upload}`;

/** Imports that run now and may be stopped by whose and which file it is; what is written stays whole. */
export class RunningImports {
  readonly #controllers = new Map<string, AbortController>();

  /** Runs one; a second of the same file at once is refused with `import-running`. */
  async run<T>(own: OwnUpload, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const key = keyOf(own);
    if (this.#controllers.has(key)) throw running();
    const controller = new AbortController();
    this.#controllers.set(key, controller);
    const stop = () => controller.abort();
    signal?.addEventListener('abort', stop);
    try {
      return await work(controller.signal);
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#controllers.delete(key);
    }
  }

  /** Whether there was one to stop. */
  cancel(own: OwnUpload): boolean {
    const controller = this.#controllers.get(keyOf(own));
    controller?.abort();
    return controller !== undefined;
  }
}

const running = () =>
  new LiaisonError('import-running', 'This file is being imported already.', 'Wait for it, or cancel it first.');
