import type { JsonValue } from '@liaison/protocol';
import { type FieldSpec, normaliseQuantity } from '@liaison/records';
import { isUnitName, nameFit } from './field-names.js';
import { bracketOf } from './plain-name.js';
import { type Reading, readValues } from './read-values.js';

/** A column of the sample: its head and the values that say something. */
export interface SampledColumn {
  readonly name: string;
  readonly values: readonly string[];
}

export type Certainty = 'sure' | 'likely' | 'guess';

/** A field and the column, or columns to be joined, that it could be read from. */
export interface ColumnFit {
  readonly field: FieldSpec;
  readonly columns: readonly string[];
  /** 0 to 1: how well the head and the values fit together. */
  readonly confidence: number;
  readonly certainty: Certainty;
  readonly why: readonly string[];
  readonly rule: Readonly<Record<string, JsonValue>>;
  /** Rules that fit as well and read something else. */
  readonly rivals: readonly Readonly<Record<string, JsonValue>>[];
}

const CONFIDENCE_MIN = 0.4;
/** With a second way of reading the values nothing is certain. */
const RIVALLED_MAX = 0.6;
/** Fewer readable values than this, and the head meant something else. */
const SHARE_MIN = 0.5;

/** How well a column fits a field; undefined where it does not. */
export function columnFit(
  field: FieldSpec,
  names: readonly string[],
  column: SampledColumn,
  all: readonly SampledColumn[],
): ColumnFit | undefined {
  const name = nameFit(column.name, names);
  if (name === 0 && isPlainText(field)) return undefined;
  const reading = readValues(field, column.values, unitOf(field, column, all));
  const confidence = confidenceOf(name, reading, column.values.length > 0);
  if (confidence < CONFIDENCE_MIN) return undefined;
  const why = [nameReason(name, field), valueReason(reading, column), ...reading.notes];
  const { rule, rivals = [] } = reading;
  const text = why.filter((reason) => reason !== '');
  return { field, columns: [column.name], confidence, certainty: certaintyOf(confidence), why: text, rule, rivals };
}

const isPlainText = ({ type }: FieldSpec): boolean => type === 'text' || type === 'place' || type === 'narrative';

function confidenceOf(name: number, { share, notes, telling }: Reading, hasValues: boolean): number {
  if (!hasValues) return name === 1 ? RIVALLED_MAX : 0;
  if (share < SHARE_MIN) return 0;
  if (name === 0) return telling ? 0.5 * share : 0;
  const confidence = name === 1 ? 0.5 + 0.5 * share : 0.3 + 0.4 * share;
  return notes.length > 0 ? Math.min(confidence, RIVALLED_MAX) : confidence;
}

const certaintyOf = (confidence: number): Certainty =>
  confidence >= 0.9 ? 'sure' : confidence >= 0.65 ? 'likely' : 'guess';

function nameReason(name: number, { name: field }: FieldSpec): string {
  if (name === 1) return `the head is a name of ${field}`;
  return name > 0 ? `the head contains a name of ${field}` : 'the head says nothing, the values do';
}

const valueReason = ({ share }: Reading, { values }: SampledColumn): string =>
  values.length === 0 ? '' : `${Math.round(share * 100)} % of ${values.length} values can be read`;

/** The unit of a quantity: in brackets in its head, or in a column of units beside it. */
export function unitOf(field: FieldSpec, column: SampledColumn, all: readonly SampledColumn[]): JsonValue | undefined {
  if (field.type !== 'quantity') return undefined;
  const inHead = bracketOf(column.name);
  if (inHead !== undefined) return UNIT_WORDS[inHead.toLowerCase()] ?? inHead;
  const units = all.find(({ name }) => isUnitName(name));
  if (units === undefined) return undefined;
  const map = Object.fromEntries([...new Set(units.values)].flatMap((value) => unitEntry(value)));
  return { column: units.name, ...(Object.keys(map).length > 0 ? { map } : {}) };
}

const unitEntry = (value: string): [string, string][] => {
  const word = UNIT_WORDS[value.toLowerCase()];
  if (word !== undefined) return [[value, word]];
  return normaliseQuantity(0, value).ok ? [[value, value]] : [];
};

/** Units in the scripts of our members. */
const UNIT_WORDS: Readonly<Record<string, string>> = {
  그램: 'g',
  킬로그램: 'kg',
  정: 'tablet',
  주: 'plant',
  개: 'piece',
  'กก.': 'kg',
  กก: 'kg',
  กิโลกรัม: 'kg',
  กรัม: 'g',
  เม็ด: 'tablet',
  viên: 'tablet',
  cây: 'plant',
  biji: 'tablet',
  pil: 'tablet',
};
