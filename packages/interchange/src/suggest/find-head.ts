import { cleanCell } from '../import/cell-text.js';
import type { CsvRow } from '../import/csv-rows.js';
import { usualWidth } from './sample-file.js';

/** Where a table begins and what its columns are called. */
export interface TableHead {
  /** Place of the row of names, from 1. */
  readonly headerRow: number;
  readonly names: readonly string[];
  /** The heads of columns that hold one year each; empty for an ordinary table. */
  readonly years: readonly string[];
  /** The row after it says what is measured. */
  readonly hasSecondHead: boolean;
  readonly firstDataRow: number;
  /** Full-width letters or brackets are about. */
  readonly compatibility: boolean;
}

const HEAD_ROWS_MAX = 20;
const YEARS_MIN = 3;
/** `2014`, `2014 년`, `2014년`, and `2014.1` where a program made doubled heads different. */
const YEAR_HEAD = /^(?:19|20)\d{2}(?: ?년)?(?:\.\d+)?$/u;
const NUMBER = /^[-+]?[\d.,\s]+%?$/u;

/** Finds the row of names: the first as wide as the table whose cells are filled, different and mostly no numbers. */
export function findHead(rows: readonly CsvRow[]): TableHead | undefined {
  const width = usualWidth(rows);
  const at = rows.slice(0, HEAD_ROWS_MAX).findIndex((row) => isHead(row, width));
  const head = rows[at];
  if (head === undefined) return undefined;
  const names = head.cells.map(cleanCell);
  const compatibility = rows.some(({ cells }) => cells.some((cell) => /[\uff01-\uff5e]/u.test(cell)));
  const years = names.filter((name) => YEAR_HEAD.test(name));
  const isWide = years.length >= YEARS_MIN;
  const hasSecondHead = isWide && isSecondHead(names, rows[at + 1]);
  const firstDataRow = at + 1 + (hasSecondHead ? 1 : 0);
  return { headerRow: at + 1, names, years: isWide ? years : [], hasSecondHead, firstDataRow, compatibility };
}

function isHead({ cells, unclosed }: CsvRow, width: number): boolean {
  const names = cells.map(cleanCell);
  if (unclosed || cells.length !== width || names.some((name) => name === '')) return false;
  // what a program writes over columns without a name, below a title
  if (names.filter((name) => /^Unnamed: \d+$/.test(name)).length * 2 > width) return false;
  const numbers = names.filter((name) => NUMBER.test(name) && !YEAR_HEAD.test(name));
  return new Set(names).size === names.length && numbers.length * 4 <= width;
}

/** Under every year stands a text, and no number. */
const isSecondHead = (names: readonly string[], row: CsvRow | undefined): boolean =>
  row !== undefined &&
  names.every(
    (name, i) => !YEAR_HEAD.test(name) || (cleanCell(row.cells[i] ?? '') !== '' && !NUMBER.test(row.cells[i] ?? '')),
  );
