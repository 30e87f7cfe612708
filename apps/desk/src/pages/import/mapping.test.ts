import { expect, it } from 'vitest';
import { type Mapping, purposeOf, withField, withoutColumn, withRule, withUnitColumn } from './mapping.js';

const mapping: Mapping = {
  kind: 'seizure',
  source: 'ports',
  key: ['No'],
  fields: {
    place: { columns: ['Office', 'Province'] },
    quantity: { column: 'Weight', number: true, unit: { column: 'Unit' } },
    seizedOn: { column: 'Date', date: 'dd/MM/yyyy' },
  },
};

it('says what each column is for', () => {
  expect(purposeOf(mapping, 'Province')).toEqual({ as: 'field', field: 'place' });
  expect(purposeOf(mapping, 'Unit')).toEqual({ as: 'unit', field: 'quantity' });
  expect(purposeOf(mapping, 'Remarks')).toBeUndefined();
});

it('a column that is let go takes with it only what was read from it alone', () => {
  expect(withoutColumn(mapping, 'Province').fields.place).toEqual({ columns: ['Office'] });
  expect(withoutColumn(mapping, 'Date').fields).not.toHaveProperty('seizedOn');
  expect(withoutColumn(mapping, 'Unit').fields.quantity).toEqual({ column: 'Weight' });
});

it('a field is read from one column at a time', () => {
  const changed = withField(mapping, 'Remarks', 'seizedOn', { date: 'yyyy-MM-dd' });
  expect(changed.fields.seizedOn).toEqual({ column: 'Remarks', date: 'yyyy-MM-dd' });
  expect(purposeOf(changed, 'Date')).toBeUndefined();
});

it('a unit is found in another column, or is the same in every row', () => {
  const inCells = withRule(mapping, 'quantity', { unit: undefined, number: undefined });
  expect(inCells.fields.quantity).toEqual({ column: 'Weight' });
  expect(withUnitColumn(inCells, 'Date', 'quantity').fields).toEqual({
    place: { columns: ['Office', 'Province'] },
    quantity: { column: 'Weight', number: true, unit: { column: 'Date' } },
  });
  expect(withUnitColumn(mapping, 'Date', 'country')).toBe(mapping);
});
