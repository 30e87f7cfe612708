import type { MappedRow, Mapping, RejectedRow } from '@liaison/interchange';
import { type DraftOperation, isRecalledNow, recallKey } from '@liaison/ledger';
import {
  canonicalJson,
  type EditHeader,
  encodeOperation,
  FORM,
  LIMITS,
  type RecordId,
  SALT_BYTES,
  type SpaceId,
} from '@liaison/protocol';
import { createSectionUpdate, derivedRecordId, SectionDocument, type SectionView } from '@liaison/records';
import type { SectionRow } from '@liaison/store';
import type { Soon } from '@liaison/sync';
import { findSpace } from '../queries/find-record.js';
import { firstUpdate, openSection, projectSections, viewOf } from '../replica/derived/project-section.js';
import { TouchedSections } from '../replica/derived/touched-sections.js';
import type { Replica } from '../replica/replica.js';
import { type Author, writeEntry } from '../replica/write-entry.js';

const ROWS_PER_ENTRY = 500;
/** An entry of rows travels whole in one page of an ordinary line (LIM-21), with room for its token and the heads it names. */
const ENTRY_BYTES_TARGET = LIMITS.pageBytesTarget - 16_384;
/** What an operation takes in a page beside its body (PAG-2): its flag, its salt and its length. */
const OPERATION_HEAD_BYTES = 1 + SALT_BYTES + 3;

/** Rows, and what became of them: rows = imported + duplicates + rejected, once all are written. */
export interface ImportCounts {
  readonly rows: number;
  readonly imported: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly entries: number;
}

/** Counts of a run so far, and the rows that were rejected since it was last asked. */
export interface RowsTaken {
  readonly counts: ImportCounts;
  readonly rejected: readonly RejectedRow[];
}

/** Where the rows of one import are written: here, or in another thread. */
export interface RowSink {
  add(rows: readonly MappedRow[]): Soon<RowsTaken>;
  /** Writes what does not fill an entry. */
  end(): Soon<RowsTaken>;
  /** Lets the run go; what is not written is forgotten. Idempotent. */
  drop(): Soon<void>;
}

interface RunTarget {
  /** The space's id, or its beginning. */
  readonly space: SpaceId;
  readonly mapping: Mapping;
  readonly dryRun: boolean;
}

/** One import into the own member's sections, up to 500 rows to an entry; what is written is always whole entries. */
export class ImportRun implements RowSink {
  readonly #counts = { rows: 0, imported: 0, duplicates: 0, rejected: 0, entries: 0 };
  readonly #batch: DraftOperation[] = [];
  /** Records that this run has taken: a row given twice in one file says nothing new, also in a dry run. */
  readonly #given = new Set<RecordId>();
  #bytes = 0;
  /** Bytes of an operation beside its content: the same for every row, since record ids are of one length. */
  readonly #frameBytes: number;
  readonly #space: SpaceId;
  readonly #rejected: RejectedRow[] = [];

  constructor(
    private readonly replica: Replica,
    private readonly author: Author,
    private readonly input: RunTarget,
  ) {
    this.#space = findSpace(replica.context, input.space).id;
    this.#frameBytes = encodeOperation(FORM.update, this.#headerOf(''), new Uint8Array()).length;
  }

  add(rows: readonly MappedRow[]): RowsTaken {
    const spaceRow = this.replica.context.store.spaces.byId(this.#space)?.row ?? 0;
    for (const row of rows) this.#add(row, spaceRow);
    return this.#taken();
  }

  end(): RowsTaken {
    this.#flush();
    return this.#taken();
  }

  drop(): void {
    this.#batch.length = 0;
  }

  #taken(): RowsTaken {
    return { counts: { ...this.#counts }, rejected: this.#rejected.splice(0) };
  }

  #add(row: MappedRow, spaceRow: number): void {
    this.#counts.rows += 1;
    if (this.#isRecalled(row, spaceRow)) {
      this.#counts.rejected += 1;
      this.#rejected.push(recalledRow(row));
      return;
    }
    const draft = this.#draftOf(row, spaceRow);
    if (draft === null) {
      this.#counts.duplicates += 1;
      return;
    }
    const size = OPERATION_HEAD_BYTES + this.#frameBytes + draft.content.length;
    if (this.#batch.length >= ROWS_PER_ENTRY || this.#bytes + size > ENTRY_BYTES_TARGET) this.#flush();
    this.#batch.push(draft);
    this.#bytes += size;
  }

  #flush(): void {
    if (this.#batch.length > 0) {
      if (!this.input.dryRun) this.#commit();
      this.#counts.entries += 1;
      this.#counts.imported += this.#batch.length;
      this.#batch.length = 0;
      this.#bytes = 0;
    }
  }

  #commit(): void {
    const { context } = this.replica;
    this.replica.transaction(() => {
      const touched = new TouchedSections();
      writeEntry(context, this.author, { space: this.#space, lane: 'record' }, this.#batch, touched);
      projectSections(context, touched);
    });
  }

  /** What the own member has taken back does not come back with a file. */
  #isRecalled(row: MappedRow, spaceRow: number): boolean {
    const { context } = this.replica;
    const recalls = context.standings.recallsOf(spaceRow);
    if (recalls.size === 0) return false;
    const { record, section } = this.#headerOf(row.key);
    return isRecalledNow(context.member, recalls.get(recallKey(record, section)) ?? []);
  }

  #headerOf(key: string): EditHeader {
    const { kind, source } = this.input.mapping;
    const record = derivedRecordId(this.#space, source, key);
    return { op: 'edit', kind, record, section: this.replica.context.member };
  }

  #draftOf(row: MappedRow, spaceRow: number): DraftOperation | null {
    const header = this.#headerOf(row.key);
    if (this.#given.has(header.record)) return null;
    this.#given.add(header.record);
    const content = this.#updateOf(header.record, row, spaceRow);
    return content === null ? null : { form: FORM.update, header, content };
  }

  #updateOf(record: RecordId, row: MappedRow, spaceRow: number): Uint8Array | null {
    const { sections } = this.replica.context.store;
    const { clientId } = this.author.certificate;
    const change = { fields: row.fields, ...(row.texts === undefined ? {} : { texts: row.texts }) };
    const recordRow = sections.record(spaceRow, record)?.row;
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
