import type { JsonValue } from '@liaison/protocol';
import type { KindSpec } from '@liaison/records';
import type { Unpivot } from '../import/mapping-schema.js';
import type { ColumnFit, SampledColumn } from './column-fit.js';
import type { TableHead } from './find-head.js';
import type { FileSample } from './sample-file.js';

const SHOWN_VALUES = 3;

/** Columns that no field takes, with a few of their values. */
export function unmappedOf(
  columns: readonly SampledColumn[],
  fits: readonly ColumnFit[],
  mapping: Readonly<Record<string, JsonValue>>,
) {
  const units = Object.values(mapping.fields as Record<string, { unit?: { column?: string } }>).map(
    ({ unit }) => unit?.column,
  );
  const taken = new Set([...fits.flatMap((fit) => fit.columns), ...units]);
  return columns
    .filter(({ name }) => !taken.has(name))
    .map(({ name, values }) => ({ column: name, values: [...new Set(values)].slice(0, SHOWN_VALUES) }));
}

/** How the file was read, in sentences without their full stop. */
export function readingOf(
  { encoding, delimiter, rows, truncated }: FileSample,
  head: TableHead,
  unpivot: Unpivot | undefined,
  kind: KindSpec,
): string[] {
  const sure = {
    mark: 'by its byte order mark',
    valid: 'the bytes are nothing else',
    likely: 'by the letters that come out; look at them',
  };
  return [
    encoding === undefined
      ? 'a spreadsheet, its first sheet'
      : `text in ${encoding.encoding} (${sure[encoding.by]}), cells divided by ${JSON.stringify(delimiter)}`,
    `heads in row ${head.headerRow}; ${rows.length} rows looked at${truncated ? ', the file goes on' : ''}`,
    ...(unpivot === undefined
      ? []
      : [
          `${head.years.length} columns are years and become rows${head.hasSecondHead ? '; the second row of heads says what is measured' : ''}`,
        ]),
    ...(head.compatibility ? ['full-width letters and brackets are read as ordinary ones'] : []),
    `records of kind ${kind.name}`,
  ];
}
