import { LiaisonError } from '@liaison/protocol';
import { type CellValue, readSheet } from 'read-excel-file/node';
import { IMPORT_LIMITS } from '../limits.js';
import { isTooLarge } from './check-spreadsheet.js';
import { type CsvRow, rowTooLarge } from './csv-rows.js';

/** A spreadsheet of Office Open XML (ECMA 376) is a ZIP archive, and no text begins so. */
const ZIP_BEGINS = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);

/** The first bytes of a file, and all of the file again. */
export async function beginOf(file: AsyncIterable<Uint8Array>): Promise<[Buffer, AsyncIterable<Uint8Array>]> {
  const pieces = file[Symbol.asyncIterator]();
  const begun: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < ZIP_BEGINS.length) {
    const next = await pieces.next();
    if (next.done === true) break;
    begun.push(next.value);
    bytes += next.value.length;
  }
  const whole = (async function* () {
    try {
      yield* begun;
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return?.(); // a reader that stops early closes the file
    }
  })();
  return [Buffer.concat(begun), whole];
}

/** Whether a file that begins so is a spreadsheet. */
export const isSpreadsheet = (begin: Uint8Array): boolean => ZIP_BEGINS.every((byte, i) => begin[i] === byte);

/**
 * Reads one sheet of a spreadsheet as rows; formulas are not computed, their last value is taken as it stands. Numbers keep
 * the digits of the file, dates are written `yyyy-MM-dd`, with the time where they have one. `line` is the row of the sheet.
 * Throws `spreadsheet-too-large`, also for an archive that would unpack to too much or spans too large a table, `spreadsheet-unreadable`,
 * `sheet-missing`, and `import-row-too-large`.
 */
export async function* xlsxRows(file: AsyncIterable<Uint8Array>, sheet: string | number): AsyncGenerator<CsvRow> {
  const bytes = await gather(file);
  checkSize(bytes);
  for (const [index, row] of (await readRows(bytes, sheet)).entries()) {
    const cells = row.map(cellText);
    if (cells.reduce((all, { length }) => all + length, 0) > IMPORT_LIMITS.rowBytesMax) throw rowTooLarge(index + 1);
    yield { line: index + 1, cells, raw: cells.join('\t'), whole: true };
  }
}

async function gather(file: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of file) {
    bytes += piece.length;
    if (bytes > IMPORT_LIMITS.spreadsheetBytesMax) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The library that reads it fills every gap and believes what the archive says. */
function checkSize(bytes: Uint8Array): void {
  if (unreadableUnless(() => isTooLarge(bytes))) throw tooLarge();
}

function unreadableUnless<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unreadable(cause);
  }
}

async function readRows(bytes: Buffer, sheet: string | number): Promise<(CellValue<string> | null)[][]> {
  try {
    return await readSheet(bytes, sheet, { parseNumber: (text) => text, trim: false });
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'SheetNotFoundError') throw sheetMissing(sheet);
    throw unreadable(cause);
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (!(value instanceof Date)) return String(value);
  const [day = '', time = ''] = value.toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 8)}`;
}

const tooLarge = () =>
  new LiaisonError(
    'spreadsheet-too-large',
    `The spreadsheet is larger than ${IMPORT_LIMITS.spreadsheetBytesMax / 1_048_576} MiB, would unpack to more than ${IMPORT_LIMITS.spreadsheetUnpackedBytesMax / 1_048_576} MiB, or has a cell so far out that its table would have more than ${IMPORT_LIMITS.sheetCellsMax} cells.`,
    'Delete what stands far from the table, or save it as CSV, which is read row by row.',
  );

const unreadable = (cause: unknown) =>
  new LiaisonError(
    'spreadsheet-unreadable',
    'The file begins as a spreadsheet and cannot be read as one.',
    'Open it in a spreadsheet program and save it again as XLSX or CSV.',
    { cause },
  );

const sheetMissing = (sheet: string | number) =>
  new LiaisonError(
    'sheet-missing',
    `The spreadsheet has no sheet ${sheet}.`,
    'Name the sheet in the mapping as it is named in the file, or give its place, from 1.',
  );
