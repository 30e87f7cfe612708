import type { Language } from '../languages/languages.js';
import { tagOf } from './language-tags.js';

const DECIMAL = /^-?\d+(\.\d+)?$/;
/** What `Intl` can show without rounding. */
const DIGITS = 20;

/** A number by the conventions of the language, never rounded; text that is no number is shown as it stands. */
export function formatNumber(value: number | string, language: Language): string {
  const text = String(value);
  const decimals = text.split('.')[1]?.length ?? 0;
  if (!DECIMAL.test(text) || decimals > DIGITS) return text;
  const style = { minimumFractionDigits: decimals, maximumFractionDigits: DIGITS };
  return new Intl.NumberFormat(tagOf(language), style).format(text as `${number}`);
}

/** Number and unit, kept on one line by a space that does not break. */
export const formatQuantity = (value: number | string, unit: string, language: Language): string =>
  `${formatNumber(value, language)}\u00a0${unit}`;
