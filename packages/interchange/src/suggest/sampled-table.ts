import { cleanCell } from '../import/cell-text.js';
import type { CsvRow } from '../import/csv-rows.js';
import type { Unpivot } from '../import/mapping-schema.js';
import { unpivotRows } from '../import/unpivot-rows.js';
import type { SampledColumn } from './column-fit.js';
import type { TableHead } from './find-head.js';
import type { SampledTable } from './suggest-key.js';

const UNPIVOTED = { name: 'Year', measure: 'Measure', value: 'Value' } as const;

/** Columns that hold one year each become rows. */
export function unpivotOf(head: TableHead): Unpivot | undefined {
  if (head.years.length === 0) return undefined;
  const isMarked = head.years.some((name) => /년/.test(name));
  return {
    headerRows: head.hasSecondHead ? 2 : 1,
    columns: isMarked ? '^(\\d{4}) ?년' : '^(\\d{4})(?:\\.\\d+)?$',
    name: UNPIVOTED.name,
    ...(head.hasSecondHead ? { measure: UNPIVOTED.measure } : {}),
    value: UNPIVOTED.value,
    nil: ['-'],
  };
}

/** The rows of the sample below the heads, years turned into rows. */
export async function tableOf(
  rows: readonly CsvRow[],
  head: TableHead,
  unpivot: Unpivot | undefined,
): Promise<SampledTable> {
  const compatible = (cell: string) => (head.compatibility ? cell.normalize('NFKC') : cell);
  const ofTable = rows.slice(head.headerRow - 1).map((row) => ({ ...row, cells: row.cells.map(compatible) }));
  const all: CsvRow[] = [];
  if (unpivot === undefined) all.push(...ofTable);
  else for await (const row of unpivotRows(rowsAgain(ofTable), unpivot)) all.push(row);
  const [names, ...data] = all.map(({ cells }) => cells.map(cleanCell));
  const width = names?.length ?? 0;
  return {
    names: names ?? [],
    rows: data.filter((cells) => cells.length === width && cells.some((cell) => cell !== '')),
  };
}

/** Rows that came already, as a reader takes them. */
export async function* rowsAgain(rows: readonly CsvRow[]): AsyncGenerator<CsvRow> {
  yield* rows;
}

/** A column whose name another has as well cannot be named. */
export const columnsOf = ({ names, rows }: SampledTable): SampledColumn[] =>
  names.flatMap((name, index) =>
    name === '' || names.indexOf(name) !== names.lastIndexOf(name)
      ? []
      : [{ name, values: rows.map((cells) => cells[index] ?? '').filter((cell) => cell !== '') }],
  );
