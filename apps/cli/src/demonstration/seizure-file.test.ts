import { loadMapping, type MappedRow, type RejectedRow, readRows } from '@liaison/interchange';
import { describe, expect, it } from 'vitest';
import { seizureFile } from './seizure-file.js';

async function rowsOf(member: 'KR' | 'VN') {
  const { csv, mapping } = seizureFile(member, 'test', 40);
  const loaded = loadMapping(JSON.stringify(mapping));
  if (!loaded.ok) throw loaded.error;
  async function* bytes() {
    yield Buffer.from(csv);
  }
  const rows: (MappedRow | RejectedRow)[] = [];
  for await (const row of readRows(bytes(), loaded.value)) rows.push(row);
  return rows;
}

describe('the file of generated seizures', () => {
  it('is imported whole under its own mapping', async () => {
    const rows = await rowsOf('KR');
    expect(rows.filter(({ type }) => type === 'rejected')).toEqual([]);
    expect(rows).toHaveLength(40);
  });

  it('says on every record that it is generated', async () => {
    for (const row of await rowsOf('VN')) {
      expect(row).toMatchObject({ texts: { narrative: expect.stringContaining('Generated for demonstration') } });
    }
  });
});
