import { cleanCell } from '../import/cell-text.js';
import type { ColumnFit } from './column-fit.js';
import { isKeyName } from './field-names.js';

/** What identifies a row, with the reason. */
export interface SuggestedKey {
  readonly columns: readonly string[] | 'row';
  readonly why: string;
}

/** A table of the sample: its heads and its rows of cells. */
export interface SampledTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Fields that say together what a sum is about. */
const IDENTIFYING = ['caseNumber', 'area', 'period', 'measure', 'substance'];

/** Columns whose cells differ from row to row in the sample: a number of the case or row, or all that a sum is about. */
export function suggestKey(table: SampledTable, fits: readonly ColumnFit[], kind: string): SuggestedKey {
  const seen = `in the ${table.rows.length} rows looked at`;
  const number = fits.find(({ field }) => field.name === 'caseNumber')?.columns ?? [];
  const named = table.names.filter(isKeyName);
  for (const columns of [number, ...named.map((name) => [name])]) {
    if (columns.length === 0 || !identifies(table, columns)) continue;
    const isRunning = !number.includes(columns[0] ?? '') && runs(table, columns[0] ?? '');
    const warning = isRunning ? '; it only counts the rows, so it must never be counted anew in a later copy' : '';
    return { columns, why: `it is different in every row ${seen}${warning}` };
  }
  if (kind === 'statistic') {
    const about = fits.filter(({ field }) => IDENTIFYING.includes(field.name)).flatMap(({ columns }) => columns);
    const texts = table.names.filter((name) => !about.includes(name) && !isNumberColumn(table, name));
    for (const columns of [about, [...about, ...texts]]) {
      if (columns.length > 0 && identifies(table, columns))
        return { columns, why: `together they are different in every row ${seen}` };
    }
  }
  return { columns: 'row', why: `no column is different in every row ${seen}, so its whole content identifies a row` };
}

const cellsOf = ({ names, rows }: SampledTable, name: string): string[] => {
  const index = names.indexOf(name);
  return rows.map((row) => cleanCell(row[index] ?? ''));
};

function identifies(table: SampledTable, columns: readonly string[]): boolean {
  const cells = columns.map((name) => cellsOf(table, name));
  const keys = table.rows.map((_, row) => JSON.stringify(cells.map((column) => column[row])));
  const isFilled = table.rows.every((_, row) => cells.some((column) => column[row] !== ''));
  return table.rows.length > 0 && isFilled && new Set(keys).size === keys.length;
}

const runs = (table: SampledTable, name: string): boolean => {
  const numbers = cellsOf(table, name).map(Number);
  return numbers.every((number, i) => i === 0 || number === (numbers[i - 1] ?? 0) + 1);
};

const isNumberColumn = (table: SampledTable, name: string): boolean =>
  cellsOf(table, name).every((cell) => cell === '' || /^[-+]?[\d.,]+(?:[eE][-+]?\d+)?$/.test(cell));
