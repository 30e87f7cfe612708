import { expect, it } from 'vitest';
import { formatValue, typedValue } from './field-values.js';

const CODES = {
  labelsByCode: { ketamine: { en: 'Ketamine', ko: '케타민', th: 'เคตามีน', vi: 'Ketamin', ms: 'Ketamin' } },
};

it.each([
  ['date', '2026-11-24', 'en', '24 Nov 2026'],
  ['date', 'spring', 'en', 'spring'],
  ['country', 'TH', 'ko', '태국'],
  ['countries', ['LA', 'TH'], 'en', 'Laos, Thailand'],
  ['code', 'ketamine', 'th', 'เคตามีน'],
  ['code', 'unheard-of', 'th', 'unheard-of'],
  ['quantity', { amount: 2.1, unit: 'kg', grams: 2100 }, 'en', '2.1\u00a0kg (2,100\u00a0g)'],
  ['quantity', { amount: 300, unit: 'tablet', grams: null }, 'en', '300\u00a0tablet'],
  ['quantity', { amount: 12, unit: 'g', grams: 12 }, 'vi', '12\u00a0g'],
  ['number', 82.5, 'vi', '82,5'],
  [null, { odd: true }, 'en', '{"odd":true}'],
] as const)('a %s of %j in %s', (type, value, language, text) => {
  expect(formatValue(value, { type, codes: CODES }, language)).toBe(text);
});

it('what is typed says the same again', () => {
  expect(typedValue({ amount: 2.1, unit: 'kg', grams: 2100 })).toBe('2.1 kg');
  expect(typedValue(['LA', 'TH'])).toBe('LA, TH');
  expect(typedValue(null)).toBe('');
  expect(typedValue(82.5)).toBe('82.5');
});
