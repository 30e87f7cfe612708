import type { JsonValue } from '@liaison/protocol';
import { checkFieldValue, normaliseQuantity } from '@liaison/records';
import { patternHasDay } from './cell-date.js';
import { type FieldType, fieldNames, fieldType, isNumeric } from './kind-fields.js';
import type { FieldRule, Mapping } from './mapping-schema.js';

/** What a mapping says that its kind of record does not allow, as `path: what is wrong`; checked once, not row by row. */
export function kindFaults(mapping: Mapping): string[] {
  const known = fieldNames(mapping.kind);
  if (!known) return [`kind: there is no kind "${mapping.kind}" to import into`];
  return Object.entries(mapping.fields).flatMap(([name, rule]) => {
    if (!known.includes(name)) return [`fields.${name}: ${mapping.kind} has no such field; it has ${known.join(', ')}`];
    const faults = ruleTypeFaults(rule, fieldType(mapping.kind, name)).map((fault) => `: ${fault}`);
    return [...faults, ...constantFaults(mapping.kind, name, rule)].map((fault) => `fields.${name}${fault}`);
  });
}

const DATED: readonly FieldType[] = ['date', 'month', 'text'];

function ruleTypeFaults(rule: FieldRule, type: FieldType): string[] {
  const isQuantity = type === 'quantity';
  const faults: (string | false)[] = [
    rule.unit !== undefined &&
      (!isQuantity || rule.value !== undefined) &&
      'takes no unit; only a quantity read from cells does',
    isQuantity && rule.number !== undefined && rule.unit === undefined && 'is a quantity and needs unit beside number',
    isQuantity && rule.map !== undefined && 'is a quantity and takes no map',
    rule.number !== undefined && !isQuantity && !isNumeric(type) && `takes no number; it is of type ${type}`,
    rule.date !== undefined && !DATED.includes(type) && `takes no date; it is of type ${type}`,
    rule.date !== undefined && type === 'date' && !patternHasDay(rule.date) && 'needs a date with a day (d)',
  ];
  return faults.filter((fault) => fault !== false);
}

/** Constants, defaults, units and codes end in every row that uses them, so a bad one is a fault of the mapping. */
function constantFaults(kind: string, name: string, rule: FieldRule): string[] {
  const isList = fieldType(kind, name) === 'countries';
  const values: (readonly [string, JsonValue])[] = [
    ...Object.entries(rule.map ?? {}).map(([from, to]) => [`map.${from}`, isList && to !== null ? [to] : to] as const),
    ...(rule.value === undefined ? [] : [['value', rule.value] as const]),
    ...(rule.default === undefined ? [] : [['default', rule.default] as const]),
  ];
  const valueFaults = values.flatMap(([path, value]) => {
    const checked = value === null ? undefined : checkFieldValue(kind, name, value);
    return checked && !checked.ok ? [`.${path}: ${checked.error.message} ${checked.error.next}`] : [];
  });
  return [...valueFaults, ...unitFaults(rule)];
}

function unitFaults({ unit }: FieldRule): string[] {
  const units = typeof unit === 'string' ? [unit] : Object.values(unit?.map ?? {});
  return units.flatMap((one) => {
    const checked = normaliseQuantity(0, one);
    return checked.ok ? [] : [`.unit: ${checked.error.message} ${checked.error.next}`];
  });
}
