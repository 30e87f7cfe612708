import { type MappedRow, type Mapping, type RejectedRow, readRows } from '@liaison/interchange';
import { LiaisonError, type SpaceId } from '@liaison/protocol';
import type { Replica } from '../replica/replica.js';
import type { Author } from '../replica/write-entry.js';
import { type ImportCounts, ImportRun, type RowSink, type RowsTaken } from './import-run.js';

/** Rows that are handed on together; between two hands an officer's change goes first. */
const ROWS_AT_ONCE = 100;

export interface ImportedFile {
  readonly mapping: Mapping;
  readonly file: AsyncIterable<Uint8Array>;
  /** Checked after each row: what is written is always whole entries. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (counts: ImportCounts) => void;
  readonly onRejected: (row: RejectedRow) => void;
}

export interface ImportInput extends ImportedFile {
  readonly space: SpaceId;
  readonly dryRun: boolean;
}

/** Imports a file in this thread; see `importInto`. */
export const importRows = async (replica: Replica, author: Author, input: ImportInput): Promise<ImportCounts> =>
  importInto(new ImportRun(replica, author, input), input);

/**
 * Imports mapped rows into the own member's sections, 500 to an entry (rows = imported + duplicates + rejected). A row
 * whose record already says the same, or said so when it was first imported, is a duplicate: a later correction by an
 * officer survives a second import. Throws `import-interrupted` on Ctrl-C, and what makes the file as a whole unreadable.
 */
export async function importInto(sink: RowSink, input: ImportedFile): Promise<ImportCounts> {
  const progress = new Progress(input);
  try {
    let rows: MappedRow[] = [];
    for await (const row of readRows(input.file, input.mapping)) {
      if (row.type === 'rejected') progress.reject(row);
      else rows.push(row);
      if (rows.length >= ROWS_AT_ONCE) {
        progress.follow(await sink.add(rows));
        rows = [];
      }
      if (input.signal?.aborted === true) throw interrupted(progress.counts);
    }
    progress.follow(await sink.add(rows));
    progress.follow(await sink.end());
    return progress.counts;
  } finally {
    await sink.drop();
  }
}

/** What the sink says, and the rows that never went there. */
class Progress {
  #taken: ImportCounts = { rows: 0, imported: 0, duplicates: 0, rejected: 0, entries: 0 };
  #unreadable = 0;

  constructor(private readonly input: ImportedFile) {}

  get counts(): ImportCounts {
    const { rows, rejected } = this.#taken;
    return { ...this.#taken, rows: rows + this.#unreadable, rejected: rejected + this.#unreadable };
  }

  reject(row: RejectedRow): void {
    this.#unreadable += 1;
    this.input.onRejected(row);
  }

  follow({ counts, rejected }: RowsTaken): void {
    for (const row of rejected) this.input.onRejected(row);
    const moved = counts.entries !== this.#taken.entries;
    this.#taken = counts;
    if (moved) this.input.onProgress?.(this.counts);
  }
}

const interrupted = (counts: ImportCounts) =>
  new LiaisonError(
    'import-interrupted',
    `The import was interrupted after ${counts.imported} imported rows; they are whole and signed.`,
    'Run the same command again: what is in is counted as duplicates, the rest follows.',
    { data: { ...counts } },
  );
