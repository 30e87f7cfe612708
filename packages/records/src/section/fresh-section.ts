import type { JsonValue } from '@liaison/protocol';
import * as decoding from 'lib0/decoding';
import { ByteReader } from '../update/byte-reader.js';
import { type RawStruct, REF } from '../update/raw-update.js';
import { readEntryUpdate } from '../update/update-shape.js';
import { isReadableValue, orderedValue } from '../values/readable-value.js';
import { type SectionView, SectionViewBuilder } from './section-view.js';

/**
 * The view of a section whose only update this is, read from the bytes without a document; its state is the update
 * itself. Null where the update is not that simple (it builds on something, deletes, or holds what cannot be shown):
 * then ask `SectionDocument`. The caller has judged the update.
 */
export function freshSectionView(content: Uint8Array): SectionView | null {
  const raw = readEntryUpdate(content);
  if (!raw.ok || !raw.value.readable || raw.value.deletes.length > 0) return null;
  const builder = new SectionViewBuilder();
  const reader = new ByteReader(content);
  const seen = new Set<string>();
  for (const struct of raw.value.blocks[0]?.structs ?? []) {
    if (struct.root === null || struct.parentSub !== null || struct.len === 0 || seen.has(struct.root)) return null;
    seen.add(struct.root);
    if (!addContent(builder, reader, struct, struct.root)) return null;
  }
  return builder.build();
}

function addContent(builder: SectionViewBuilder, reader: ByteReader, struct: RawStruct, root: string): boolean {
  reader.at = struct.contentAt;
  const name = root.slice(2);
  if (root.startsWith('t:') && struct.ref === REF.string) {
    builder.text(name, reader.soundText());
    return true;
  }
  if (!root.startsWith('f:') || struct.ref !== REF.any || struct.len !== 1) return false;
  reader.uint();
  const value: unknown = reader.bytes[reader.at] === ANY_TEXT ? plainText(reader) : anyValue(reader, struct.end);
  if (!isReadableValue(value)) return false;
  builder.field(name, [orderedValue(value)] satisfies JsonValue[]);
  return true;
}

/** lib0's tag of a text: most values are one, and it was read before. */
const ANY_TEXT = 119;

function plainText(reader: ByteReader): string {
  reader.at += 1;
  return reader.soundText();
}

const anyValue = ({ bytes, at }: ByteReader, end: number): unknown =>
  decoding.readAny(decoding.createDecoder(bytes.subarray(at, end)));
