import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { collect } from '../testing/rows-of-text.js';
import { loadMapping } from './load-mapping.js';
import { type MappedRow, readRows } from './read-rows.js';

const data = new URL('../../../../data/', import.meta.url);

async function shipped(): Promise<{ mapped: MappedRow[]; rejected: unknown[] }> {
  const mapping = loadMapping(await readFile(new URL('mappings/cbp-nationwide-drugs.json', data), 'utf8'));
  if (!mapping.ok) throw mapping.error;
  const file = createReadStream(new URL('seizures/cbp-nationwide-drugs-fy20-fy23.csv', data));
  const rows = await collect(readRows(file, mapping.value));
  return {
    mapped: rows.filter((row) => row.type === 'mapped'),
    rejected: rows.filter((row) => row.type === 'rejected'),
  };
}

test('all 9,924 rows of the real file map, each to its own key', async () => {
  const { mapped, rejected } = await shipped();
  expect(rejected).toEqual([]);
  expect(mapped).toHaveLength(9_924);
  expect(new Set(mapped.map((row) => row.key)).size).toBe(9_924);
  expect(mapped.map((row) => row.line)).toEqual(mapped.map((_row, index) => index + 2));
});

test('its first row reads as the source says it', async () => {
  const { mapped } = await shipped();
  expect(mapped[0]).toEqual({
    type: 'mapped',
    line: 2,
    key: '[["2020","APR","Office of Field Operations","Coastal/Interior","Other","ATLANTA FIELD OFFICE","Other Drugs**","2","0.330693393"],1]',
    fields: {
      area: 'Office of Field Operations, Coastal/Interior, Other, ATLANTA FIELD OFFICE',
      period: '2020-04',
      measure: 'drug-seizures',
      substance: 'other',
      value: 0.330693393,
      unit: 'lb',
      count: 2,
    },
  });
});

test('fiscal years become the 48 calendar months from October 2019, and totals survive', async () => {
  const { mapped } = await shipped();
  const periods = [...new Set(mapped.map((row) => String(row.fields.period)))].sort();
  expect(periods).toHaveLength(48);
  expect([periods[0], periods[47]]).toEqual(['2019-10', '2023-09']);
  const total = (name: string) => mapped.reduce((sum, row) => sum + Number(row.fields[name]), 0);
  // Computed from the source columns by another program.
  expect(total('count')).toBe(269_872);
  expect(total('value')).toBeCloseTo(3_177_593.3479, 3);
  expect(mapped.filter((row) => row.fields.value === 0)).toHaveLength(39);
});
