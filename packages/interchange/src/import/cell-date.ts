import { createRequire } from 'node:module';
import { failure, type Result, success } from '@liaison/protocol';
import { asciiDigits } from './cell-text.js';

export type DatePrecision = 'day' | 'month';

// Fills what a pattern leaves out and anchors two-digit years to 1951-2050. Always UTC: a local clock change, or a day
// that a time zone skipped, must not give two offices two dates.
const REFERENCE = new Date(Date.UTC(2000, 0, 1));
const OUTPUT = { day: 'yyyy-MM-dd', month: 'yyyy-MM' } as const;

/** Loaded when a mapping has its first date pattern: 70 ms that no other command should wait for. */
const load = createRequire(import.meta.url);
const dates = () => {
  const { format } = load('date-fns/format') as typeof import('date-fns/format');
  const { parse } = load('date-fns/parse') as typeof import('date-fns/parse');
  const { utc } = load('@date-fns/utc') as typeof import('@date-fns/utc');
  return { format, parse, utc };
};

/**
 * A reader for dates written by a pattern of Unicode tokens (UTS #35), with English names of months.
 * Gives ISO 8601 `yyyy-MM-dd`, or `yyyy-MM` for months. Failure code: `date-unreadable`.
 */
export function dateReader(pattern: string, precision: DatePrecision): (text: string) => Result<string> {
  const { format, parse, utc } = dates();
  return (text) => {
    const moment = parse(asciiDigits(text), pattern, REFERENCE, { in: utc });
    // What is no date has no year. And a four-digit token also takes the 24 of "24-01-05" and would file it under 24.
    if (moment.getUTCFullYear() >= 1000 && moment.getUTCFullYear() <= 9999) {
      return success(format(moment, OUTPUT[precision], { in: utc }));
    }
    return failure(
      'date-unreadable',
      `"${text}" is not a date written as ${pattern}.`,
      'Correct the cell, or set the date pattern of this field in the mapping.',
    );
  };
}

/** What is wrong with a date pattern, as a sentence, or `undefined`. */
export function datePatternFault(pattern: string): string | undefined {
  const tokens = unquoted(pattern);
  // date-fns refuses these too, but writes a warning to the console first.
  if (/[YD]/.test(tokens))
    return 'use y for the year and d for the day; Y and D mean the week year and day of the year';
  const { format, parse, utc } = dates();
  try {
    parse(format(REFERENCE, pattern, { in: utc }), pattern, REFERENCE, { in: utc });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (!/[yu]/.test(tokens)) return 'the pattern has no year (y)';
  return /[ML]/.test(tokens) ? undefined : 'the pattern has no month (M)';
}

/** Whether a pattern says the day; a date field must not be given a day that its source never said. */
export const patternHasDay = (pattern: string): boolean => /d/.test(unquoted(pattern));

const unquoted = (pattern: string): string => pattern.replace(/'[^']*'/g, '');
