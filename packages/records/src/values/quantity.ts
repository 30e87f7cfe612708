import { failure, type Result, success } from '@liaison/protocol';
import { nearestName } from './nearest-name.js';

/**
 * An amount as its source gave it, with its mass in grams where the unit is one of mass. A count or a volume has no
 * mass without a factor, and a guessed factor would be a false figure: `grams` is null then.
 */
export interface Quantity {
  readonly amount: number;
  readonly unit: string;
  readonly grams: number | null;
}

/** Grams in one unit; pound and ounce as in the international yard and pound agreement of 1959. */
const GRAMS: Readonly<Record<string, number | null>> = {
  ug: 0.000_001,
  mg: 0.001,
  g: 1,
  kg: 1_000,
  t: 1_000_000,
  lb: 453.592_37,
  oz: 28.349_523_125,
  ml: null,
  l: null,
  tablet: null,
  capsule: null,
  dose: null,
  plant: null,
  piece: null,
};

const ALIASES: Readonly<Record<string, string>> = {
  µg: 'ug',
  μg: 'ug',
  milligram: 'mg',
  gram: 'g',
  gramme: 'g',
  kilo: 'kg',
  kilogram: 'kg',
  kilogramme: 'kg',
  ton: 't',
  tonne: 't',
  pound: 'lb',
  ounce: 'oz',
  millilitre: 'ml',
  milliliter: 'ml',
  litre: 'l',
  liter: 'l',
  pill: 'tablet',
};

export const UNITS: readonly string[] = Object.keys(GRAMS);

/** Puts a unit into its one spelling and computes the grams. Fails with `quantity-unit` or `quantity-amount`. */
export function normaliseQuantity(amount: number, unit: string): Result<Quantity> {
  const known = unitOf(unit);
  if (known === undefined) return unknownUnit(unit);
  if (!Number.isFinite(amount) || amount < 0) {
    return failure('quantity-amount', 'An amount must be zero or more.', 'Write it like 2.1 kg.');
  }
  const grams = GRAMS[known] ?? null;
  return success({ amount: amount + 0, unit: known, grams: grams === null ? null : roundGrams(amount * grams) });
}

function unitOf(unit: string): string | undefined {
  const plain = unit.trim().toLowerCase();
  for (const form of [plain, plain.replace(/s$/, '')]) {
    if (Object.hasOwn(GRAMS, form)) return form;
    if (Object.hasOwn(ALIASES, form)) return ALIASES[form];
  }
  return undefined;
}

/** To the microgram for small amounts; binary fractions must not show up as digits that nobody measured. */
const roundGrams = (grams: number): number => (Math.abs(grams) < 1e9 ? Math.round(grams * 1e6) / 1e6 : grams);

function unknownUnit(unit: string) {
  const near = nearestName(unit.trim(), [...UNITS, ...Object.keys(ALIASES)]);
  return failure(
    'quantity-unit',
    `${JSON.stringify(unit)} is no unit that Liaison knows.`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Use one of: ${UNITS.join(', ')}.`,
  );
}

const QUANTITY = /^(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)\s*(\p{L}+)$/u;

/** Reads `2.1 kg` or `1,200 tablets`. Fails with `quantity-form`, `quantity-unit` or `quantity-amount`. */
export function parseQuantity(text: string): Result<Quantity> {
  const match = QUANTITY.exec(text.trim());
  if (match === null) {
    return failure(
      'quantity-form',
      `${JSON.stringify(text)} is no quantity.`,
      'Write a number and a unit, like 2.1 kg or 300 tablets.',
    );
  }
  return normaliseQuantity(Number((match[1] as string).replaceAll(',', '')), match[2] as string);
}
