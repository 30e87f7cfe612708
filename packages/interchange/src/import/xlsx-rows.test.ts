import { strToU8, unzipSync, Zip, ZipDeflate, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { IMPORT_LIMITS } from '../limits.js';
import { mappingOf, rowsOf } from '../testing/rows-of-text.js';
import type { MappedRow } from './read-rows.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A spreadsheet with these sheets, written by hand; a cell that begins with `=` is a formula with a last value. */
function spreadsheet(
  sheets: Record<string, readonly (readonly (string | number | Date)[])[]>,
  change: (files: Record<string, Uint8Array>) => void = () => undefined,
): Uint8Array {
  const names = Object.keys(sheets);
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}</Relationships>`,
    ),
    'xl/styles.xml': strToU8(
      `<styleSheet xmlns="${MAIN}"><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
  };
  for (const [i, name] of names.entries())
    files[`xl/worksheets/sheet${i + 1}.xml`] = strToU8(sheetXml(sheets[name] ?? []));
  change(files);
  return zipSync(files);
}

function sheetXml(rows: readonly (readonly (string | number | Date)[])[]): string {
  const cell = (value: string | number | Date, ref: string): string => {
    if (value instanceof Date) return `<c r="${ref}" s="1"><v>${value.getTime() / 86_400_000 + 25_569}</v></c>`;
    if (typeof value === 'number') return `<c r="${ref}"><v>${value}</v></c>`;
    if (value.startsWith('=')) return `<c r="${ref}"><f>${value.slice(1)}</f><v>7</v></c>`;
    return `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const body = rows.map(
    (cells, r) =>
      `<row r="${r + 1}">${cells.map((value, c) => cell(value, `${String.fromCharCode(65 + c)}${r + 1}`)).join('')}</row>`,
  );
  return `<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData></worksheet>`;
}

const ROWS = [
  ['No', 'Date', 'Place', 'Purity'],
  [17, new Date(Date.UTC(2026, 10, 24)), '부산 "항"', 55.5],
  [18, new Date(Date.UTC(2026, 0, 2)), 'ท่าเรือ', '=SUM(1,6)'],
] as const;
const mapping = (more: object = {}) =>
  mappingOf({
    key: ['No'],
    fields: {
      seizedOn: { column: 'Date', date: 'yyyy-MM-dd' },
      place: { column: 'Place' },
      purityPercent: { column: 'Purity', number: true },
    },
    ...more,
  });

describe('a spreadsheet', () => {
  test('is read like a file of text, with dates, numbers, quotes and the last value of a formula', async () => {
    const rows = (await rowsOf(spreadsheet({ Sheet1: ROWS }), mapping(), 5)) as MappedRow[];
    expect(rows.map(({ line, key, fields }) => [line, key, fields])).toEqual([
      [2, '["17"]', { seizedOn: '2026-11-24', place: '부산 "항"', purityPercent: 55.5 }],
      [3, '["18"]', { seizedOn: '2026-01-02', place: 'ท่าเรือ', purityPercent: 7 }],
    ]);
  });

  test('gives the sheet that the mapping names, by name or place', async () => {
    const file = spreadsheet({ Notes: [['x']], Data: ROWS });
    for (const sheet of ['Data', 2]) expect(await rowsOf(file, mapping({ sheet }))).toHaveLength(2);
    await expect(rowsOf(file, mapping({ sheet: 'Missing' }))).rejects.toMatchObject({ code: 'sheet-missing' });
  });

  test('that unpacks to more than is allowed is refused before it is unpacked', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(IMPORT_LIMITS.spreadsheetUnpackedBytesMax + 1) });
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(rowsOf(bomb, mapping(), 100_000)).rejects.toMatchObject({ code: 'spreadsheet-too-large' });
  });

  test('with a cell in the last corner is refused before its gaps are filled', async () => {
    const cell = (at: string, value = '<v>7</v>') =>
      `<row r="${at.replace(/\D/g, '')}"><c r="${at}">${value}</c></row>`;
    const sheets = {
      corner: cell('XFD1048576'),
      column: cell('ZZZZZZ2'),
      row: '<row r="999999999"><c r="A999999999"><v>7</v></c></row>',
      exponent: '<row r="1e9"><c r="A2"><v>7</v></c></row>',
      escaped: '<row r="&#57;99999999"><c r="A2"><v>7</v></c></row>',
      prefixed: '<x:row x:r="999999999"><x:c x:r="A2"><x:v>7</x:v></x:c></x:row>',
    };
    for (const [name, rows] of Object.entries(sheets)) {
      const file = spreadsheet({ Sheet1: [] }, (files) => {
        files['xl/worksheets/sheet1.xml'] = strToU8(sheetXml(ROWS).replace('</sheetData>', `${rows}</sheetData>`));
      });
      const outcome = await rowsOf(file, mapping()).catch((error: { code: string }) => error.code);
      expect([name, outcome]).toEqual([name, 'spreadsheet-too-large']);
    }
    const formatted = spreadsheet({ Sheet1: [] }, (files) => {
      const far = cell('XFD9', '').replace('<c ', '<c s="1" ');
      files['xl/worksheets/sheet1.xml'] = strToU8(sheetXml(ROWS).replace('</sheetData>', `${far}</sheetData>`));
    });
    expect(await rowsOf(formatted, mapping())).toHaveLength(2);
  });

  test('with one long text in every cell is refused at the row that it makes', async () => {
    const text = 'x'.repeat(100_000);
    const head = ['No', 'Date', 'Place', 'Purity', ...Array.from({ length: 16 }, (_, i) => `c${i}`)];
    const file = spreadsheet({ Sheet1: [head, [1, '2026-01-02', ...head.slice(2).map(() => text)]] });
    await expect(rowsOf(file, mapping(), 100_000)).rejects.toMatchObject({ code: 'import-row-too-large' });
  });

  test('that was written as a stream, its sizes behind its parts, is read as well', async () => {
    const pieces: Uint8Array[] = [];
    const zip = new Zip((_error, piece) => pieces.push(piece));
    for (const [name, content] of Object.entries(unzipSync(spreadsheet({ Sheet1: ROWS })))) {
      const part = new ZipDeflate(name);
      zip.add(part);
      part.push(content, true);
    }
    zip.end();
    expect(await rowsOf(Buffer.concat(pieces), mapping())).toHaveLength(2);
  });

  test('with parts that its list of contents does not name has them counted', async () => {
    const hidden = zipSync({ 'xl/more.xml': new Uint8Array(IMPORT_LIMITS.spreadsheetUnpackedBytesMax + 1) });
    const part = hidden.subarray(0, Buffer.from(hidden).indexOf(Buffer.from('PK\x01\x02', 'latin1')));
    const file = Buffer.concat([part, spreadsheet({ Sheet1: ROWS })]);
    await expect(rowsOf(file, mapping(), 100_000)).rejects.toMatchObject({ code: 'spreadsheet-too-large' });
  });

  test('that is broken is refused with a next step', async () => {
    const file = spreadsheet({ Sheet1: ROWS });
    for (const broken of [file.subarray(0, 60), Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)]) {
      await expect(rowsOf(broken, mapping())).rejects.toMatchObject({ code: 'spreadsheet-unreadable' });
    }
  });

  test('with entities that would grow without end expands none of them', async () => {
    const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">${levels}]>${sheetXml([
      ['No', 'Date', 'Place', 'Purity'],
      [1, '2026-01-02', '&l9;', 1],
    ])}`;
    const external = bomb.replace('<!ENTITY l0 "lol">', '<!ENTITY l0 SYSTEM "file:///etc/passwd">');
    for (const xml of [bomb, external]) {
      const file = spreadsheet({ Sheet1: [] }, (files) => {
        files['xl/worksheets/sheet1.xml'] = strToU8(xml);
      });
      const outcome = await rowsOf(file, mapping()).catch((error: { code: string }) => error.code);
      expect(JSON.stringify(outcome).length).toBeLessThan(1_000);
      expect(JSON.stringify(outcome)).not.toMatch(/lollol|root:/);
    }
  });

  test('that unpacks to more than it says is never unpacked beyond that', async () => {
    const honest = Buffer.from(
      spreadsheet({ Sheet1: [] }, (files) => {
        files['xl/worksheets/sheet1.xml'] = new Uint8Array(50_000_000).fill(0x20);
      }),
    );
    const size = Buffer.alloc(4);
    size.writeUInt32LE(50_000_000);
    const small = Buffer.alloc(4);
    small.writeUInt32LE(1_000);
    for (let at = honest.indexOf(size); at >= 0; at = honest.indexOf(size, at + 1)) small.copy(honest, at);
    const before = process.memoryUsage().arrayBuffers;
    await expect(rowsOf(honest, mapping(), 100_000)).rejects.toMatchObject({
      code: expect.stringMatching(/^(spreadsheet|import)-/),
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
  });

  test('with merged cells says what stands in the first of them, and nothing in the others', async () => {
    const merged = sheetXml([...ROWS, ['', '', '', '']])
      .replace('</worksheet>', '<mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells></worksheet>')
      .replace('ท่าเรือ', '');
    const file = spreadsheet({ Sheet1: ROWS }, (files) => {
      files['xl/worksheets/sheet1.xml'] = strToU8(merged);
    });
    const rows = (await rowsOf(file, mapping())) as MappedRow[];
    expect(rows.map(({ fields }) => fields.place)).toEqual(['부산 "항"', undefined]);
  });

  test('with dates counted from 1904, as old Macintosh programs do, gives the same days', async () => {
    const file = spreadsheet(
      {
        Sheet1: ROWS.map((row) =>
          row.map((value) => (value instanceof Date ? new Date(value.getTime() - 1_462 * 86_400_000) : value)),
        ),
      },
      (files) => {
        const book = 'xl/workbook.xml';
        files[book] = strToU8(
          new TextDecoder().decode(files[book]).replace('<sheets>', '<workbookPr date1904="1"/><sheets>'),
        );
      },
    );
    const rows = (await rowsOf(file, mapping())) as MappedRow[];
    expect(rows.map(({ fields }) => fields.seizedOn)).toEqual(['2026-11-24', '2026-01-02']);
  });
});
