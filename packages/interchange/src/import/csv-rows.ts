import { pipeline, Readable } from 'node:stream';
import { LiaisonError } from '@liaison/protocol';
import { type CsvError, type Parser, parse } from 'csv-parse';
import { IMPORT_LIMITS } from '../limits.js';

/** One row as the file has it: cells not yet cleaned, `raw` without its line end, `line` where it begins (1-based). */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly raw: string;
  /** set on the last row when its opening quote is never closed */
  readonly unclosed?: true;
  /** set on rows whose cells came apart already: `raw` is for showing, and its quotes mean nothing */
  readonly whole?: true;
}

/** What stopped the parser before the end of the text. */
interface Stop {
  fault?: { readonly code: string; readonly raw: string };
}

/**
 * Splits decoded text into rows, blank ones included, holding one row at a time. Line ends may be CRLF, LF or CR, also
 * mixed. Lines are counted here from the raw text, since csv-parse counts a CRLF inside a quoted cell twice.
 * Throws `import-row-too-large` when a row passes the limit.
 */
export async function* splitRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRow> {
  const stop: Stop = {};
  let line = 1;
  for await (const parsed of startParser(text, delimiter, stop)) {
    const { record, raw: rawWithEnd } = parsed as { record: string[]; raw: string };
    const raw = rawWithEnd.replace(/[\r\n]+$/, '');
    yield { line, cells: record, raw };
    line += 1 + (raw.match(/\r\n|\r|\n/g)?.length ?? 0);
  }
  if (stop.fault?.code === 'CSV_QUOTE_NOT_CLOSED') yield { line, cells: [], raw: stop.fault.raw, unclosed: true };
  else if (stop.fault) throw rowTooLarge(line);
}

/**
 * A fault is remembered, not thrown: a stream that ends in an error drops the good rows that it still holds.
 * Lenient about quotes and cell counts, which the caller judges row by row.
 */
function startParser(text: AsyncIterable<string>, delimiter: string, stop: Stop): Parser {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: IMPORT_LIMITS.rowBytesMax,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined, raw: string | undefined): undefined => {
      stop.fault ??= { code: error?.code ?? '', raw: raw ?? '' };
    },
    on_record: (row: string[]) => (stop.fault ? null : row),
  });
  // Iterating the parser reports a failing source; the callback only keeps it from being thrown a second time.
  return pipeline(Readable.from(untilStopped(text, stop)), parser, () => undefined);
}

async function* untilStopped(text: AsyncIterable<string>, stop: Stop): AsyncGenerator<string> {
  for await (const piece of text) {
    yield piece;
    if (stop.fault) return;
  }
}

/** A row of more than is read, of a text or of a spreadsheet. */
export const rowTooLarge = (line: number): LiaisonError =>
  new LiaisonError(
    'import-row-too-large',
    `The row that begins on line ${line} is larger than ${IMPORT_LIMITS.rowBytesMax} bytes.`,
    'Look for an opening quote without its closing quote on that line, or for a wrong delimiter.',
    { data: { line } },
  );
