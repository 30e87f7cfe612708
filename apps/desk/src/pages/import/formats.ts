import type { NumberRule } from './mapping.js';

/** Patterns of dates that lists are written with, those of the column's own choosing first. */
export const DATE_PATTERNS = [
  ...['dd/MM/yyyy', 'MM/dd/yyyy', 'yyyy-MM-dd', 'yyyy/MM/dd', 'yyyy.MM.dd', 'd/M/yyyy', 'M/d/yyyy'],
  ...['dd-MM-yyyy', 'dd.MM.yyyy', 'd MMM yyyy', 'yyyyMMdd', 'yyyy년 M월 d일', 'yyyy-MM-dd HH:mm', 'dd/MM/yyyy HH:mm'],
];
export const MONTH_PATTERNS = ['yyyy-MM', 'MM/yyyy', 'yyyy/MM', 'MMM yyyy', 'yyyyMM', 'yyyy년 M월'];

const EXAMPLE: Readonly<Record<string, string>> = {
  ...{ yyyy: '2026', yy: '26', MMM: 'Nov', MM: '11', M: '11', dd: '24', d: '24' },
  ...{ HH: '14', hh: '02', mm: '05', ss: '30', a: 'PM' },
};

/** A pattern as 24 November 2026, five past two, would be written by it: shows at once which is day and which month. */
export const patternExample = (pattern: string): string =>
  pattern.replace(/'([^']*)'|yyyy|yy|MMM|MM|M|dd|d|HH|hh|mm|ss|a/g, (token: string, quoted?: string) =>
    quoted === undefined ? (EXAMPLE[token] ?? token) : quoted,
  );

/** Ways of writing a number, by what one and a half thousand looks like. */
export const NUMBER_FORMATS: readonly { readonly example: string; readonly rule: NumberRule }[] = [
  { example: '1500.25', rule: true },
  { example: '1,500.25', rule: { decimal: '.', group: ',' } },
  { example: '1.500,25', rule: { decimal: ',', group: '.' } },
  { example: '1 500,25', rule: { decimal: ',', group: ' ' } },
];

/** The example of a rule; of one that no list here has, its signs. */
export function numberExample(rule: NumberRule = true): string {
  const known = NUMBER_FORMATS.find((format) => JSON.stringify(format.rule) === JSON.stringify(rule));
  if (known !== undefined || rule === true) return known?.example ?? '1500.25';
  return `1${rule.group ?? ''}500${rule.decimal}25`;
}
