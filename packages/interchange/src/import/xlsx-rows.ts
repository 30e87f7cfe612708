import { LiaisonError } from '@liaison/protocol';
import { unzipSync } from 'fflate';
import { type CellValue, readSheet } from 'read-excel-file/node';
import { IMPORT_LIMITS } from '../limits.js';
import type { CsvRow } from './csv-rows.js';

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
 * Throws `spreadsheet-too-large`, also for an archive that would unpack to too much, `spreadsheet-unreadable`, and
 * `sheet-missing`.
 */
export async function* xlsxRows(file: AsyncIterable<Uint8Array>, sheet: string | number): AsyncGenerator<CsvRow> {
  const bytes = await gather(file);
  checkUnpacked(bytes);
  for (const [index, row] of (await readRows(bytes, sheet)).entries()) {
    const cells = row.map(cellText);
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

/** Looks at the sizes that the archive names and unpacks nothing; the library gives no part more room than that. */
function checkUnpacked(bytes: Uint8Array): void {
  let unpacked = 0;
  try {
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize;
        return false;
      },
    });
  } catch (cause) {
    throw unreadable(cause);
  }
  if (unpacked > IMPORT_LIMITS.spreadsheetUnpackedBytesMax) throw tooLarge();
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
    `The spreadsheet is larger than ${IMPORT_LIMITS.spreadsheetBytesMax / 1_048_576} MiB, or would unpack to more than ${IMPORT_LIMITS.spreadsheetUnpackedBytesMax / 1_048_576} MiB.`,
    'Save it as CSV, which is read row by row, or in parts.',
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
