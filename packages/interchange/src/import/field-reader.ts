import { failure, type JsonValue, type Result, success } from '@liaison/protocol';
import { checkFieldValue, normaliseQuantity } from '@liaison/records';
import { dateReader } from './cell-date.js';
import { numberReader, PLAIN_NUMBER } from './cell-number.js';
import { cleanCell } from './cell-text.js';
import type { FieldType } from './kind-fields.js';
import type { FieldRule, UnitRule } from './mapping-schema.js';

/** Reads one field out of the clean cells of a row; `undefined` means that the row does not say it. */
export type FieldReader = (cells: readonly string[]) => Result<JsonValue | undefined>;
/** Index of a column that the header is known to have. */
export type ColumnIndex = (name: string) => number;
type Convert = (text: string, cells: readonly string[]) => Result<JsonValue | undefined>;

/**
 * Compiles the rule of one field. Failure codes of the reader: `code-unknown`, `date-unreadable`, `number-unreadable`,
 * `number-too-precise`, `unit-missing`, `unit-unknown`, and those of `checkFieldValue`.
 */
export function fieldReader(kind: string, name: string, rule: FieldRule, type: FieldType, at: ColumnIndex): FieldReader {
  const checked = checkedValue(kind, name, type);
  if (rule.value !== undefined) {
    const constant = checked(rule.value);
    return () => constant;
  }
  const text = textReader(rule, at);
  const convert = converter(rule, type, at);
  const fallback = rule.default === undefined ? success(undefined) : checked(rule.default);
  return (cells) => {
    const source = text(cells);
    if (source === '') return fallback;
    const value = convert(source, cells);
    if (!value.ok) return value.error.code === 'code-unknown' && rule.default !== undefined ? fallback : value;
    return value.value === undefined ? value : checked(value.value);
  };
}

/** A narrative is text of its own document and has no value to check; everything else obeys its kind. */
function checkedValue(kind: string, name: string, type: FieldType): (value: JsonValue) => Result<JsonValue | undefined> {
  if (type === 'narrative') return success;
  return (value) => (value === null ? success(undefined) : checkFieldValue(kind, name, value));
}

function textReader(rule: FieldRule, at: ColumnIndex): (cells: readonly string[]) => string {
  if (rule.column !== undefined) {
    const index = at(rule.column);
    return (cells) => cells[index] ?? '';
  }
  const indexes = (rule.columns ?? []).map(at);
  const join = rule.join ?? ' ';
  return (cells) => cleanCell(indexes.flatMap((index) => cells[index] || []).join(join));
}

function converter(rule: FieldRule, type: FieldType, at: ColumnIndex): Convert {
  if (type === 'quantity') return quantityConverter(rule, at);
  if (rule.map) return mapConverter(rule.map);
  if (rule.date !== undefined) return dateReader(rule.date, type === 'month' ? 'month' : 'day');
  if (rule.number !== undefined) return numberReader(rule.number === true ? PLAIN_NUMBER : rule.number);
  return success;
}

function mapConverter(map: Readonly<Record<string, JsonValue>>): Convert {
  const codes = new Map(Object.entries(map).map(([from, to]) => [cleanCell(from), to]));
  return (text) => {
    const code = codes.get(text);
    if (code === undefined) {
      return failure(
        'code-unknown',
        `The mapping does not know the value "${text}".`,
        'Add it to map, or give the field a default.',
      );
    }
    return success(code === null ? undefined : code);
  };
}

/** The source's own number and unit stay beside the normalised grams, so nothing of the source is lost. */
function quantityConverter(rule: FieldRule, at: ColumnIndex): Convert {
  const number = numberReader(rule.number === undefined || rule.number === true ? PLAIN_NUMBER : rule.number);
  const unitOf = unitReader(rule.unit ?? '', at);
  return (text, cells) => {
    const amount = number(text);
    if (!amount.ok) return amount;
    const unit = unitOf(cells);
    return unit.ok ? success({ ...normaliseQuantity(amount.value, unit.value) }) : unit;
  };
}

function unitReader(rule: UnitRule, at: ColumnIndex): (cells: readonly string[]) => Result<string> {
  if (typeof rule === 'string') return () => success(rule);
  const index = at(rule.column);
  const map = rule.map && new Map(Object.entries(rule.map).map(([from, to]) => [cleanCell(from), to]));
  return (cells) => {
    const text = cells[index] ?? '';
    if (text === '') {
      return failure('unit-missing', `Column "${rule.column}" gives no unit.`, 'Write the unit beside the number.');
    }
    const unit = map ? map.get(text) : text;
    if (unit !== undefined) return success(unit);
    return failure('unit-unknown', `The mapping does not know the unit "${text}".`, 'Add it to unit.map.');
  };
}
