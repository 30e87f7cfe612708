import { failure, type JsonValue, type Result, success } from '@liaison/protocol';
import { codesOf, hasCode } from '../kinds/code-list.js';
import { requireField, requireKind } from '../kinds/kind-registry.js';
import type { FieldSpec } from '../kinds/kind-spec.js';
import { isCalendarDate, isCalendarMonth } from './calendar-date.js';
import { nearestName } from './nearest-name.js';
import { normaliseQuantity, parseQuantity } from './quantity.js';
import { isReadableValue } from './readable-value.js';

/**
 * Turns what a person typed for a field into its value. Fails with `kind-unknown`, `field-unknown`, `field-value`,
 * `field-code`, or what a quantity fails with.
 */
export function parseFieldText(kind: string, field: string, text: string): Result<JsonValue> {
  const spec = fieldSpec(kind, field);
  if (!spec.ok) return spec;
  const plain = text.normalize('NFC').trim();
  switch (spec.value.type) {
    case 'number':
    case 'integer':
      return checkValue(spec.value, plain === '' ? Number.NaN : Number(plain));
    case 'quantity':
      return asJson(parseQuantity(plain));
    case 'country':
      return checkValue(spec.value, plain.toUpperCase());
    case 'countries':
      return checkValue(
        spec.value,
        plain
          .toUpperCase()
          .split(/[\s,]+/)
          .filter((part) => part !== ''),
      );
    case 'narrative':
      return checkValue(spec.value, text.normalize('NFC'));
    default:
      return checkValue(spec.value, plain);
  }
}

/** Checks a structured value and completes it (a quantity gets its grams). Fails as `parseFieldText` does. */
export function checkFieldValue(kind: string, field: string, value: JsonValue): Result<JsonValue> {
  const spec = fieldSpec(kind, field);
  return spec.ok ? checkValue(spec.value, value) : spec;
}

function fieldSpec(kind: string, field: string): Result<FieldSpec> {
  const spec = requireKind(kind);
  return spec.ok ? requireField(spec.value, field) : spec;
}

const COUNTRY = /^[A-Z]{2}$/;

function checkValue(spec: FieldSpec, value: JsonValue): Result<JsonValue> {
  switch (spec.type) {
    case 'code':
      return checkCode(spec, value);
    case 'quantity':
      return checkQuantity(spec, value);
    case 'date':
      return accept(spec, value, typeof value === 'string' && isCalendarDate(value), 'a date like 2026-11-24');
    case 'month':
      return accept(spec, value, typeof value === 'string' && isCalendarMonth(value), 'a month like 2026-11');
    case 'country':
      return accept(spec, value, isCountry(value), 'a country code like KR (ISO 3166-1 alpha-2)');
    case 'countries':
      return accept(spec, value, isCountryList(value), 'country codes like KR,TH (ISO 3166-1 alpha-2)');
    case 'number':
      return accept(spec, value, typeof value === 'number', 'a number like 82.5');
    case 'integer':
      return accept(spec, value, Number.isSafeInteger(value), 'a whole number');
    default:
      return accept(spec, value, typeof value === 'string' && value !== '', 'a text');
  }
}

const isCountry = (value: JsonValue): boolean => typeof value === 'string' && COUNTRY.test(value);

const isCountryList = (value: JsonValue): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((part) => isCountry(part as JsonValue));

/** A narrative may be longer than a field's value; its own limit is checked where the change is made. */
function accept(spec: FieldSpec, value: JsonValue, fits: boolean, wanted: string): Result<JsonValue> {
  if (fits && (spec.type === 'narrative' || isReadableValue(value))) return success(value);
  return failure('field-value', `The value of ${spec.name} does not fit.`, `Write ${wanted}.`, { field: spec.name });
}

function checkCode(spec: FieldSpec, value: JsonValue): Result<JsonValue> {
  const list = spec.codes;
  if (list === undefined || (typeof value === 'string' && hasCode(list, value))) return success(value);
  const codes = codesOf(list);
  const near = typeof value === 'string' ? nearestName(value, codes) : undefined;
  return failure(
    'field-code',
    `${JSON.stringify(value)} is no code for ${spec.name}.`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Use one of: ${codes.join(', ')}.`,
    { field: spec.name, codes },
  );
}

function checkQuantity(spec: FieldSpec, value: JsonValue): Result<JsonValue> {
  const { amount, unit, ...rest } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    JsonValue
  >;
  const extra = Object.keys(rest).filter((key) => key !== 'grams');
  if (typeof amount !== 'number' || typeof unit !== 'string' || extra.length > 0) {
    return accept(spec, value, false, 'a quantity like {"amount": 2.1, "unit": "kg"}');
  }
  const quantity = normaliseQuantity(amount, unit);
  if (!quantity.ok) return quantity;
  const { grams } = rest;
  if (grams === undefined || grams === quantity.value.grams) return asJson(quantity);
  // A measured mass of tablets or plants is knowledge; a mass that contradicts its own unit is a mistake.
  const isMeasured = quantity.value.grams === null && typeof grams === 'number' && grams >= 0;
  return accept(spec, { ...quantity.value, grams }, isMeasured, `the grams as the unit says: ${quantity.value.grams}`);
}

const asJson = (result: ReturnType<typeof normaliseQuantity>): Result<JsonValue> =>
  result.ok ? success({ ...result.value }) : result;
