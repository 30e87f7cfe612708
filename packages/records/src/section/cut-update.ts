import { ByteWriter } from '../update/byte-writer.js';
import type { DeleteRange, RawUpdate, StructId } from '../update/raw-update.js';
import { readEntryUpdate } from '../update/update-shape.js';

/** Writer (Yjs client) to the first clock from which on nothing of it is in this section. */
export type Cuts = ReadonlyMap<number, number>;

/**
 * What an update contributes where the structs of some writers end (SEC-6): nothing if it is past the end itself; one GC
 * struct of its own length, without its delete set, if it builds on what was cut; else itself, its deletions trimmed.
 * A function of the update and the cuts alone. Null where nothing is left.
 */
export function cutUpdate(raw: RawUpdate, cuts: Cuts): RawUpdate | null {
  const block = raw.blocks[0];
  if (block !== undefined && block.to > cutOf(cuts, block.client)) return null;
  if (block?.structs.some((struct) => [struct.origin, struct.rightOrigin, struct.parent].some(isCut(cuts)))) {
    return reread(gcUpdate(block.client, block.from, block.to - block.from));
  }
  const deletes = raw.deletes.flatMap((range) => trim(range, cutOf(cuts, range.client)));
  if (deletes.length === 0 && block === undefined) return null;
  return deletes.every((range, i) => range === raw.deletes[i]) && deletes.length === raw.deletes.length
    ? raw
    : reread(withDeletes(raw, deletes));
}

export const cutOf = (cuts: Cuts, client: number): number => cuts.get(client) ?? Number.POSITIVE_INFINITY;

const isCut = (cuts: Cuts) => (id: StructId | null) => id !== null && id.clock >= cutOf(cuts, id.client);

function trim(range: DeleteRange, cut: number): DeleteRange[] {
  if (range.clock + range.len <= cut) return [range];
  return range.clock < cut ? [{ ...range, len: cut - range.clock }] : [];
}

function gcUpdate(client: number, clock: number, len: number): Uint8Array {
  const writer = new ByteWriter(32);
  for (const value of [1, 1, client, clock, 0, len, 0]) writer.uint(value);
  return writer.finish();
}

export function withDeletes(raw: RawUpdate, deletes: readonly DeleteRange[]): Uint8Array {
  const writer = new ByteWriter(raw.bytes.length);
  writer.raw(raw.bytes.subarray(0, raw.deletesAt));
  writer.deletes(deletes);
  return writer.finish();
}

export function reread(bytes: Uint8Array): RawUpdate {
  const raw = readEntryUpdate(bytes);
  if (!raw.ok) throw raw.error;
  return raw.value;
}
