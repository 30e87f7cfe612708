import { type JsonValue, LIMITS, LiaisonError } from '@liaison/protocol';
import { ByteWriter } from '../update/byte-writer.js';
import { BIT_ORIGIN, BIT_RIGHT_ORIGIN, type DeleteRange, REF, type StructId } from '../update/raw-update.js';
import { writeAny } from '../update/write-any.js';

/** Where a new item goes: between two items, or first in a root that has none. */
export interface Place {
  readonly root: string;
  readonly left: StructId | null;
  readonly right: StructId | null;
}

/** Writes one transaction of one writer as the bytes that Yjs would make, without a Yjs transaction. */
export class UpdateBuilder {
  private readonly structs = new ByteWriter();
  private readonly deletesByClient = new Map<number, DeleteRange[]>();
  private count = 0;
  private clock: number;

  constructor(
    private readonly client: number,
    private readonly from: number,
  ) {
    this.clock = from;
  }

  /** The place that the next item takes. */
  get next(): StructId {
    return { client: this.client, clock: this.clock };
  }

  value(place: Place, value: JsonValue): void {
    this.head(place, REF.any);
    this.structs.uint(1);
    writeAny(this.structs, value);
    this.clock += 1;
  }

  text(place: Place, text: string): void {
    this.head(place, REF.string);
    this.structs.text(text);
    this.clock += text.length;
  }

  private head({ root, left, right }: Place, ref: number): void {
    this.count++;
    this.structs.byte(ref | (left === null ? 0 : BIT_ORIGIN) | (right === null ? 0 : BIT_RIGHT_ORIGIN));
    if (left !== null) this.structs.id(left);
    if (right !== null) this.structs.id(right);
    if (left !== null || right !== null) return;
    this.structs.uint(1);
    this.structs.text(root);
  }

  delete(range: DeleteRange): void {
    const ranges = this.deletesByClient.get(range.client);
    if (ranges === undefined) this.deletesByClient.set(range.client, [range]);
    else ranges.push(range);
  }

  /** The update, or null where nothing was written. Throws `update-too-large`. */
  finish(): Uint8Array | null {
    if (this.count === 0 && this.deletesByClient.size === 0) return null;
    const writer = new ByteWriter();
    writer.uint(this.count === 0 ? 0 : 1);
    if (this.count > 0) {
      for (const value of [this.count, this.client, this.from]) writer.uint(value);
      writer.raw(this.structs.finish());
    }
    writer.deletes(this.mergedDeletes());
    const update = writer.finish();
    if (update.length > LIMITS.updateBytesMax) throw tooLarge();
    return update;
  }

  private mergedDeletes(): DeleteRange[] {
    const clients = [...this.deletesByClient.keys()].sort((a, b) => b - a);
    return clients.flatMap((client) => mergeRanges(this.deletesByClient.get(client) ?? []));
  }
}

function mergeRanges(ranges: readonly DeleteRange[]): DeleteRange[] {
  const merged: DeleteRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.clock - b.clock)) {
    const last = merged[merged.length - 1];
    if (last === undefined || last.clock + last.len < range.clock) merged.push(range);
    else merged[merged.length - 1] = { ...last, len: Math.max(last.len, range.clock + range.len - last.clock) };
  }
  return merged;
}

const tooLarge = () =>
  new LiaisonError(
    'update-too-large',
    'One change is larger than an update may be.',
    'Save it in smaller parts, or attach the text as a file.',
  );
