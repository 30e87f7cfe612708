import type { JsonValue, Result } from '@liaison/protocol';
import { type FieldSpec, normaliseQuantity, parseQuantity } from '@liaison/records';
import { dateReader } from '../import/cell-date.js';
import { type NumberFormat, numberReader } from '../import/cell-number.js';
import { codeFinder } from './known-codes.js';

/** How the values of a column could be read as those of a field. */
export interface Reading {
  /** Share of the sampled values that can be read, 0 to 1. */
  readonly share: number;
  /** Members of the mapping's rule, besides the column. */
  readonly rule: Readonly<Record<string, JsonValue>>;
  /** What a person should know: another way of reading, values that are not known. */
  readonly notes: readonly string[];
  /** Rules that read as many values and make something else of them: only a person can tell. */
  readonly rivals?: readonly Readonly<Record<string, JsonValue>>[];
  /** The values themselves tell what they are, whatever the head says. */
  readonly telling: boolean;
}

const DATE_PATTERNS = [
  ...['yyyy-MM-dd', 'yyyy/MM/dd', 'yyyy.MM.dd', 'yyyy. M. d.', 'yyyy년 M월 d일', 'yyyyMMdd'],
  ...['dd/MM/yyyy', 'MM/dd/yyyy', 'd/M/yyyy', 'M/d/yyyy', 'dd-MM-yyyy', 'dd.MM.yyyy', 'd MMM yyyy', 'dd-MMM-yy'],
  ...['yyyy-MM-dd HH:mm', 'yyyy-MM-dd HH:mm:ss', "yyyy-MM-dd'T'HH:mm:ss", 'dd/MM/yyyy HH:mm', 'MM/dd/yyyy hh:mm:ss a'],
];
const MONTH_PATTERNS = ['yyyy-MM', 'yyyy/MM', 'MM/yyyy', 'MMM yyyy', 'yyyyMM', 'yyyy년 M월'];
const NUMBER_FORMATS: readonly NumberFormat[] = [
  { decimal: '.' },
  { decimal: '.', group: ',' },
  { decimal: ',', group: '.' },
  { decimal: ',', group: ' ' },
];

type IsRead = (text: string) => boolean;

const readBy =
  (read: (text: string) => Result<unknown>): IsRead =>
  (text) =>
    read(text).ok;

/** A reader that takes none of so many values will not take half of the others. */
const PROBED = 20;

function shareOf(values: readonly string[], isRead: IsRead): number {
  if (!values.slice(0, PROBED).some(isRead)) return 0;
  return values.filter(isRead).length / values.length;
}

/** Reads values as those of a field. `unit` is what the head says in brackets, or the name of a column of units. */
export function readValues(field: FieldSpec, values: readonly string[], unit?: JsonValue): Reading {
  if (values.length === 0) return { share: 0, rule: {}, notes: ['no value in the sample'], telling: false };
  switch (field.type) {
    case 'date':
      return readDates(values, DATE_PATTERNS);
    case 'month':
      return readDates(values, MONTH_PATTERNS);
    case 'number':
    case 'integer':
      return readNumbers(values);
    case 'quantity':
      return readQuantities(values, unit);
    case 'code':
    case 'country':
    case 'countries':
      return readCodes(field, values);
    default:
      return { share: 1, rule: {}, notes: [], telling: false };
  }
}

/** Trying twenty patterns costs time, and a hundred dates tell as much as five hundred. */
const DATES_TRIED = 100;

function readDates(all: readonly string[], patterns: readonly string[]): Reading {
  const values = [...new Set(all)].filter((value) => /\d/.test(value)).slice(0, DATES_TRIED);
  if (values.length === 0) return { share: 0, rule: {}, notes: [], telling: false };
  const fits = patterns
    .map((pattern) => ({ pattern, share: shareOf(values, readBy(dateReader(pattern, 'day'))) }))
    .sort((a, b) => b.share - a.share);
  const [best, second] = fits;
  if (best === undefined || best.share === 0) return { share: 0, rule: {}, notes: [], telling: false };
  const days = (pattern: string) => values.map((value) => dateReader(pattern, 'day')(value));
  const isOther = ({ pattern }: { pattern: string }) =>
    JSON.stringify(days(pattern)) !== JSON.stringify(days(best.pattern));
  const rivals = fits.filter((fit) => fit !== best && fit.share === best.share && isOther(fit));
  const notes = rivals.map(({ pattern }) => `could as well be ${pattern}: look at a day after the 12th`);
  return {
    share: best.share,
    rule: { date: best.pattern },
    notes,
    rivals: rivals.map(({ pattern }) => ({ date: pattern })),
    telling: rivals.length === 0 && second !== undefined,
  };
}

function readNumbers(values: readonly string[]): Reading {
  const fits = NUMBER_FORMATS.map((format) => ({ format, share: shareOf(values, readBy(numberReader(format))) }));
  const [best] = [...fits].sort((a, b) => b.share - a.share);
  if (best === undefined || best.share === 0) return { share: 0, rule: {}, notes: [], telling: false };
  const amounts = ({ format }: { format: NumberFormat }) =>
    JSON.stringify(values.map((value) => numberReader(format)(value)));
  const rivals = fits.filter((fit) => fit !== best && fit.share === best.share && amounts(fit) !== amounts(best));
  const notes = rivals.map(({ format }) => `could as well have the decimal sign "${format.decimal}"`);
  return {
    share: best.share,
    rule: numberRule(best.format),
    notes,
    rivals: rivals.map(({ format }) => numberRule(format)),
    telling: false,
  };
}

function numberRule({ decimal, group }: NumberFormat): Record<string, JsonValue> {
  const isPlain = decimal === '.' && group === undefined;
  return { number: isPlain ? true : { decimal, ...(group === undefined ? {} : { group }) } };
}

function readQuantities(values: readonly string[], unit: JsonValue | undefined): Reading {
  const whole = shareOf(values, readBy(parseQuantity));
  if (whole >= 0.5 || unit === undefined) {
    const notes = whole > 0 ? [] : ['says no unit: write one as "unit" into the mapping'];
    return { share: whole, rule: {}, notes, telling: whole >= 0.9 };
  }
  const numbers = readNumbers(values);
  const known = typeof unit !== 'string' || normaliseQuantity(0, unit).ok;
  const notes = known ? numbers.notes : [...numbers.notes, `the unit ${JSON.stringify(unit)} is not known`];
  const rivals = (numbers.rivals ?? []).map((rule) => ({ ...rule, unit }));
  return { ...numbers, share: known ? numbers.share : 0, rule: { ...numbers.rule, unit }, notes, rivals };
}

const SHOWN_UNKNOWN = 5;

function readCodes(field: FieldSpec, values: readonly string[]): Reading {
  const codeOf = codeFinder(field);
  const distinct = [...new Set(values)];
  const found = distinct.flatMap((value) => {
    const code = codeOf(value);
    return code === undefined ? [] : [[value, code] as const];
  });
  const unknown = distinct.filter((value) => codeOf(value) === undefined);
  const share = shareOf(values, (value) => codeOf(value) !== undefined);
  const isPlain = unknown.length === 0 && found.every(([value, code]) => value === code);
  const shown = unknown.slice(0, SHOWN_UNKNOWN).map((value) => JSON.stringify(value));
  const more = unknown.length > shown.length ? ' …' : '';
  const notes = unknown.length === 0 ? [] : [`no code is known for ${shown.join(', ')}${more}: add them to "map"`];
  const rule = isPlain ? {} : { map: Object.fromEntries(found) };
  return { share, rule, notes, telling: share >= 0.9 && found.length >= 2 };
}
