import { expect, test } from 'vitest';
import { KINDS, kindSpec, requireKind } from '../kinds/kind-registry.js';
import { titleOf } from '../kinds/record-title.js';
import { SectionDocument } from '../section/section-document.js';
import { checkFieldValue, parseFieldText } from './field-value.js';
import { normaliseQuantity } from './quantity.js';

test.each([
  ['quantity', '2.1 kg', { amount: 2.1, unit: 'kg', grams: 2100 }],
  ['quantity', '1,200 tablets', { amount: 1200, unit: 'tablet', grams: null }],
  ['quantity', '3 lbs', { amount: 3, unit: 'lb', grams: 1360.77711 }],
  ['quantity', '0.5µg', { amount: 0.5, unit: 'ug', grams: 0.000001 }],
  ['seizedOn', '2024-02-29', '2024-02-29'],
  ['substance', 'heroin', 'heroin'],
  ['country', 'th', 'TH'],
  ['transit', 'KR, th', ['KR', 'TH']],
  ['purityPercent', '82.5', 82.5],
  ['place', ' Suvarnabhumi ', 'Suvarnabhumi'],
  ['narrative', ' two\nlines ', ' two\nlines '],
])('%s=%s', (field, text, value) => {
  expect(parseFieldText('seizure', field, text)).toEqual({ ok: true, value });
});

test.each([
  ['seizure', 'quantity', '2,1 kg', 'quantity-form', 'number and a unit'],
  ['seizure', 'quantity', '2 kgg', 'quantity-unit', 'Did you mean kg?'],
  ['seizure', 'seizedOn', '2023-02-29', 'field-value', '2026-11-24'],
  ['seizure', 'seizedOn', '24/11/2026', 'field-value', '2026-11-24'],
  ['seizure', 'substance', 'heroine', 'field-code', 'Did you mean heroin? Use one of: amphetamine'],
  ['seizure', 'country', 'Thailand', 'field-value', 'KR'],
  ['seizure', 'transit', '', 'field-value', 'KR,TH'],
  ['seizure', 'purityPercent', '', 'field-value', 'number'],
  ['seizure', 'place', '', 'field-value', 'text'],
  ['seizure', 'seizedon', '2026-11-24', 'field-unknown', 'Did you mean seizedOn?'],
  ['statistic', 'count', '1.5', 'field-value', 'whole number'],
  ['siezure', 'place', 'x', 'kind-unknown', 'case, seizure, statistic'],
])('%s %s=%s fails with %s', (kind, field, text, code, next) => {
  const result = parseFieldText(kind, field, text);
  expect(!result.ok && result.error.code).toBe(code);
  expect(!result.ok && result.error.next).toContain(next);
});

test('a structured quantity gets its grams; a measured mass of pieces stays, a wrong one does not', () => {
  const check = (value: Parameters<typeof checkFieldValue>[2]) => checkFieldValue('seizure', 'quantity', value);
  expect(check({ amount: 2, unit: 'KG' })).toEqual({ ok: true, value: { amount: 2, unit: 'kg', grams: 2000 } });
  expect(check({ amount: 300, unit: 'tablet', grams: 27.5 })).toMatchObject({ ok: true, value: { grams: 27.5 } });
  expect(check({ amount: 2, unit: 'kg', grams: 2 }).ok).toBe(false);
  expect(check({ amount: 2, unit: 'kg', purity: 1 }).ok).toBe(false);
  expect(check('2 kg').ok).toBe(false);
  expect(normaliseQuantity(-1, 'g').ok).toBe(false);
});

test('every kind is whole: distinct names, labels in five languages, title fields that exist', () => {
  expect(KINDS.filter(({ internal }) => !internal).map(({ name, joint }) => [name, joint])).toEqual([
    ['case', true],
    ['seizure', true],
    ['statistic', false],
  ]);
  for (const kind of KINDS) {
    const names = kind.fields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of kind.title) expect(names).toContain(name);
    for (const { labels, codes } of kind.fields) {
      const all = [labels, ...Object.values(codes?.labelsByCode ?? {})].flatMap((one) => Object.values(one));
      expect(all.every((label) => label.length > 0 && label === label.normalize('NFC'))).toBe(true);
    }
  }
  expect(
    kindSpec('seizure')
      ?.fields.map(({ name }) => name)
      .join(),
  ).toBe(
    'seizedOn,country,place,substance,quantity,purityPercent,channel,origin,transit,destination,concealment,agency,caseNumber,narrative',
  );
  expect(requireKind('space').ok).toBe(true);
});

test('a title is short and takes what any section says', () => {
  const kr = SectionDocument.fromUpdates([]);
  const th = SectionDocument.fromUpdates([]);
  kr.edit(1, { fields: { substance: 'methamphetamine', quantity: { amount: 2.1, unit: 'kg', grams: 2100 } } });
  th.edit(2, { fields: { place: 'Suvarnabhumi', substance: 'other' } });
  expect(titleOf('seizure', [kr.view(), th.view()])).toBe('methamphetamine · 2.1 kg · Suvarnabhumi');
  expect(titleOf('unknown', [kr.view()])).toBe('');
});
