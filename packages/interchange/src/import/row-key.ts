import { canonicalJson, sha256Text } from '@liaison/protocol';
import type { ColumnIndex } from './field-reader.js';
import type { Mapping } from './mapping-schema.js';

/** The key of a row, or the line of an earlier row that has the same key and other content. */
export type KeyVerdict = { readonly key: string } | { readonly empty: true } | { readonly repeatsLine: number };

/**
 * Gives each row its key: text that depends on what the cells say and on nothing else, so that every office gets the
 * same record from the same row, whatever the delimiter, quoting, encoding or line ends of its copy (cells are NFC and
 * trimmed). Canonical JSON (ENC-2) of
 *  - `[v1, …, vk]`, the cells of the key columns in the order in which the mapping names them, or
 *  - `[[c1, …, cn], k]` for key "row": all cells in header order and the occurrence number, from 1, among the rows of
 *    the file with the same cells.
 * Keeps one hash per distinct row, the only memory of an import that grows with the file.
 */
export function rowKeys(key: Mapping['key'], at: ColumnIndex): (cells: readonly string[], line: number) => KeyVerdict {
  if (key === 'row') return keyByContent();
  return keyByColumns(key.map(at));
}

function keyByContent(): (cells: readonly string[]) => KeyVerdict {
  const occurrences = new Map<string, number>();
  return (cells) => {
    const hash = sha256Text(canonicalJson(cells));
    const occurrence = (occurrences.get(hash) ?? 0) + 1;
    occurrences.set(hash, occurrence);
    return { key: canonicalJson([cells, occurrence]) };
  };
}

/** The same key twice with other content would vanish as a duplicate, so it is told apart from a row given twice. */
function keyByColumns(indexes: readonly number[]): (cells: readonly string[], line: number) => KeyVerdict {
  const firstByKey = new Map<string, { readonly line: number; readonly content: string }>();
  return (cells, line) => {
    const values = indexes.map((index) => cells[index] ?? '');
    if (values.every((value) => value === '')) return { empty: true };
    const key = canonicalJson(values);
    const keyHash = sha256Text(key);
    const content = sha256Text(canonicalJson(cells));
    const first = firstByKey.get(keyHash);
    if (first && first.content !== content) return { repeatsLine: first.line };
    if (!first) firstByKey.set(keyHash, { line, content });
    return { key };
  };
}
