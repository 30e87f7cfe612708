import type { JsonValue } from '@liaison/protocol';
import type { SectionDocument } from '@liaison/records';
import type { EntryRow, LogRow, SectionRow } from '@liaison/store';
import { openSection, viewOf } from '../replica/derived/project-section.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import type { Attribution, Attributions } from './attribution.js';
import type { ProvenBounds, ProvenTimes } from './proven-times.js';

/** A value and who stands behind it. */
export interface Said {
  readonly value: JsonValue;
  readonly by: SaidBy | null;
}

export interface SaidBy extends Attribution {
  readonly bounds: ProvenBounds;
}

/** What one section says about one field. */
export interface SaidCell {
  /** Several: concurrent values that nobody has settled. Of a text one, the whole of it. */
  readonly values: readonly Said[];
  readonly conflict: boolean;
  /** Contents that are kept and cannot be shown. */
  readonly unreadable: number;
  /** Of a text: everybody whose words stand in it, each with their last change. */
  readonly authors?: readonly SaidBy[];
}

/** Reads one section's values with their authors. The document is opened when it is first needed; `close` it. */
export class SectionReader {
  readonly #view;
  #document: SectionDocument | undefined;

  constructor(
    private readonly context: ReplicaContext,
    private readonly row: SectionRow,
    private readonly attributions: Attributions,
    private readonly times: ProvenTimes,
  ) {
    this.#view = viewOf(context, row);
  }

  get section(): string {
    return this.row.name;
  }

  names(): string[] {
    const { fields, texts, unreadable } = this.#view;
    return [...new Set([...Object.keys(fields), ...Object.keys(texts), ...Object.keys(unreadable)])];
  }

  /** Undefined where the section is silent about it. */
  cell(name: string): SaidCell | undefined {
    const { fields, texts, unreadable } = this.#view;
    const hidden = unreadable[name] ?? 0;
    const text = texts[name];
    if (text !== undefined) return this.#textCell(name, text, hidden);
    const values = fields[name];
    if (values === undefined && hidden === 0) return undefined;
    return { values: this.#valuesOf(name, values ?? []), conflict: (values?.length ?? 0) > 1, unreadable: hidden };
  }

  close(): void {
    this.#document?.close();
  }

  /** Equal values written at once by several are one value; the first author is named. */
  #valuesOf(name: string, values: readonly JsonValue[]): Said[] {
    if (this.row.source !== null) return values.map((value) => ({ value, by: this.#ofOperation(this.row.source) }));
    const written = this.#opened().provenance(name);
    return values.map((value) => {
      const text = JSON.stringify(value);
      const origin = written.find((one) => one.value !== undefined && JSON.stringify(one.value) === text);
      return { value, by: origin === undefined ? null : this.#ofClock(origin.client, origin.clock) };
    });
  }

  #textCell(name: string, text: string, unreadable: number): SaidCell {
    const authors = this.#authorsOf(name);
    const latest = authors.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null;
    return { values: [{ value: text, by: latest }], conflict: false, unreadable, authors };
  }

  #authorsOf(name: string): SaidBy[] {
    if (this.row.source !== null) {
      const only = this.#ofOperation(this.row.source);
      return only === null ? [] : [only];
    }
    return this.#opened()
      .textAuthors(name)
      .flatMap(({ client, clock }) => this.#ofClock(client, clock) ?? []);
  }

  #opened(): SectionDocument {
    this.#document ??= openSection(this.context, this.row);
    return this.#document;
  }

  #ofOperation(row: number | null): SaidBy | null {
    return row === null ? null : this.#ofEntry(this.context.store.operations.entryOf(row));
  }

  #ofClock(client: number, clock: number): SaidBy | null {
    const author = this.context.store.operations.authorOf(this.row.row, client, clock);
    return author === undefined ? null : this.#ofEntry(author.entry);
  }

  #ofEntry(row: number): SaidBy | null {
    const entry = this.context.store.entries.byRow(row) as EntryRow;
    const log = this.context.store.logs.byRow(entry.log) as LogRow;
    return { ...this.attributions.of(entry, log), bounds: this.times.of(entry, log) };
  }
}
