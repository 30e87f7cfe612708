import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadMapping } from './import/load-mapping.js';
import { rowsOf } from './testing/rows-of-text.js';

test('the example of the README does what the README says', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const block = (language: string): string => readme.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';
  const mapping = loadMapping(block('json'));
  if (!mapping.ok) throw mapping.error;
  expect(await rowsOf(block('csv'), mapping.value)).toEqual([
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
