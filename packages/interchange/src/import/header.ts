import { LiaisonError } from '@liaison/protocol';
import { cleanCell } from './cell-text.js';
import type { CsvRow } from './csv-rows.js';
import { UNDECODABLE } from './decode-text.js';
import type { ColumnIndex } from './field-reader.js';
import type { Mapping } from './mapping-schema.js';

/** The header row as the columns that a mapping can name. */
export interface Header {
  readonly width: number;
  readonly at: ColumnIndex;
}

/**
 * Reads the header row and checks it against everything that the mapping names, before any row is read.
 * Throws `mapping-encoding-wrong`, `import-header-unreadable`, `mapping-column-missing`, `mapping-column-ambiguous`.
 */
export function readHeader(row: CsvRow, mapping: Mapping): Header {
  if (row.unclosed) throw unreadable(`The header on line ${row.line} opens a quote that is never closed.`);
  if (row.raw.includes(UNDECODABLE)) throw wrongEncoding(row, mapping);
  const names = row.cells.map(cleanCell);
  const wanted = [...new Set(wantedColumns(mapping))];
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length > 0) throw columnsMissing(missing, names, row.line);
  const doubled = wanted.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (doubled.length > 0) throw columnsAmbiguous(doubled, row.line);
  return { width: names.length, at: (name) => names.indexOf(name) };
}

export const headerMissing = (mapping: Mapping): LiaisonError =>
  unreadable(`The file ends before row ${mapping.headerRow}, where the mapping expects the names of the columns.`);

function wantedColumns(mapping: Mapping): string[] {
  const ofFields = Object.values(mapping.fields).flatMap((rule) => [
    ...(rule.column === undefined ? [] : [rule.column]),
    ...(rule.columns ?? []),
    ...(typeof rule.unit === 'object' ? [rule.unit.column] : []),
  ]);
  return mapping.key === 'row' ? ofFields : [...mapping.key, ...ofFields];
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const unreadable = (message: string): LiaisonError =>
  new LiaisonError('import-header-unreadable', message, 'Check headerRow in the mapping, and that the file is whole.');

const wrongEncoding = (row: CsvRow, mapping: Mapping): LiaisonError =>
  new LiaisonError(
    'mapping-encoding-wrong',
    `The header on line ${row.line} is not text in ${mapping.encoding}.`,
    'Set encoding in the mapping to that of the file: often utf-8, utf-16le, cp949 (Korean), cp874 (Thai) or cp1258 (Vietnamese).',
  );

const columnsMissing = (missing: readonly string[], found: readonly string[], line: number): LiaisonError =>
  new LiaisonError(
    'mapping-column-missing',
    `The header on line ${line} has no column ${quoted(missing)}. It has ${quoted(found)}.`,
    'Correct the column names, the delimiter or headerRow in the mapping.',
    { data: { missing, found } },
  );

const columnsAmbiguous = (doubled: readonly string[], line: number): LiaisonError =>
  new LiaisonError(
    'mapping-column-ambiguous',
    `The header on line ${line} has more than one column ${quoted(doubled)}.`,
    'Rename the columns in the file, so that the mapping can say which one it means.',
    { data: { doubled } },
  );
