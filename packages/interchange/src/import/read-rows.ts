import type { JsonValue, LiaisonError } from '@liaison/protocol';
import { IMPORT_LIMITS } from '../limits.js';
import { cleanCell } from './cell-text.js';
import { type CsvRow, splitRows } from './csv-rows.js';
import { decodeText, UNDECODABLE } from './decode-text.js';
import { markedEncoding } from './detect-encoding.js';
import { type FieldReader, fieldReader } from './field-reader.js';
import { type Header, headerMissing, readHeader } from './header.js';
import { type FieldType, fieldType } from './kind-fields.js';
import type { Mapping } from './mapping-schema.js';
import { quotesAreSound } from './quote-check.js';
import { type KeyVerdict, rowKeys } from './row-key.js';
import { skipTest } from './skip-pattern.js';
import { unpivotRows } from './unpivot-rows.js';
import { beginOf, isSpreadsheet, xlsxRows } from './xlsx-rows.js';

/** A row that became the content of one record. `texts` holds narratives, which are documents and not values. */
export interface MappedRow {
  readonly type: 'mapped';
  readonly line: number;
  readonly key: string;
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly texts?: Readonly<Record<string, string>>;
}

/** A row that did not; `code` is that of the first fault, `reason` says all of them in sentences. */
export interface RejectedRow {
  readonly type: 'rejected';
  readonly line: number;
  readonly code: string;
  readonly reason: string;
  readonly raw: string;
  /** The cells at fault, where it is cells that are. */
  readonly cells?: readonly FaultyCell[];
}

export interface FaultyCell {
  readonly field: string;
  /** Empty for a constant. */
  readonly column: string;
  /** What stands there, or its beginning. */
  readonly text: string;
  readonly code: string;
}

type Outcome = MappedRow | RejectedRow;
interface Fault {
  readonly code: string;
  readonly reason: string;
  readonly cell?: Omit<FaultyCell, 'code'>;
}
interface Column {
  readonly name: string;
  /** Names of the columns it is read from; empty for a constant. */
  readonly from: string;
  readonly text: (cells: readonly string[]) => string;
  readonly type: FieldType;
  readonly read: FieldReader;
}

/**
 * Reads a CSV file as rows of records, one at a time; the file is never held as a whole. A spreadsheet (XLSX) is read whole. Blank rows, rows without any
 * content and rows that `skipRows` matches are not rows. `line` is where a row begins in the file, from 1.
 *
 * Throws a LiaisonError before the first row when the header does not fit the mapping (`import-header-unreadable`,
 * `mapping-column-missing`, `mapping-column-ambiguous`, `mapping-encoding-wrong`), and `import-row-too-large` when the
 * rest of the file cannot be divided into rows. Everything else that is wrong with a row is a RejectedRow: `row-quotes`,
 * `row-quote-not-closed`, `row-encoding`, `row-ragged`, `row-empty`, `key-empty`, `key-repeated`, and the codes of
 * `fieldReader`.
 */
export const readRows = (stream: AsyncIterable<Uint8Array>, mapping: Mapping): AsyncGenerator<Outcome> =>
  judgeRows(fileRows(stream, mapping), mapping);

/** The same for a table that came apart already, title rows included. */
export async function* judgeRows(table: AsyncIterable<CsvRow>, mapping: Mapping): AsyncGenerator<Outcome> {
  const skip = skipTest(mapping.skipRows);
  let judge: ((row: CsvRow) => Outcome | undefined) | undefined;
  for await (const row of tableRows(table, mapping)) {
    if (!judge) {
      judge = rowJudge(readHeader(row, mapping), mapping);
      continue;
    }
    const outcome = !row.unclosed && skip(row.raw) ? undefined : judge(row);
    if (outcome) yield outcome;
  }
  if (!judge) throw headerMissing(mapping);
}

/** The rows from the header on, as the mapping's columns are to be understood. */
function tableRows(rows: AsyncIterable<CsvRow>, mapping: Mapping): AsyncIterable<CsvRow> {
  const table = fromHeader(mapping.compatibility ? compatible(rows) : rows, mapping.headerRow);
  return mapping.unpivot === undefined ? table : unpivotRows(table, mapping.unpivot);
}

/** The rows of a text or of a spreadsheet, whichever the file begins as. */
async function* fileRows(stream: AsyncIterable<Uint8Array>, mapping: Mapping): AsyncGenerator<CsvRow> {
  const [begin, file] = await beginOf(stream);
  if (isSpreadsheet(begin)) yield* xlsxRows(file, mapping.sheet);
  else yield* splitRows(decodeText(file, markedEncoding(begin) ?? mapping.encoding), mapping.delimiter);
}

