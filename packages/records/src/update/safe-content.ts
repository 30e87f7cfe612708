import { scanAny } from './any-value.js';
import { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { BIT_ORIGIN, BIT_RIGHT_ORIGIN, type RawStruct, type RawUpdate, REF } from './raw-update.js';
import { rewriteUpdate } from './rewrite-update.js';

/** lib0's `undefined`: no Liaison value is written as it, so in a document it stands for "cannot be shown". */
const UNREADABLE = 127;
const FLAGS = BIT_ORIGIN | BIT_RIGHT_ORIGIN;

/**
 * The bytes that a document takes from an update: contents that break a content rule (embeds, formats, binaries,
 * sub-documents, JSON of old Yjs, bigint, NaN, deep nesting, invalid strings …) become as many unreadable values. They
 * void nothing and stay in the log as they came, but Yjs never decodes them, so no read can throw (UPD-16).
 */
export function safeContent(raw: RawUpdate): Uint8Array {
  if (raw.readable) return raw.bytes;
  return rewriteUpdate(raw, writeSafeStruct);
}

function writeSafeStruct(writer: ByteWriter, bytes: Uint8Array, struct: RawStruct): void {
  if (struct.readable) {
    writer.raw(bytes.subarray(struct.start, struct.end));
    return;
  }
  writer.byte(((bytes[struct.start] as number) & FLAGS) | REF.any);
  writer.raw(bytes.subarray(struct.start + 1, struct.contentAt));
  writer.uint(struct.len);
  if (struct.ref === REF.any) writeSafeValues(writer, bytes.subarray(struct.contentAt, struct.end));
  else for (let i = 0; i < struct.len; i++) writer.byte(UNREADABLE);
}

function writeSafeValues(writer: ByteWriter, content: Uint8Array): void {
  const reader = new ByteReader(content);
  for (let rest = reader.uint(); rest > 0; rest--) {
    const start = reader.at;
    if (scanAny(reader)) writer.raw(content.subarray(start, reader.at));
    else writer.byte(UNREADABLE);
  }
}
