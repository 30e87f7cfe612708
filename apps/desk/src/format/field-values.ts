import type { Language } from '../languages/languages.js';
import { memberName } from './member-names.js';
import { formatNumber, formatQuantity } from './quantities.js';
import { formatDay } from './times.js';

/** How a field is written; what a node's kinds say of each. Null or an unknown type: the value stands as it is. */
export interface WrittenAs {
  readonly type: string | null;
  /** Of a field with a list of codes: the labels of each. */
  readonly codes?: { readonly labelsByCode: Readonly<Record<string, Readonly<Record<Language, string>>>> } | undefined;
}

/** A value in the words of the language. What does not look as its type says is shown as it stands, never left out. */
export function formatValue(value: unknown, { type, codes }: WrittenAs, language: Language): string {
  if (type === 'code') return codes?.labelsByCode[String(value)]?.[language] ?? plain(value);
  if (type === 'date' && typeof value === 'string') return formatDay(value, language);
  if (type === 'country' && typeof value === 'string') return memberName(value, language);
  if (type === 'countries' && Array.isArray(value)) return countries(value, language);
  if (type === 'quantity' && isQuantity(value)) return quantity(value, language);
  if ((type === 'number' || type === 'integer') && typeof value === 'number') return formatNumber(value, language);
  return plain(value);
}

/** What an officer types to say the same value again. */
export function typedValue(value: unknown): string {
  if (isQuantity(value)) return `${value.amount} ${value.unit}`;
  if (Array.isArray(value)) return value.map(plain).join(', ');
  return value === null || value === undefined ? '' : plain(value);
}

interface Quantity {
  readonly amount: number;
  readonly unit: string;
  readonly grams?: number | null;
}

const isQuantity = (value: unknown): value is Quantity =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Quantity).amount === 'number' &&
  typeof (value as Quantity).unit === 'string';

/** In the source's own unit, and beside it in grams where these say something more. */
function quantity({ amount, unit, grams }: Quantity, language: Language): string {
  const own = formatQuantity(amount, unit, language);
  if (typeof grams !== 'number' || unit === 'g') return own;
  return `${own} (${formatQuantity(grams, 'g', language)})`;
}

const countries = (codes: readonly unknown[], language: Language): string =>
  new Intl.ListFormat(language, { type: 'unit' }).format(codes.map((code) => memberName(String(code), language)));

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
