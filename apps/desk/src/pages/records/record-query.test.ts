import { expect, it } from 'vitest';
import { listInputOf, readRecordQuery } from './record-query.js';

it('an address says which records and how; what it cannot mean is left out', () => {
  const asked = { space: 'sp', kind: 'seizure', unread: true, contested: 'yes', sort: 'wish', after: -1, other: 1 };
  expect(readRecordQuery(asked)).toEqual({ space: 'sp', kind: 'seizure', unread: true });
  expect(readRecordQuery({ sort: 'day', space: true, kind: '' })).toEqual({ sort: 'day' });
  const figure = {
    substance: '',
    via: 'LA,TH',
    dayFrom: '2026-01',
    dayTo: 2026,
    undated: false,
    weighed: 'no',
    transit: [],
  };
  expect(readRecordQuery(figure)).toEqual({
    substance: '',
    via: 'LA,TH',
    dayFrom: '2026-01',
    dayTo: '2026',
    undated: false,
  });
});

it('what changed last comes first unless another order is asked for', () => {
  expect(listInputOf({})).toEqual({ filter: {}, sort: 'change', descending: true });
  expect(listInputOf({ after: 12 }).filter).toEqual({ changedAfter: 12 });
  expect(listInputOf({ kind: 'case', sort: 'number' })).toEqual({
    filter: { kind: 'case' },
    sort: 'number',
    descending: true,
  });
});
