import iconv from 'iconv-lite';
import { expect, test, vi } from 'vitest';
import { collect, mappingOf, rowsOf } from '../testing/rows-of-text.js';
import { readRows } from './read-rows.js';

const place = mappingOf({ fields: { place: { column: 'place' }, agency: { column: 'agency' } } });
const seen = async (text: string, mapping = place) =>
  (await rowsOf(text, mapping)).map((row) => (row.type === 'mapped' ? [row.line, row.fields] : [row.line, row.code]));

test('cells are trimmed and NFC, empty ones are absent', async () => {
  expect(await seen('place,agency\n  Đà Nẵng\u00a0,\nSeoul,"  "\n'.normalize('NFD'))).toEqual([
    [2, { place: 'Đà Nẵng'.normalize('NFC') }],
    [3, { place: 'Seoul' }],
  ]);
});

test('line numbers are those of the file, also after quoted cells of several lines and with mixed line ends', async () => {
  const text = 'place,agency\r\n"a\r\nb\r\nc",x\r\n\r\nd\ne,"1\n2"\rf,y,z\nlast';
  expect(await seen(text)).toEqual([
    [2, { place: 'a\r\nb\r\nc', agency: 'x' }],
    [6, 'row-ragged'],
    [7, { place: 'e', agency: '1\n2' }],
    [9, 'row-ragged'],
    [10, 'row-ragged'],
  ]);
});

test('blank rows, rows of empty cells and skipped rows are no rows', async () => {
  const mapping = mappingOf({ skipRows: '^(#|Total,|"Note)', fields: { place: { column: 'place' } } });
  const text = 'place,n\n\n,\n" ",""\n# remark, with, many\nTotal,9\n"Note" badly quoted,x\nSeoul,1\n';
  expect(await seen(text, mapping)).toEqual([[8, { place: 'Seoul' }]]);
});

test('a broken quote rejects its row and the rest goes in', async () => {
  const text = 'place,agency\n"Bangkok"x,1\n"Da ""Nang""",2\n5" pipe,3\nHanoi, "4"\nSeoul,5\n';
  expect(await seen(text)).toEqual([
    [2, 'row-quotes'],
    [3, { place: 'Da "Nang"', agency: '2' }],
    [4, { place: '5" pipe', agency: '3' }],
    [5, 'row-quotes'],
    [6, { place: 'Seoul', agency: '5' }],
  ]);
});

test('a quote that is never closed is reported where it opens, after all good rows', async () => {
  const good = Array.from({ length: 500 }, (_, i) => `p${i},a\n`).join('');
  const rows = await rowsOf(`place,agency\n${good}"open,1\nSeoul,2\n`, place, 65_536);
  expect(rows).toHaveLength(501);
  expect(rows.at(-1)).toMatchObject({ line: 502, code: 'row-quote-not-closed', raw: '"open,1\nSeoul,2\n' });
});

test('a row without end stops the import with its line instead of filling memory', async () => {
  const rows = rowsOf(`place,agency\nSeoul,1\n"${'x'.repeat(1_100_000)}`, place, 65_536);
  await expect(rows).rejects.toMatchObject({ code: 'import-row-too-large', data: { line: 3 } });
});

test('bytes that are no text in the encoding reject the row', async () => {
  const bytes = Buffer.concat([
    Buffer.from('place,agency\n'),
    iconv.encode('서울,세관\n', 'cp949'),
    Buffer.from('Busan,x\n'),
  ]);
  expect(await rowsOf(bytes, place)).toMatchObject([
    { line: 2, code: 'row-encoding' },
    { line: 3, fields: { place: 'Busan', agency: 'x' } },
  ]);
});

test.each(['utf-8', 'utf-16le', 'utf-16be', 'cp949', 'utf-16'])(
  'reads Korean in %s with a byte order mark',
  async (encoding) => {
    const mapping = mappingOf({ encoding, headerRow: 2, delimiter: ';', fields: { place: { column: '장소' } } });
    const bytes = iconv.encode('범죄 [건];\r\n장소;비고\r\n인천국제공항;𠮷\r\n', encoding, {
      addBOM: encoding !== 'cp949',
    });
    expect((await rowsOf(bytes, mapping, 1))[0]).toMatchObject({ line: 3, fields: { place: '인천국제공항' } });
  },
);

test('a header that lacks a column is one error before any row, and names what is there', async () => {
  const mapping = mappingOf({ key: ['id'], fields: { place: { columns: ['place', 'town'] } } });
  await expect(rowsOf('place;id\nSeoul;1\n', mapping)).rejects.toMatchObject({
    code: 'mapping-column-missing',
    message: 'The header on line 1 has no column "id", "place", "town". It has "place;id".',
  });
});

test.each([
  ['an empty file', '', 'import-header-unreadable'],
  ['a doubled column', 'place,place,agency\n', 'mapping-column-ambiguous'],
  ['an open quote', '"place,agency\n', 'import-header-unreadable'],
])('%s has no usable header', async (_what, text, code) => {
  await expect(rowsOf(text, place)).rejects.toMatchObject({ code });
});

test('a failing source fails the import with its own error', async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('place,agency\nSeoul,1\n');
    throw new Error('disk on fire');
  }
  await expect(collect(readRows(broken(), place))).rejects.toThrow('disk on fire');
});

test('a reader that stops early closes the source', async () => {
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      yield Buffer.from('place,agency\n');
      for (;;) yield Buffer.from('Seoul,1\n'.repeat(1000));
    } finally {
      closed = true;
    }
  }
  for await (const row of readRows(endless(), place)) if (row.line > 5000) break;
  await vi.waitFor(() => expect(closed).toBe(true));
});

test('all faults of a row are said together', async () => {
  const mapping = mappingOf({
    fields: {
      seizedOn: { column: 'on', date: 'dd/MM/yyyy' },
      quantity: { column: 'kg', unit: 'kg' },
      substance: { column: 'what', map: { MA: 'methamphetamine' } },
    },
  });
  const [row] = await rowsOf('on,kg,what\n31/02/2024,much,XX\n', mapping);
  expect(row).toMatchObject({ line: 2, code: 'date-unreadable', raw: '31/02/2024,much,XX' });
  expect(row?.type === 'rejected' && row.reason).toMatch(
    /seizedOn \(column "on"\): .*31\/02\/2024.* quantity \(column "kg"\): .*much.* substance .*XX/,
  );
  expect(row).toMatchObject({
    cells: [
      { field: 'seizedOn', column: 'on', code: 'date-unreadable' },
      { field: 'quantity', column: 'kg', code: 'number-unreadable' },
      { field: 'substance', column: 'what', code: 'code-unknown' },
    ],
  });
});
