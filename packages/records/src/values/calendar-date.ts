const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Whether a text is a day of the proleptic Gregorian calendar, `2026-11-24` (ISO 8601-1, RFC 3339 full-date). */
export function isCalendarDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** Whether a text is a calendar month, `2026-11`. */
export const isCalendarMonth = (text: string): boolean => MONTH.test(text);

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
