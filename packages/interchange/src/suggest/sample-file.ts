import type { CsvRow } from '../import/csv-rows.js';
import { splitRows } from '../import/csv-rows.js';
import { decodeText } from '../import/decode-text.js';
import { type DetectedEncoding, detectEncoding } from '../import/detect-encoding.js';
import { beginOf, isSpreadsheet, xlsxRows } from '../import/xlsx-rows.js';
import { IMPORT_LIMITS } from '../limits.js';

/** The beginning of a file, come apart. */
export interface FileSample {
  /** Undefined for a spreadsheet. */
  readonly encoding: DetectedEncoding | undefined;
  readonly delimiter: string | undefined;
  readonly rows: readonly CsvRow[];
  /** The file goes on after the sample. */
  readonly truncated: boolean;
}

const DELIMITERS = [',', ';', '\t', '|'];

/** Reads the first rows of a file. Throws what `xlsxRows` throws. */
export async function sampleFile(file: AsyncIterable<Uint8Array>, sheet: string | number = 1): Promise<FileSample> {
  const [begin, whole] = await beginOf(file);
  const max = IMPORT_LIMITS.sampleRowsMax;
  if (isSpreadsheet(begin)) {
    const { rows, truncated } = await firstRows(xlsxRows(whole, sheet), max);
    return { encoding: undefined, delimiter: undefined, rows, truncated };
  }
  const { bytes, truncated } = await firstBytes(whole, IMPORT_LIMITS.sampleBytesMax);
  const encoding = detectEncoding(bytes);
  const parted = await Promise.all(
    DELIMITERS.map(async (delimiter) => ({
      delimiter,
      ...(await firstRows(splitRows(decodeText(once(bytes), encoding.encoding), delimiter), max)),
    })),
  );
  const [best] = parted.sort((a, b) => evenness(b.rows) - evenness(a.rows));
  const rows = best?.rows ?? [];
  const isCut = truncated || best?.truncated === true;
  // the last row of a cut text may be half a row
  return { encoding, delimiter: best?.delimiter ?? ',', rows: truncated ? rows.slice(0, -1) : rows, truncated: isCut };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function firstBytes(file: AsyncIterable<Uint8Array>, max: number) {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of file) {
    pieces.push(piece);
    length += piece.length;
    if (length > max) return { bytes: Buffer.concat(pieces).subarray(0, max), truncated: true };
  }
  return { bytes: Buffer.concat(pieces), truncated: false };
}

async function firstRows(rows: AsyncIterable<CsvRow>, max: number) {
  const first: CsvRow[] = [];
  for await (const row of rows) {
    if (first.length === max) return { rows: first, truncated: true };
    first.push(row);
  }
  return { rows: first, truncated: false };
}

/** How many rows have the most frequent width, where that is more than one cell; wider counts a little more. */
function evenness(rows: readonly CsvRow[]): number {
  const width = usualWidth(rows);
  return width < 2 ? 0 : rows.filter(({ cells }) => cells.length === width).length * (1 + width / 1_000);
}

/** The number of cells that most rows have. */
export function usualWidth(rows: readonly CsvRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 0;
}
