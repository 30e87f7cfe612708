import { FORM, type Form, type Result, success } from '@liaison/protocol';
import { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { BIT_ORIGIN, BIT_PARENT_SUB, BIT_RIGHT_ORIGIN, isNamedType, type RawStruct, REF } from './raw-update.js';
import { rewriteUpdate } from './rewrite-update.js';
import { readEntryUpdate } from './update-shape.js';

const JSON_SKELETON = Buffer.from('null', 'ascii');
const FLAGS = BIT_ORIGIN | BIT_RIGHT_ORIGIN | BIT_PARENT_SUB;

/**
 * What stays of an operation's content after a purge (SKL-1): `null` for JSON; for an update the same structs, origins
 * and delete set with every content replaced by "deleted" of the same length. Its own skeleton is itself, and other
 * updates that build on it still find their places. Fails with `update-malformed`.
 */
export function skeletonOf(form: Form, content: Uint8Array): Result<Uint8Array> {
  if (form === FORM.json) return success(new Uint8Array(JSON_SKELETON));
  const raw = readEntryUpdate(content);
  return raw.ok ? success(rewriteUpdate(raw.value, writeBareStruct)) : raw;
}

function writeBareStruct(writer: ByteWriter, bytes: Uint8Array, struct: RawStruct): void {
  if (struct.ref === REF.gc || struct.ref === REF.skip || struct.ref === REF.deleted) {
    writer.range(bytes, struct.start, struct.end);
    return;
  }
  const isType = struct.ref === REF.type;
  writer.byte(((bytes[struct.start] as number) & FLAGS) | (isType ? REF.type : REF.deleted));
  writer.range(bytes, struct.start + 1, struct.contentAt);
  if (isType) writeBareType(writer, bytes.subarray(struct.contentAt, struct.end));
  else writer.uint(struct.len);
}

/** A type stays a type, because validity asks for it; the name that an XML type carries is content and goes. */
function writeBareType(writer: ByteWriter, content: Uint8Array): void {
  const typeRef = new ByteReader(content).uint();
  writer.uint(typeRef);
  if (isNamedType(typeRef)) writer.uint(0);
}
