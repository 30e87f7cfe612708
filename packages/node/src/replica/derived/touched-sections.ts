/** What an edit made besides its update: its section, or the section together with the record that it belongs to. */
export type Made = 'record' | 'section';

/** A valid edit of a section: the row of its operation and its update. */
export interface SectionUpdate {
  readonly row: number;
  readonly content: Uint8Array;
  /** Yjs client of its author. */
  readonly client: number;
}

/** Sections that a transaction changes, with what is enough to bring each up to date once, at its end. */
export class TouchedSections {
  /** New updates in order; null: something stopped or began to count, so the section is made anew. */
  readonly #updates = new Map<number, SectionUpdate[] | null>();
  readonly #made = new Map<number, Made>();

  /** An update that counts; `made` says what this very operation brought into being. */
  add(section: number, update: SectionUpdate, made: Made | null): void {
    const known = this.#updates.get(section);
    if (known === undefined) this.#updates.set(section, [update]);
    else known?.push(update);
    if (known === undefined && made !== null) this.#made.set(section, made);
  }

  rebuild(section: number): void {
    this.#updates.set(section, null);
  }

  /** What the section's first update made: then the updates here are all that it has. */
  madeBy(section: number): Made | undefined {
    return this.#made.get(section);
  }

  entries(): IterableIterator<[number, SectionUpdate[] | null]> {
    return this.#updates.entries();
  }
}
