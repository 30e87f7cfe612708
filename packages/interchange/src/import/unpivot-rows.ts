import { cleanCell } from './cell-text.js';
import type { CsvRow } from './csv-rows.js';
import type { Unpivot } from './mapping-schema.js';

/** Which columns of the source hold values, and what their heads say. */
interface ValueColumn {
  readonly index: number;
  readonly name: string;
  readonly measure: string;
}

/**
 * Turns a table with years (or other names) as columns into rows: one for each row of the source and each column whose head
 * matches, with the head as one cell and the value as another. The first row given is the row of the column names; with
 * two rows of heads the second says what is measured. Rows of another width pass as they are, to be rejected as ragged.
 */
export async function* unpivotRows(rows: AsyncIterable<CsvRow>, rule: Unpivot): AsyncGenerator<CsvRow> {
  const heads: CsvRow[] = [];
  let layout: Layout | undefined;
  for await (const row of rows) {
    if (layout === undefined) {
      heads.push(row);
      if (row.unclosed || heads.length < rule.headerRows) continue;
      layout = layoutOf(heads, rule);
      yield { ...row, line: heads[0]?.line ?? row.line, cells: layout.names };
    } else if (row.unclosed || row.cells.length !== layout.width) yield row;
    else yield* unpivoted(row, layout, rule);
  }
  if (layout === undefined && heads[0] !== undefined) yield heads[0];
}

interface Layout {
  readonly width: number;
  readonly kept: readonly number[];
  readonly values: readonly ValueColumn[];
  /** Heads of the rows that come out. */
  readonly names: readonly string[];
}

function layoutOf(heads: readonly CsvRow[], rule: Unpivot): Layout {
  const pattern = new RegExp(rule.columns, 'u');
  const [first = [], second = []] = heads.map(({ cells }) => cells.map(cleanCell));
  const kept: number[] = [];
  const values: ValueColumn[] = [];
  for (const [index, head] of first.entries()) {
    const found = pattern.exec(head);
    if (found === null) kept.push(index);
    else values.push({ index, name: found[1] ?? found[0], measure: second[index] ?? '' });
  }
  const measure = rule.measure === undefined ? [] : [rule.measure];
  return {
    width: first.length,
    kept,
    values,
    names: [...kept.map((i) => first[i] ?? ''), rule.name, ...measure, rule.value],
  };
}

function* unpivoted(row: CsvRow, { kept, values }: Layout, rule: Unpivot): Generator<CsvRow> {
  const own = kept.map((index) => row.cells[index] ?? '');
  for (const { index, name, measure } of values) {
    const value = cleanCell(row.cells[index] ?? '');
    if (value === '' || rule.nil.includes(value)) continue;
    yield { ...row, cells: [...own, name, ...(rule.measure === undefined ? [] : [measure]), value] };
  }
}
