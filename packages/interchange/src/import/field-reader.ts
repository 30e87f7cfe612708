import { failure, type JsonValue, type Result, success } from '@liaison/protocol';
import { checkFieldValue, normaliseQuantity, parseFieldText } from '@liaison/records';
import { type DatePrecision, dateReader, patternHasDay } from './cell-date.js';
import { numberReader, PLAIN_NUMBER } from './cell-number.js';
import { cleanCell } from './cell-text.js';
import { codeMap, listedParts } from './code-map.js';
import { type FieldType, isNumeric } from './kind-fields.js';
import type { FieldRule, UnitRule } from './mapping-schema.js';

/** Reads one field out of the clean cells of a row; `undefined` means that the row does not say it. */
export type FieldReader = (cells: readonly string[]) => Result<JsonValue | undefined>;
/** Index of a column that the header is known to have. */
export type ColumnIndex = (name: string) => number;
/** A field of a kind, as the readers need it. */
export interface Target {
  readonly kind: string;
  readonly name: string;
  readonly type: FieldType;
}
type Convert = (text: string, cells: readonly string[]) => Result<JsonValue | undefined>;

/**
 * Compiles the rule of one field. Failure codes of the reader: `code-unknown`, `date-unreadable`, `number-unreadable`,
 * `number-too-precise`, `unit-missing`, `unit-unknown`, and those of `checkFieldValue` and `normaliseQuantity`.
 */
export function fieldReader(target: Target, rule: FieldRule, at: ColumnIndex): FieldReader {
  if (rule.value !== undefined) {
    const constant = checkedValue(target, rule.value);
    return () => constant;
  }
  const text = textReader(rule, at);
  const convert = converter(target, rule, at);
  const fallback = rule.default === undefined ? success(undefined) : checkedValue(target, rule.default);
  return (cells) => {
    const source = text(cells);
    if (source === '') return fallback;
    const value = convert(source, cells);
    return !value.ok && value.error.code === 'code-unknown' && rule.default !== undefined ? fallback : value;
  };
}

const checkedValue = (target: Target, value: JsonValue): Result<JsonValue | undefined> =>
  value === null ? success(undefined) : checkFieldValue(target.kind, target.name, value);

function textReader(rule: FieldRule, at: ColumnIndex): (cells: readonly string[]) => string {
  if (rule.column !== undefined) {
    const index = at(rule.column);
    return (cells) => cells[index] ?? '';
  }
  const indexes = (rule.columns ?? []).map(at);
  const join = rule.join ?? ' ';
  return (cells) => cleanCell(indexes.flatMap((index) => cells[index] || []).join(join));
}

function converter(target: Target, rule: FieldRule, at: ColumnIndex): Convert {
  if (rule.unit !== undefined) return quantityConverter(rule, rule.unit, at);
  if (rule.map) return mapConverter(target, rule.map);
  const read = plainReader(target, rule);
  if (!read) return (text) => parseFieldText(target.kind, target.name, text);
  return (text) => {
    const value = read(text);
    return value.ok ? checkedValue(target, value.value) : value;
  };
}

function plainReader({ type }: Target, rule: FieldRule): ((text: string) => Result<JsonValue>) | undefined {
  if (rule.date !== undefined) return dateReader(rule.date, precision(type, rule.date));
  if (rule.number !== undefined && rule.number !== true) return numberReader(rule.number);
  return isNumeric(type) ? numberReader(PLAIN_NUMBER) : undefined;
}

/** A field of text, such as a period, is as precise as its source. */
function precision(type: FieldType, pattern: string): DatePrecision {
  if (type === 'month') return 'month';
  return type === 'date' || patternHasDay(pattern) ? 'day' : 'month';
}

function mapConverter(target: Target, map: Readonly<Record<string, JsonValue>>): Convert {
  const next = 'Add it to map, or give the field a default.';
  const codeOf = codeMap(map, { code: 'code-unknown', what: 'value', next });
  if (target.type === 'countries') return (text) => mappedList(target, listedParts(text).map(codeOf));
  return (text) => {
    const code = codeOf(text);
    return code.ok ? checkedValue(target, code.value) : code;
  };
}

function mappedList(target: Target, codes: readonly Result<JsonValue>[]): Result<JsonValue | undefined> {
  const known: JsonValue[] = [];
  for (const code of codes) {
    if (!code.ok) return code;
    if (code.value !== null) known.push(code.value);
  }
  return checkedValue(target, known.length === 0 ? null : known);
}

/** The source's own number and unit stay beside the normalised grams, so nothing of the source is lost. */
function quantityConverter(rule: FieldRule, unitRule: UnitRule, at: ColumnIndex): Convert {
  const number = numberReader(rule.number === undefined || rule.number === true ? PLAIN_NUMBER : rule.number);
  const unitOf = unitReader(unitRule, at);
  return (text, cells) => {
    const amount = number(text);
    if (!amount.ok) return amount;
    const unit = unitOf(cells);
    if (!unit.ok) return unit;
    const quantity = normaliseQuantity(amount.value, unit.value);
    return quantity.ok ? success({ ...quantity.value }) : quantity;
  };
}

function unitReader(rule: UnitRule, at: ColumnIndex): (cells: readonly string[]) => Result<string> {
  if (typeof rule === 'string') return () => success(rule);
  const index = at(rule.column);
  const unitOf = rule.map
    ? codeMap(rule.map, { code: 'unit-unknown', what: 'unit', next: 'Add it to unit.map.' })
    : (text: string): Result<string> => success(text);
  return (cells) => {
    const text = cells[index] ?? '';
    if (text !== '') return unitOf(text);
    return failure('unit-missing', `Column "${rule.column}" gives no unit.`, 'Write the unit beside the number.');
  };
}
