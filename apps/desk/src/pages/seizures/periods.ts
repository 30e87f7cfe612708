import type { SeizureFigure } from '../../calls/seizure-answers.js';

/** More months than this do not fit side by side; years are shown then. */
const MONTHS_MAX = 48;

/** `month` unless the figures span too many of them. */
export function grainOf(months: readonly SeizureFigure[]): 'month' | 'year' {
  return everyPeriod(monthsOf(months), 'month').length > MONTHS_MAX ? 'year' : 'month';
}

const monthsOf = (figures: readonly SeizureFigure[]): string[] =>
  figures.flatMap(({ keys: [key] }) => (typeof key === 'string' && isPeriod(key) ? [key] : []));

/** What a peer writes as a day may be any text; only what is one has a place on a time line. */
export const isPeriod = (text: string): boolean => /^(19|20|21)\d\d(-(0[1-9]|1[0-2]))?$/.test(text);

/** From the first to the last, those without a record among them: a gap in time must be seen as one. */
export function everyPeriod(known: readonly string[], grain: 'month' | 'year'): string[] {
  const sorted = known.map((one) => (grain === 'year' ? one.slice(0, 4) : one)).sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const periods: string[] = [];
  for (let at = first; at <= last; at = after(at)) periods.push(at);
  return periods;
}

function after(period: string): string {
  const [year = 0, month] = period.split('-').map(Number);
  if (month === undefined) return String(year + 1);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

/** First and last day of what an address may give as a year, a month or a day; undefined for none. */
export function firstDayOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `${text}-01-01`.slice(0, 10);
}

export function lastDayOf(text: string | undefined): string | undefined {
  if (text === undefined || text.length === 10) return text;
  const [year = 0, month = 12] = text.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
