import { ByteWriter } from '../update/byte-writer.js';

/** Writes one struct of a hostile update. */
export type WriteStruct = (writer: ByteWriter) => void;

/** Update bytes as written: one block of this writer, then a delete set of `[client, clock, length]` ranges. */
export function rawUpdate(
  client: number,
  from: number,
  structs: readonly WriteStruct[],
  deletes: readonly (readonly [number, number, number])[] = [],
): Uint8Array {
  const writer = new ByteWriter();
  writer.uint(structs.length === 0 ? 0 : 1);
  if (structs.length > 0) {
    for (const value of [structs.length, client, from]) writer.uint(value);
    for (const write of structs) write(writer);
  }
  writer.deletes(deletes.map(([of, clock, len]) => ({ client: of, clock, len })));
  return writer.finish();
}

/** Bytes made of unsigned numbers in Yjs's variable-length form. */
export function numbers(...values: readonly number[]): Uint8Array {
  const writer = new ByteWriter();
  for (const value of values) writer.uint(value);
  return writer.finish();
}

/** An item written into a root: reference and flags, root name, then its content. */
export const inRoot =
  (ref: number, root: string, content: WriteStruct): WriteStruct =>
  (writer) => {
    writer.byte(ref);
    writer.uint(1);
    writer.text(root);
    content(writer);
  };

/** An item placed by origins, each `[client, clock]` or null. */
export const byOrigins =
  (
    ref: number,
    origin: readonly [number, number] | null,
    right: readonly [number, number] | null,
    content: WriteStruct,
  ): WriteStruct =>
  (writer) => {
    writer.byte(ref | (origin === null ? 0 : 0x80) | (right === null ? 0 : 0x40));
    for (const id of [origin, right]) if (id !== null) writer.id({ client: id[0], clock: id[1] });
    content(writer);
  };

export const text =
  (value: string): WriteStruct =>
  (writer) =>
    writer.text(value);

/** Bytes, one by one or as lists. */
export type Bytes = readonly (number | readonly number[])[];

/** One value of lib0's `any` encoding, given as bytes. */
export const any =
  (...parts: Bytes): WriteStruct =>
  (writer) => {
    writer.uint(1);
    writer.raw(Uint8Array.from(parts.flat()));
  };

export const lengthOnly =
  (len: number): WriteStruct =>
  (writer) =>
    writer.uint(len);

export const bytes =
  (...parts: Bytes): WriteStruct =>
  (writer) =>
    writer.raw(Uint8Array.from(parts.flat()));
