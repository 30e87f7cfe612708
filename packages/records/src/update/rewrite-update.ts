import { ByteWriter } from './byte-writer.js';
import type { RawStruct, RawUpdate } from './raw-update.js';

/** Where the contents go, far fewer than the update has are left. */
const BYTES_FIRST = 512;

/** The same update with each struct written anew; blocks, clocks and delete set stay as they are. */
export function rewriteUpdate(
  raw: RawUpdate,
  writeStruct: (writer: ByteWriter, bytes: Uint8Array, struct: RawStruct) => void,
): Uint8Array {
  const writer = new ByteWriter(Math.min(raw.bytes.length, BYTES_FIRST));
  writer.uint(raw.blocks.length);
  for (const block of raw.blocks) {
    writer.uint(block.structs.length);
    writer.uint(block.client);
    writer.uint(block.from);
    for (const struct of block.structs) writeStruct(writer, raw.bytes, struct);
  }
  writer.range(raw.bytes, raw.deletesAt, raw.bytes.length);
  return writer.finish();
}
