import type { JsonValue, SectionName } from '@liaison/protocol';
import { hex } from '@liaison/protocol';
import { expect, test } from 'vitest';
import { conflictsOf } from './section-conflicts.js';
import { viewDigest } from './section-view.js';
import { bucketDigest, sectionKey, stateDigest, stateDigestOf } from './state-digest.js';

const says = (section: string, fields: Record<string, JsonValue[]>, texts: Record<string, string> = {}) => ({
  section: section as SectionName,
  view: { fields, texts, unreadable: {} },
});

test('VIEW-5: a conflict lies inside a section, a disagreement between sections', () => {
  const found = conflictsOf([
    says('joint', { place: ['Incheon', 'Jeju'] }),
    says('TH', { quantity: [2], country: ['TH'], agency: ['ONCB'] }, { narrative: 'one' }),
    says('KR', { quantity: [3], country: ['TH'] }, { narrative: 'two' }),
  ]);
  expect(found).toEqual([
    {
      field: 'place',
      section: 'joint',
      type: 'conflict',
      values: [
        { section: 'joint', value: 'Incheon' },
        { section: 'joint', value: 'Jeju' },
      ],
    },
    {
      field: 'quantity',
      section: null,
      type: 'disagreement',
      values: [
        { section: 'KR', value: 3 },
        { section: 'TH', value: 2 },
      ],
    },
  ]);
});

test('equal values in another order are no disagreement; a part of them is', () => {
  const both = conflictsOf([says('KR', { place: ['a', 'b'] }), says('TH', { place: ['b', 'a'] })]);
  expect(both.map(({ type }) => type)).toEqual(['conflict', 'conflict']);
  const part = conflictsOf([says('KR', { place: ['a', 'b'] }), says('TH', { place: ['a'] })]);
  expect(part.map(({ type }) => type)).toEqual(['conflict', 'disagreement']);
});

test('VIEW-4: the state digest depends on keys and views, not on the order of sections', () => {
  const digest = viewDigest(says('KR', { place: ['a'] }).view);
  const sections = ['KR', 'TH', 'joint'].map((name) => ({
    key: sectionKey('r', 'seizure', name as SectionName),
    digest,
  }));
  expect(hex(stateDigest(sections))).toBe(hex(stateDigest([...sections].reverse())));
  expect(hex(stateDigest(sections))).not.toBe(hex(stateDigest(sections.slice(1))));
  expect(hex(stateDigest([]))).toBe('0'.repeat(64));
  const buckets = ['0ab', '0ac'].map((digits) => ({ key: sectionKey(`${digits}1`, 'case', 'joint'), digest }));
  const byBucket = new Map(buckets.map((one) => [one.key.slice(0, 3), bucketDigest([one])]));
  expect(hex(stateDigestOf(byBucket))).toBe(hex(stateDigest(buckets)));
});
