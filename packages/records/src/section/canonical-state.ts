import { ByteReader } from '../update/byte-reader.js';
import { ByteWriter } from '../update/byte-writer.js';
import { type RawBlock, type RawStruct, REF, readRawUpdate } from '../update/raw-update.js';

/**
 * The one form of a section's state: neighbouring structs that their own data allow to be one are made one. Yjs's own
 * state also depends on how its list came about; this form is a function of the set of updates alone, also where a
 * hostile writer chose origins that no editor would, and so is a document that is loaded from it (SEC-4).
 */
export function canonicalState(state: Uint8Array): Uint8Array {
  const raw = readRawUpdate(state);
  const writer = new ByteWriter(state.length);
  writer.uint(raw.blocks.length);
  for (const block of raw.blocks) {
    const runs = runsOf(block);
    writer.uint(runs.length);
    writer.uint(block.client);
    writer.uint(block.from);
    for (const run of runs) writeRun(writer, state, run);
  }
  writer.raw(state.subarray(raw.deletesAt));
  return writer.finish();
}

function runsOf(block: RawBlock): RawStruct[][] {
  const runs: RawStruct[][] = [];
  let previous: RawStruct | undefined;
  for (const struct of block.structs) {
    if (previous !== undefined && isOne(previous, struct, block.client)) runs[runs.length - 1]?.push(struct);
    else runs.push([struct]);
    previous = struct;
  }
  return runs;
}

const MERGEABLE: ReadonlySet<number> = new Set([REF.deleted, REF.string, REF.any]);

function isOne(left: RawStruct, right: RawStruct, client: number): boolean {
  if (left.ref !== right.ref) return false;
  if (left.ref === REF.gc) return true;
  if (!MERGEABLE.has(left.ref) || right.origin === null) return false;
  if (right.origin.client !== client || right.origin.clock !== right.clock - 1) return false;
  const [a, b] = [left.rightOrigin, right.rightOrigin];
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock);
}

function writeRun(writer: ByteWriter, state: Uint8Array, run: readonly RawStruct[]): void {
  const first = run[0] as RawStruct;
  if (run.length === 1) {
    writer.raw(state.subarray(first.start, first.end));
    return;
  }
  writer.raw(state.subarray(first.start, first.contentAt));
  const parts =
    first.ref === REF.string || first.ref === REF.any ? run.map((struct) => contentBytes(state, struct)) : [];
  const units = run.reduce((sum, struct) => sum + struct.len, 0);
  writer.uint(first.ref === REF.string ? parts.reduce((sum, part) => sum + part.length, 0) : units);
  for (const part of parts) writer.raw(part);
}

/** A content without the count that stands before it. */
function contentBytes(state: Uint8Array, struct: RawStruct): Uint8Array {
  const reader = new ByteReader(state.subarray(struct.contentAt, struct.end));
  reader.uint();
  return reader.bytes.subarray(reader.at);
}
