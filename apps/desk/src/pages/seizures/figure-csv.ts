import type { FigureKey, SeizureFigure } from '../../calls/seizure-answers.js';
import { savedTable } from '../../format/saved-table.js';
import type { KeyNames } from './key-names.js';

export interface CsvFigures {
  readonly by: readonly FigureKey[];
  readonly groups: readonly SeizureFigure[];
  readonly names: KeyNames;
}

/**
 * The figures as a file for spreadsheets: per key its code and its name in the language of the page, then the sums. What peers
 * wrote is text there and never a formula (a cell that would begin one gets an apostrophe).
 */
export function figureCsv({ by, groups, names }: CsvFigures): string {
  const units = [...new Set(groups.flatMap((group) => group.units.map(({ unit }) => unit)))].sort();
  const fields = [
    ...by.flatMap((key) => [key, `${key}_name`]),
    ...['records', 'grams', 'grams_least', 'grams_most', 'records_weighed'],
    ...units.flatMap((unit) => [`amount_${unit}`, `records_${unit}`]),
    ...['records_without_quantity', 'records_that_differ'],
  ];
  const data = groups.map((group) => [
    ...by.flatMap((key, index) => {
      const code = group.keys[index] ?? null;
      return [code ?? '', code === null ? '' : names.value(key, code)];
    }),
    ...[group.records, group.grams, group.gramsLow, group.gramsHigh, group.weighed],
    ...units.flatMap((unit) => {
      const found = group.units.find((one) => one.unit === unit);
      return [found?.amount ?? '', found?.records ?? 0];
    }),
    ...[group.unmeasured, group.differing],
  ]);
  return savedTable({ fields, data });
}
