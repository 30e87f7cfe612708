import type { DeleteRange, StructId } from './raw-update.js';

const SHORT_RANGE = 48;

/** Growing bytes in the number format of Yjs updates V1. */
export class ByteWriter {
  private buffer: Uint8Array;
  private length = 0;

  constructor(capacity = 256) {
    this.buffer = new Uint8Array(capacity);
  }

  private reserve(extra: number): void {
    if (this.length + extra <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + extra));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  uint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest > 0x7f) {
      this.buffer[this.length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.buffer[this.length++] = rest;
  }

  raw(part: Uint8Array): void {
    this.reserve(part.length);
    this.buffer.set(part, this.length);
    this.length += part.length;
  }

  /** Part of other bytes; short parts are cheaper to copy one by one than to cut out. */
  range(bytes: Uint8Array, start: number, end: number): void {
    if (end - start > SHORT_RANGE) {
      this.raw(bytes.subarray(start, end));
      return;
    }
    this.reserve(end - start);
    for (let i = start; i < end; i++) this.buffer[this.length++] = bytes[i] as number;
  }

  text(value: string): void {
    if (value.length < 64 && this.shortAscii(value)) return;
    const bytes = Buffer.from(value, 'utf8');
    this.uint(bytes.length);
    this.raw(bytes);
  }

  /** Most names and values are short and plain; anything else is left to the platform's encoder. */
  private shortAscii(value: string): boolean {
    this.reserve(value.length + 1);
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      if (unit > 0x7f) return false;
      this.buffer[this.length + 1 + i] = unit;
    }
    this.buffer[this.length] = value.length;
    this.length += value.length + 1;
    return true;
  }

  id(id: StructId): void {
    this.uint(id.client);
    this.uint(id.clock);
  }

  /** A delete set; `ranges` are grouped by client, clients descending, as Yjs writes them. */
  deletes(ranges: readonly DeleteRange[]): void {
    const groups: DeleteRange[][] = [];
    for (const range of ranges) {
      const last = groups[groups.length - 1];
      if (last !== undefined && last[0]?.client === range.client) last.push(range);
      else groups.push([range]);
    }
    this.uint(groups.length);
    for (const group of groups) {
      this.uint(group[0]?.client ?? 0);
      this.uint(group.length);
      for (const range of group) {
        this.uint(range.clock);
        this.uint(range.len);
      }
    }
  }

  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }
}
