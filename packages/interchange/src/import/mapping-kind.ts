import type { JsonValue } from '@liaison/protocol';
import { checkFieldValue } from '@liaison/records';
import { patternHasDay } from './cell-date.js';
import { type FieldType, fieldNames, fieldType } from './kind-fields.js';
import type { FieldRule, Mapping } from './mapping-schema.js';

/** What a mapping says that its kind of record does not allow, as `path: what is wrong`; checked once, not row by row. */
export function kindFaults(mapping: Mapping): string[] {
  const known = fieldNames(mapping.kind);
  if (!known) return [`kind: there is no kind "${mapping.kind}"`];
  return Object.entries(mapping.fields).flatMap(([name, rule]) => {
    const path = `fields.${name}`;
    if (!known.includes(name)) return [`${path}: ${mapping.kind} has no such field; it has ${known.join(', ')}`];
    const type = fieldType(mapping.kind, name);
    return [...ruleTypeFaults(rule, type).map((fault) => `${path}: ${fault}`), ...constantFaults(mapping.kind, name, rule)];
  });
}

function ruleTypeFaults(rule: FieldRule, type: FieldType): string[] {
  const faults: string[] = [];
  const isRead = rule.value === undefined;
  if (type === 'quantity' && isRead && rule.unit === undefined) faults.push('is a quantity and needs unit');
  if (type === 'quantity' && (rule.map || rule.date !== undefined)) faults.push('is a quantity and takes no map or date');
  if (rule.unit !== undefined && (type !== 'quantity' || !isRead)) faults.push('takes no unit; only a quantity does');
  if (rule.date !== undefined && type !== 'month' && !patternHasDay(rule.date)) faults.push('needs a date with a day (d)');
  return faults;
}

/** Constants, defaults and mapped codes end in every row that uses them, so a bad one is a fault of the mapping. */
function constantFaults(kind: string, name: string, rule: FieldRule): string[] {
  const values: (readonly [string, JsonValue])[] = [
    ...Object.entries(rule.map ?? {}).map(([from, to]) => [`map.${from}`, to] as const),
    ...(rule.value === undefined ? [] : [['value', rule.value] as const]),
    ...(rule.default === undefined ? [] : [['default', rule.default] as const]),
  ];
  return values.flatMap(([path, value]) => {
    if (value === null) return [];
    const checked = fieldType(kind, name) === 'narrative' ? narrativeCheck(value) : valueFault(kind, name, value);
    return checked ? [`fields.${name}.${path}: ${checked}`] : [];
  });
}

const narrativeCheck = (value: JsonValue): string | undefined =>
  typeof value === 'string' ? undefined : 'a narrative is text';

function valueFault(kind: string, name: string, value: JsonValue): string | undefined {
  const checked = checkFieldValue(kind, name, value);
  return checked.ok ? undefined : checked.error.message;
}
