import { expect, it } from 'vitest';
import { filtersSet, findInputOf, readSearchQuery } from './search-query.js';

it('an address says what is searched for and where; what it cannot mean is left out', () => {
  const asked = { q: 2569, member: 'TH', from: '2026-01-05', to: 'yesterday', kind: '', other: 1 };
  expect(readSearchQuery(asked)).toEqual({ q: '2569', member: 'TH', from: '2026-01-05' });
  expect(readSearchQuery({ q: 'x'.repeat(500) }).q).toHaveLength(200);
});

it('what was typed is no filter', () => {
  expect(filtersSet({ q: 'ยาบ้า', member: 'TH', from: '2026-01-05' })).toBe(2);
});

it('asks for records in which the member speaks, between two days', () => {
  expect(findInputOf({ q: ' 사탕 ', member: 'TH', substance: 'ketamine', to: '2026-03-01' })).toMatchObject({
    query: '사탕',
    filter: { speaks: 'TH', substance: 'ketamine', dayTo: '2026-03-01' },
  });
});
