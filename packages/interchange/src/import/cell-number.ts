import { failure, type Result, success } from '@liaison/protocol';
import { asciiDigits } from './cell-text.js';

/** How a source writes numbers: the decimal sign and, where it groups digits, the grouping sign. */
export interface NumberFormat {
  readonly decimal: string;
  readonly group?: string | undefined;
}

export const PLAIN_NUMBER: NumberFormat = { decimal: '.' };

const escaped = (sign: string): string => sign.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/**
 * A reader for numbers of one format. Groups must stand where groups stand (the last of three digits, the others of
 * two or three), so that a decimal comma read as a grouping comma is refused and not multiplied by a thousand.
 * Failure codes: `number-unreadable`, `number-too-precise` (a whole number that JSON cannot hold exactly).
 */
export function numberReader(format: NumberFormat): (text: string) => Result<number> {
  // No-break spaces are what spreadsheets write where a person sees a space.
  const group = format.group === ' ' ? '[ \\u00a0\\u202f]' : format.group && escaped(format.group);
  const whole = group ? `(?:\\d{1,3}(?:${group}\\d{2,3})*${group}\\d{3}|\\d+)` : '\\d+';
  const decimal = escaped(format.decimal);
  const shape = new RegExp(`^([+\\-\\u2212]?)(${whole}(?:${decimal}\\d*)?|${decimal}\\d+)((?:[eE][+-]?\\d+)?)$`);
  const groups = group ? new RegExp(group, 'g') : undefined;
  return (text) => {
    const match = shape.exec(asciiDigits(text));
    if (!match) return unreadable(text, format);
    const [, sign = '', digits = '', exponent = ''] = match;
    const bare = (groups ? digits.replace(groups, '') : digits).replace(format.decimal, '.');
    return exactNumber(text, Number(`${sign === '' || sign === '+' ? '' : '-'}${bare}${exponent}`), format);
  };
}

function exactNumber(text: string, value: number, format: NumberFormat): Result<number> {
  if (!Number.isFinite(value)) return unreadable(text, format);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return failure(
      'number-too-precise',
      `"${text}" has more digits than a number can hold exactly.`,
      'Import it as text, or divide it in the source.',
    );
  }
  return success(value === 0 ? 0 : value); // -0 has no canonical form
}

const unreadable = (text: string, format: NumberFormat) =>
  failure(
    'number-unreadable',
    `"${text}" is not a number with decimal sign "${format.decimal}"${format.group ? ` and grouping sign "${format.group}"` : ''}.`,
    'Correct the cell, or set number.decimal and number.group in the mapping.',
  );
