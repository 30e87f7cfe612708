import type { JsonValue } from '@liaison/protocol';
import { oneLine } from './output.js';

const TEXT_MAX = 60;

/** A field's value in one cell: texts shortened, quantities with their unit and grams; never more than one line. */
export const valueText = (value: JsonValue): string => oneLine(textOf(value));

function textOf(value: JsonValue): string {
  if (typeof value === 'string') return value.length > TEXT_MAX ? `${value.slice(0, TEXT_MAX - 3)}…` : value;
  if (value !== null && typeof value === 'object' && 'amount' in value && 'unit' in value) {
    const { amount, unit, grams } = value as { amount: number; unit: string; grams?: number | null };
    return `${amount} ${unit}${typeof grams === 'number' && unit !== 'g' ? ` (${grams} g)` : ''}`;
  }
  return JSON.stringify(value);
}
