import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { mappingOf, rowsOf } from '../testing/rows-of-text.js';

const fields = { place: { column: 'a' }, agency: { column: 'b' }, caseNumber: { value: 'x' } };
const keys = async (text: string | Uint8Array, members: object, chunkBytes = 5) => {
  const rows = await rowsOf(text, mappingOf({ fields, ...members }), chunkBytes);
  return rows.map((row) => (row.type === 'mapped' ? row.key : row.code));
};

test('key "row" is the cells in header order and the occurrence number', async () => {
  expect(await keys('a,b\n 1 ,x\n1,y\n1,"x"\n1,x\n', {})).toEqual([
    '[["1","x"],1]',
    '[["1","y"],1]',
    '[["1","x"],2]',
    '[["1","x"],3]',
  ]);
});

test('key columns count in the order of the mapping, wherever the columns stand', async () => {
  expect(await keys('a,b\n1,x\n', { key: ['b', 'a'] })).toEqual(['["x","1"]']);
  expect(await keys('b,a\nx,1\n', { key: ['b', 'a'] })).toEqual(['["x","1"]']);
});

test('a row given twice is one key twice, the same key with other content is a rejection', async () => {
  const text = 'a,b\n1,x\n1,x\n1,y\n,z\n';
  expect(await keys(text, { key: ['a'] })).toEqual(['["1"]', '["1"]', 'key-repeated', 'key-empty']);
});

// Cells that survive cleaning unchanged, with everything that makes quoting hard; ASCII and Korean so that each
// encoding below can say them.
const cell = fc
  .string({ unit: fc.constantFrom('a', '0', ',', ';', '\t', '"', '\n', '\r\n', ' ', '가', '힣', "'"), maxLength: 6 })
  .map((text) => text.trim());
const sheet = fc.array(fc.tuple(cell, cell), { maxLength: 12 });
const style = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  encoding: fc.constantFrom('utf-8', 'utf-16le', 'cp949'),
  bom: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  quoteAll: fc.boolean(),
  lastLineEnd: fc.boolean(),
  chunkBytes: fc.integer({ min: 1, max: 40 }),
});

type Style = typeof style extends fc.Arbitrary<infer T> ? T : never;

function written(rows: readonly (readonly string[])[], form: Style): Uint8Array {
  const quote = (text: string) =>
    form.quoteAll || /[",;\t|\r\n]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = [['a', 'b'], ...rows].map((row) => row.map(quote).join(form.delimiter));
  const text = lines.join(form.lineEnd) + (form.lastLineEnd ? form.lineEnd : '');
  return iconv.encode(text, form.encoding, { addBOM: form.bom && form.encoding !== 'cp949' });
}

test('the same content has the same keys and fields in every delimiter, encoding, quoting and line end', async () => {
  await fc.assert(
    fc.asyncProperty(sheet, style, async (rows, form) => {
      const expected = new Map<string, number>();
      const expectedKeys = rows
        .filter((row) => row.some((text) => text !== ''))
        .map((row) => {
          const occurrence = (expected.get(JSON.stringify(row)) ?? 0) + 1;
          expected.set(JSON.stringify(row), occurrence);
          return JSON.stringify([row, occurrence]);
        });
      const { delimiter, encoding, chunkBytes } = form;
      expect(await keys(written(rows, form), { delimiter, encoding }, chunkBytes)).toEqual(expectedKeys);
    }),
    { numRuns: 300 },
  );
});

test('any bytes end in rows, rejections or a stated error, and lines never run backwards', async () => {
  const noise = fc.array(fc.constantFrom('a', 'b', ',', '"', '\n', '\r', '\ufeff', '가', '\u0000'), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(noise, fc.uint8Array({ maxLength: 4 }), async (text, tail) => {
      const bytes = Buffer.concat([Buffer.from(`a,b\n${text.join('')}`), tail]);
      const lines = (await rowsOf(bytes, mappingOf({ fields }), 9)).map((row) => row.line);
      expect(lines).toEqual([...lines].sort((a, b) => a - b));
      expect(new Set(lines).size).toBe(lines.length);
    }),
    { numRuns: 300 },
  );
});
