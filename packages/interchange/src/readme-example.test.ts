import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadMapping } from './import/load-mapping.js';
import { rowsOf } from './testing/rows-of-text.js';

/** The rows that the first mapping of a page makes of its first file. */
async function rowsOfPage(page: string) {
  const text = await readFile(new URL(`../${page}`, import.meta.url), 'utf8');
  const block = (language: string): string => text.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';
  const mapping = loadMapping(block('json'));
  if (!mapping.ok) throw mapping.error;
  return rowsOf(block('csv'), mapping.value);
}

test('the example of the README does what the README says', async () => {
  expect(await rowsOfPage('README.md')).toMatchObject([
    { type: 'mapped', line: 2, key: '["17"]', fields: { seizedOn: '2024-01-05', substance: 'methamphetamine' } },
    { type: 'rejected', line: 3, code: 'date-unreadable' },
  ]);
});

test('the example of the page of mappings does what the page says', async () => {
  expect(await rowsOfPage('MAPPING.md')).toEqual([
    {
      type: 'mapped',
      line: 3,
      key: '["17"]',
      fields: {
        seizedOn: '2024-01-05',
        country: 'TH',
        place: 'Sadao, Songkhla',
        substance: 'methamphetamine',
        quantity: { amount: 1250.5, unit: 'kg', grams: 1_250_500 },
      },
      texts: { narrative: 'Two lorries;\ndriver held' },
    },
    expect.objectContaining({ type: 'rejected', line: 6, code: 'date-unreadable' }),
  ]);
});
