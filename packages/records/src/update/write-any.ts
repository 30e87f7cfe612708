import { compareText, type JsonValue } from '@liaison/protocol';
import type { ByteWriter } from './byte-writer.js';

const INTEGER_MAX = 0x7fff_ffff;

/**
 * Writes a value in lib0's `any` encoding, byte for byte as lib0 does, with object keys sorted: one value, one spelling.
 * The caller has checked that the value is readable.
 */
export function writeAny(writer: ByteWriter, value: JsonValue): void {
  if (value === null) writer.byte(126);
  else if (typeof value === 'boolean') writer.byte(value ? 120 : 121);
  else if (typeof value === 'number') writeNumber(writer, value);
  else if (typeof value === 'string') {
    writer.byte(119);
    writer.text(value);
  } else if (Array.isArray(value)) {
    writer.byte(117);
    writer.uint(value.length);
    for (const part of value) writeAny(writer, part as JsonValue);
  } else writeObject(writer, value as { readonly [key: string]: JsonValue });
}

function writeObject(writer: ByteWriter, value: { readonly [key: string]: JsonValue }): void {
  const keys = orderedKeys(Object.keys(value).sort(compareText));
  writer.byte(118);
  writer.uint(keys.length);
  for (const key of keys) {
    writer.text(key);
    writeAny(writer, value[key] as JsonValue);
  }
}

/** JavaScript puts keys that look like list indexes first; whoever decodes and encodes again must get the same bytes. */
function orderedKeys(keys: readonly string[]): readonly string[] {
  return keys.some((key) => /^\d/.test(key)) ? Object.keys(Object.fromEntries(keys.map((key) => [key, null]))) : keys;
}

function writeNumber(writer: ByteWriter, value: number): void {
  if (Number.isInteger(value) && Math.abs(value) <= INTEGER_MAX) {
    writer.byte(125);
    writeInteger(writer, value);
    return;
  }
  const isSingle = Math.fround(value) === value;
  const bytes = new DataView(new ArrayBuffer(isSingle ? 4 : 8));
  if (isSingle) bytes.setFloat32(0, value);
  else bytes.setFloat64(0, value);
  writer.byte(isSingle ? 124 : 123);
  writer.raw(new Uint8Array(bytes.buffer));
}

/** Sign in bit 0x40 and six bits in the first byte, seven in each later one. */
function writeInteger(writer: ByteWriter, value: number): void {
  const size = Math.abs(value);
  const rest = Math.floor(size / 0x40);
  writer.byte((size % 0x40) | (value < 0 ? 0x40 : 0) | (rest > 0 ? 0x80 : 0));
  if (rest > 0) writer.uint(rest);
}
