import type { RecordRow, SectionKey, SectionRow } from './section-repository.js';

/** What a section holds as long as it says nothing. */
export const NOTHING_SAID = {
  speaks: false,
  source: null,
  view: null,
  digest: new Uint8Array(32),
  title: '',
  state: null,
} as const;

/**
 * Records and sections that the transaction at hand has made. A section is written once, whole, as soon as it has been
 * projected: until then it stands here, under the row that it will have. A record is written at once and kept here, so
 * that it need not be read again.
 */
export class MadeRows {
  #isOpen = false;
  #lastRow: number | undefined;
  readonly #sections = new Map<number, SectionRow>();
  readonly #rowByKey = new Map<string, number>();
  readonly #records = new Map<number, RecordRow>();

  /** A transaction has begun: it alone writes until it ends. */
  open(): void {
    this.#isOpen = true;
  }

  /** A transaction has ended, however it did. */
  close(): void {
    this.#isOpen = false;
    this.#lastRow = undefined;
    this.#sections.clear();
    this.#rowByKey.clear();
    this.#records.clear();
  }

  /** The row of a new section, or undefined outside a transaction. `lastWritten` says the highest row that is written. */
  addSection(key: SectionKey, lastWritten: () => number): number | undefined {
    if (!this.#isOpen) return undefined;
    const row = (this.#lastRow ?? lastWritten()) + 1;
    this.#lastRow = row;
    this.#sections.set(row, { row, ...key, ...NOTHING_SAID });
    this.#rowByKey.set(textOf(key), row);
    return row;
  }

  section(row: number): SectionRow | undefined {
    return this.#sections.get(row);
  }

  sectionNamed(key: SectionKey): SectionRow | undefined {
    const row = this.#sections.size === 0 ? undefined : this.#rowByKey.get(textOf(key));
    return row === undefined ? undefined : this.#sections.get(row);
  }

  /** Gives a section away, to be written. */
  takeSection(row: number): SectionRow | undefined {
    const section = this.#sections.get(row);
    if (section === undefined) return undefined;
    this.#sections.delete(row);
    this.#rowByKey.delete(textOf(section));
    return section;
  }

  /** All sections that are not written yet, to be written as they are: they say nothing. */
  takeSections(): SectionRow[] {
    const sections = [...this.#sections.values()];
    this.#sections.clear();
    this.#rowByKey.clear();
    return sections;
  }

  addRecord(record: RecordRow): void {
    if (this.#isOpen) this.#records.set(record.row, record);
  }

  record(row: number): RecordRow | undefined {
    return this.#records.get(row);
  }

  forgetRecord(row: number): void {
    this.#records.delete(row);
  }
}

const textOf = ({ record, kind, name }: SectionKey): string => `${record}/${kind}/${name}`;
