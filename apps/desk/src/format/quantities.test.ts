import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatNumber, formatQuantity } from './quantities.js';

it('keeps every digit of a number, in the order of the language', () => {
  expect(formatNumber('1234567.10', 'en')).toBe('1,234,567.10');
  expect(formatNumber('1234567.10', 'vi')).toBe('1.234.567,10');
  expect(formatNumber('12345678901234567890.123', 'en')).toBe('12,345,678,901,234,567,890.123');
  expect(formatNumber(0.1, 'ms')).toBe('0.1');
});

it('never loses or adds a digit', () => {
  const numbers = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.stringMatching(/^\d{0,12}$/));
  fc.assert(
    fc.property(numbers, ([whole, decimals]) => {
      const text = decimals === '' ? `${whole}` : `${whole}.${decimals}`;
      expect(formatNumber(text, 'en').replaceAll(',', '')).toBe(text);
    }),
  );
});

it.each(['about 3', '1e9', '', '٣'])('%j is shown as it stands', (text) => {
  expect(formatNumber(text, 'th')).toBe(text);
});

it('does not break between number and unit', () => {
  expect(formatQuantity('2.1', 'kg', 'en')).toBe('2.1\u00a0kg');
});