async function* fromHeader(rows: AsyncIterable<CsvRow>, headerRow: number): AsyncGenerator<CsvRow> {
  let rowNumber = 0;
  for await (const row of rows) {
    rowNumber += 1;
    if (rowNumber >= headerRow) yield row;
  }
}

async function* compatible(rows: AsyncIterable<CsvRow>): AsyncGenerator<CsvRow> {
  for await (const row of rows) yield { ...row, cells: row.cells.map((cell) => cell.normalize('NFKC')) };
}

/** Everything that does not change from row to row, prepared once. */
function rowJudge(header: Header, mapping: Mapping): (row: CsvRow) => Outcome | undefined {
  const keyOf = rowKeys(mapping.key, header.at);
  const columns = Object.entries(mapping.fields).map(([name, rule]): Column => {
    const type = fieldType(mapping.kind, name);
    const columns = rule.columns ?? (rule.column === undefined ? [] : [rule.column]);
    const text = (cells: readonly string[]) => columns.map((one) => cells[header.at(one)] ?? '').join(', ');
    return {
      name,
      type,
      from: columns.join(', '),
      text,
      read: fieldReader({ kind: mapping.kind, name, type }, rule, header.at),
    };
  });
  return (row) => {
    const cells = row.cells.map(cleanCell);
    if (!row.unclosed && cells.every((cell) => cell === '')) return undefined;
    const fault = shapeFault(row, header.width, mapping.delimiter);
    if (fault) return rejected(row, [fault]);
    const verdict = keyOf(cells, row.line);
    if (!('key' in verdict)) return rejected(row, [keyFault(verdict)]);
    return mapRow(row, cells, verdict.key, columns);
  };
}

function shapeFault(row: CsvRow, width: number, delimiter: string): Fault | undefined {
  if (row.unclosed) {
    const reason = 'A quote that opens in this row is never closed; everything after it was read as one cell.';
    return { code: 'row-quote-not-closed', reason };
  }
  if (row.whole !== true && !quotesAreSound(row.raw, delimiter)) {
    return {
      code: 'row-quotes',
      reason: 'A quoted cell does not end where the cell ends; double the quotes inside it.',
    };
  }
  if (row.raw.includes(UNDECODABLE)) {
    return { code: 'row-encoding', reason: 'The row has bytes that are no text in the encoding of the mapping.' };
  }
  if (row.cells.length === width) return undefined;
  return { code: 'row-ragged', reason: `The row has ${row.cells.length} cells and the header ${width}.` };
}

function keyFault(verdict: Exclude<KeyVerdict, { readonly key: string }>): Fault {
  if ('empty' in verdict) return { code: 'key-empty', reason: 'All key columns of the row are empty.' };
  const reason = `Line ${verdict.repeatsLine} has the same key and says something else; add columns to the key.`;
  return { code: 'key-repeated', reason };
}

function mapRow(row: CsvRow, cells: readonly string[], key: string, columns: readonly Column[]): Outcome {
  const fields: Record<string, JsonValue> = {};
  const texts: Record<string, string> = {};
  const faults: Fault[] = [];
  for (const { name: field, type, from: column, text, read } of columns) {
    const value = read(cells);
    if (!value.ok) faults.push(cellFault({ field, column, text: text(cells).slice(0, CELL_CHARS_MAX) }, value.error));
    else if (value.value === undefined) continue;
    else if (type === 'narrative') texts[field] = String(value.value);
    else fields[field] = value.value;
  }
  if (faults.length > 0) return rejected(row, faults);
  const hasTexts = Object.keys(texts).length > 0;
  if (!hasTexts && Object.keys(fields).length === 0) {
    return rejected(row, [{ code: 'row-empty', reason: 'None of the mapped columns has a value in this row.' }]);
  }
  return { type: 'mapped', line: row.line, key, fields, ...(hasTexts ? { texts } : {}) };
}

const CELL_CHARS_MAX = 200;

const cellFault = (cell: Omit<FaultyCell, 'code'>, { code, message, next }: LiaisonError): Fault => ({
  code,
  reason: `${cell.field}${cell.column === '' ? '' : ` (column ${JSON.stringify(cell.column)})`}: ${message} ${next}`,
  cell,
});

function rejected(row: CsvRow, faults: readonly Fault[]): RejectedRow {
  const cells = faults.flatMap(({ code, cell }) => (cell === undefined ? [] : [{ ...cell, code }]));
  return {
    type: 'rejected',
    line: row.line,
    code: faults[0]?.code ?? 'row-unreadable',
    reason: faults.map((fault) => fault.reason).join(' '),
    raw: row.raw.slice(0, IMPORT_LIMITS.rejectedRawCharsMax),
    ...(cells.length > 0 ? { cells } : {}),
  };
}
