import type { MappedRow, Mapping, RejectedRow } from '@liaison/interchange';
import { readRows } from '@liaison/interchange';
import { type DraftOperation, isRecalledNow, recallKey } from '@liaison/ledger';
import {
  canonicalJson,
  type EditHeader,
  encodeOperation,
  FORM,
  LIMITS,
  LiaisonError,
  type RecordId,
  type SpaceId,
} from '@liaison/protocol';
import { createSectionUpdate, derivedRecordId, SectionDocument, type SectionView } from '@liaison/records';
import type { SectionRow } from '@liaison/store';
import { findSpace } from '../queries/find-record.js';
import { firstUpdate, openSection, projectSections, viewOf } from '../replica/project-section.js';
import type { Replica } from '../replica/replica.js';
import { TouchedSections } from '../replica/touched-sections.js';
import { type Author, writeEntry } from '../replica/write-entry.js';

const ROWS_PER_ENTRY = 500;

export interface ImportInput {
  readonly space: SpaceId;
  readonly mapping: Mapping;
  readonly file: AsyncIterable<Uint8Array>;
  readonly dryRun: boolean;
  /** Checked between entries: what is written is always whole entries. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (counts: ImportCounts) => void;
  readonly onRejected: (row: RejectedRow) => void;
}

export interface ImportCounts {
  readonly rows: number;
  readonly imported: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly entries: number;
}

/**
 * Imports mapped rows into the own member's sections, 500 to an entry (rows = imported + duplicates + rejected). A row
 * whose record already says the same, or said so when it was first imported, is a duplicate: a later correction by an
 * officer survives a second import. Throws `import-interrupted` on Ctrl-C, and what makes the file as a whole unreadable.
 */
export async function importRows(replica: Replica, author: Author, input: ImportInput): Promise<ImportCounts> {
  const space = findSpace(replica.context, input.space);
  const run = new ImportRun(replica, author, input, space.row);
  for await (const row of readRows(input.file, input.mapping)) {
    if (row.type === 'rejected') run.reject(row);
    else run.add(row);
    if (input.signal?.aborted === true) throw interrupted(run.counts);
  }
  run.flush();
  return run.counts;
}

class ImportRun {
  counts = { rows: 0, imported: 0, duplicates: 0, rejected: 0, entries: 0 };
  readonly #batch: DraftOperation[] = [];
  /** Records that this run has taken: a row given twice in one file says nothing new, also in a dry run. */
  readonly #taken = new Set<RecordId>();
  #bytes = 0;
  /** Bytes of an operation beside its content: the same for every row, since record ids are of one length. */
  readonly #frameBytes: number;

  constructor(
    private readonly replica: Replica,
    private readonly author: Author,
    private readonly input: ImportInput,
    private readonly spaceRow: number,
  ) {
    this.#frameBytes = encodeOperation(FORM.update, this.#headerOf(''), new Uint8Array()).length;
  }

  reject(row: RejectedRow): void {
    this.counts.rows += 1;
    this.counts.rejected += 1;
    this.input.onRejected(row);
  }

  add(row: MappedRow): void {
    this.counts.rows += 1;
    if (this.#isRecalled(row)) {
      this.counts.rows -= 1; // `reject` counts it
      this.reject(recalledRow(row));
      return;
    }
    const draft = this.#draftOf(row);
    if (draft === null) {
      this.counts.duplicates += 1;
      return;
    }
    const size = this.#frameBytes + draft.content.length;
    if (this.#batch.length >= ROWS_PER_ENTRY || this.#bytes + size > LIMITS.entryBodyBytesMax) this.flush();
    this.#batch.push(draft);
    this.#bytes += size;
  }

  flush(): void {
    if (this.#batch.length > 0) {
      if (!this.input.dryRun) this.#commit();
      this.counts.entries += 1;
      this.counts.imported += this.#batch.length;
      this.#batch.length = 0;
      this.#bytes = 0;
    }
    this.input.onProgress?.(this.counts);
  }

  #commit(): void {
    const { context } = this.replica;
    this.replica.transaction(() => {
      const touched = new TouchedSections();
      writeEntry(context, this.author, { space: this.input.space, lane: 'record' }, this.#batch, touched);
      projectSections(context, touched);
    });
  }

  /** What the own member has taken back does not come back with a file. */
  #isRecalled(row: MappedRow): boolean {
    const { context } = this.replica;
    const recalls = context.standings.recallsOf(this.spaceRow);
    if (recalls.size === 0) return false;
    const { record, section } = this.#headerOf(row.key);
    return isRecalledNow(context.member, recalls.get(recallKey(record, section)) ?? []);
  }

  #headerOf(key: string): EditHeader {
    const { kind, source } = this.input.mapping;
    const record = derivedRecordId(this.input.space, source, key);
    return { op: 'edit', kind, record, section: this.replica.context.member };
  }

  #draftOf(row: MappedRow): DraftOperation | null {
    const header = this.#headerOf(row.key);
    if (this.#taken.has(header.record)) return null;
    this.#taken.add(header.record);
    const content = this.#updateOf(header.record, row);
    return content === null ? null : { form: FORM.update, header, content };
  }

  #updateOf(record: RecordId, row: MappedRow): Uint8Array | null {
    const { sections } = this.replica.context.store;
    const { clientId } = this.author.certificate;
    const change = { fields: row.fields, ...(row.texts === undefined ? {} : { texts: row.texts }) };
    const recordRow = sections.record(this.spaceRow, record)?.row;
    const section = recordRow && sections.section(recordRow, this.input.mapping.kind, this.replica.context.member);
    if (!section) return createSectionUpdate(clientId, change);
    return isSaidAlready(this.replica, section, row) ? null : editUpdate(this.replica, section, clientId, change);
  }
}

function isSaidAlready(replica: Replica, section: SectionRow, row: MappedRow): boolean {
  if (section.speaks && saysSame(viewOf(replica.context, section), row)) return true;
  const first = firstUpdate(replica.context, section.row);
  if (first === undefined) return false;
  const document = SectionDocument.fromUpdates([first]);
  try {
    return saysSame(document.view(), row);
  } finally {
    document.close();
  }
}

function saysSame(view: SectionView, row: MappedRow): boolean {
  const fieldsSame = Object.entries(row.fields).every(([name, value]) => {
    const [current, ...others] = view.fields[name] ?? [];
    return current !== undefined && others.length === 0 && canonicalJson(current) === canonicalJson(value);
  });
  return fieldsSame && Object.entries(row.texts ?? {}).every(([name, text]) => view.texts[name] === text);
}

function editUpdate(
  replica: Replica,
  section: SectionRow,
  clientId: number,
  change: Parameters<SectionDocument['edit']>[1],
): Uint8Array | null {
  const document = openSection(replica.context, section);
  try {
    return document.edit(clientId, change);
  } finally {
    document.close();
  }
}

const recalledRow = ({ line }: MappedRow): RejectedRow => ({
  type: 'rejected',
  line,
  code: 'row-recalled',
  reason: 'Your member has recalled this record; reinstate it first if it is to be said again.',
  raw: '',
});

const interrupted = (counts: ImportCounts) =>
  new LiaisonError(
    'import-interrupted',
    `The import was interrupted after ${counts.imported} imported rows; they are whole and signed.`,
    'Run the same command again: what is in is counted as duplicates, the rest follows.',
    { data: { ...counts } },
  );
