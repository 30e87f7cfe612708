import iconv from 'iconv-lite';
import { loadMapping } from '../import/load-mapping.js';
import type { Mapping } from '../import/mapping-schema.js';
import { type MappedRow, type RejectedRow, readRows } from '../import/read-rows.js';

/** Test support: a mapping from its members; fails the test with the sentence a person would read. */
export function mappingOf(members: object): Mapping {
  const mapping = loadMapping(JSON.stringify({ kind: 'seizure', source: 'test', key: 'row', ...members }));
  if (!mapping.ok) throw mapping.error;
  return mapping.value;
}

/** Test support: a file as chunks of `size` bytes, so that characters and line ends fall across chunks. */
async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** Test support: everything that a generator gives. */
export async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

/** Test support: reads a whole text through `readRows`. */
export async function rowsOf(
  text: string | Uint8Array,
  mapping: Mapping,
  chunkBytes = 7,
): Promise<(MappedRow | RejectedRow)[]> {
  const bytes = typeof text === 'string' ? iconv.encode(text, mapping.encoding) : text;
  return collect(readRows(chunks(bytes, chunkBytes), mapping));
}
