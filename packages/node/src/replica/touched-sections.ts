/** Sections that a transaction changes, with what is enough to bring each up to date once, at its end. */
export class TouchedSections {
  /** New updates in order; null: something stopped or began to count, so the section is made anew. */
  readonly #updates = new Map<number, Uint8Array[] | null>();

  add(section: number, update: Uint8Array): void {
    const known = this.#updates.get(section);
    if (known === undefined) this.#updates.set(section, [update]);
    else known?.push(update);
  }

  rebuild(section: number): void {
    this.#updates.set(section, null);
  }

  entries(): IterableIterator<[number, Uint8Array[] | null]> {
    return this.#updates.entries();
  }
}
