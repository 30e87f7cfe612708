import { encodeEntry, LIMITS, PAGE_HEAD_BYTES, type WireEntry } from '@liaison/protocol';
import type { EntryRow } from '@liaison/store';

/** Entries that go into one page, as many as its bytes allow; the first always, since a page holds any one entry. */
export class PageFill {
  readonly entries: WireEntry[] = [];
  #bytes = 0;
  constructor(private readonly bytesTarget: number) {}

  /** False where the page is full before all of them are in it. */
  addSome(rows: readonly EntryRow[], wireOfRow: (row: EntryRow) => WireEntry): boolean {
    return rows.every((row) => this.#add(wireOfRow(row), this.bytesTarget));
  }

  /** All or none of them, unless they are more than any page holds. */
  addWhole(rows: readonly EntryRow[], wireOfRow: (row: EntryRow) => WireEntry): boolean {
    const begun = this.entries.length;
    const bytesBefore = this.#bytes;
    const bytesMax = begun > 0 ? this.bytesTarget : LIMITS.pageBytesMax - PAGE_HEAD_BYTES;
    // bodies are read one by one and no further than the page goes: what is missing may be gigabytes
    const whole = rows.every((row) => this.#add(wireOfRow(row), bytesMax));
    if (whole || begun === 0) return whole;
    this.entries.length = begun;
    this.#bytes = bytesBefore;
    return false;
  }

  #add(entry: WireEntry, bytesMax: number): boolean {
    const size = sizeOf(entry);
    const full = this.#bytes + size > bytesMax || this.entries.length >= LIMITS.pageEntriesMax;
    if (full && this.entries.length > 0) return false;
    this.entries.push(entry);
    this.#bytes += size;
    return true;
  }
}

function sizeOf(entry: WireEntry): number {
  const parts: Uint8Array[] = [];
  encodeEntry(entry, parts);
  return parts.reduce((sum, part) => sum + part.length, 0);
}
