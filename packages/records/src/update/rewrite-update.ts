import { ByteWriter } from './byte-writer.js';
import type { RawStruct, RawUpdate } from './raw-update.js';

/** The same update with each struct written anew; blocks, clocks and delete set stay as they are. */
export function rewriteUpdate(
  raw: RawUpdate,
  writeStruct: (writer: ByteWriter, bytes: Uint8Array, struct: RawStruct) => void,
): Uint8Array {
  const writer = new ByteWriter(raw.bytes.length);
  writer.uint(raw.blocks.length);
  for (const block of raw.blocks) {
    writer.uint(block.structs.length);
    writer.uint(block.client);
    writer.uint(block.from);
    for (const struct of block.structs) writeStruct(writer, raw.bytes, struct);
  }
  writer.raw(raw.bytes.subarray(raw.deletesAt));
  return writer.finish();
}
