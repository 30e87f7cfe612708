import { createReadStream } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { loadMapping } from '../import/load-mapping.js';
import { readRows } from '../import/read-rows.js';
import { collect } from '../testing/rows-of-text.js';
import { suggestMapping } from './suggest-mapping.js';

async function* bytesOf(text: string | Uint8Array) {
  yield typeof text === 'string' ? Buffer.from(text) : text;
}

const suggest = (text: string | Uint8Array, kind?: string) =>
  suggestMapping(bytesOf(text), { fileName: 'list.csv', ...(kind === undefined ? {} : { kind }) });
const rulesOf = async (text: string, kind?: string) =>
  (await suggest(text, kind)).mapping.fields as Record<string, object>;
const shipped = (name: string) =>
  suggestMapping(createReadStream(new URL(`../../../../data/seizures/${name}.csv`, import.meta.url)), {
    fileName: name,
  });

/** The same two seizures as five countries would list them. */
const LISTS = {
  en: 'Case No.,Date of seizure,Port,Drug type,Net weight (kg),Remarks\nA-1,24/11/2026,Busan,Ice,2.1,x\nA-2,25/11/2026,Jeju,Ketamine,1,y\n',
  ko: '사건번호,압수일자,적발장소,마약류 종류,압수량(kg),비고\nA-1,2026-11-24,부산,필로폰,2.1,x\nA-2,2026-11-25,제주,케타민,1,y\n',
  th: 'เลขคดี,วันที่จับกุม,จังหวัด,ชนิดยาเสพติด,น้ำหนัก (กก.),หมายเหตุ\nA-1,24/11/2026,ตราด,ไอซ์,2.1,x\nA-2,25/11/2026,ระนอง,เคตามีน,1,y\n',
  vi: 'Số vụ án;Ngày bắt giữ;Tỉnh;Loại ma túy;Khối lượng (kg);Ghi chú\nA-1;24/11/2026;Hà Nội;Ma túy đá;2.1;x\nA-2;25/11/2026;Huế;Ketamin;1;y\n',
  ms: 'Nombor kes;Tarikh rampasan;Lokasi;Jenis dadah;Berat (kg);Catatan\nA-1;24/11/2026;Klang;Syabu;2.1;x\nA-2;25/11/2026;Penang;Ketamin;1;y\n',
};

describe('a list of seizures', () => {
  test.each(Object.entries(LISTS))('with heads in %s is understood as a whole', async (_language, text) => {
    const found = await suggest(text);
    expect(found.mapping).toMatchObject({ kind: 'seizure', source: 'list' });
    expect(found.fields.map(({ field }) => field).sort()).toEqual(
      ['caseNumber', 'narrative', 'place', 'quantity', 'seizedOn', 'substance'].sort(),
    );
    expect(found.unmapped).toEqual([]);
    expect(found.key.columns).toHaveLength(1);
    expect(found.tried).toEqual({ rows: 2, rejected: 0, rejections: [] });
    const mapping = loadMapping(JSON.stringify(found.mapping));
    if (!mapping.ok) throw mapping.error;
    const rows = await collect(readRows(bytesOf(text), mapping.value));
    expect(rows.map((row) => (row as { fields: object }).fields)).toMatchObject([
      { seizedOn: '2026-11-24', substance: 'methamphetamine', quantity: { grams: 2100 }, caseNumber: 'A-1' },
      { seizedOn: '2026-11-25', substance: 'ketamine', quantity: { grams: 1000 } },
    ]);
  });

  test('in CP949 is found to be that', async () => {
    const found = await suggest(iconv.encode(LISTS.ko, 'cp949'));
    expect(found.mapping).toMatchObject({ encoding: 'cp949', kind: 'seizure' });
    expect(found.tried.rejected).toBe(0);
  });

  test('takes its units from the head, from a column, or from the cells', async () => {
    const of = async (text: string) => (await rulesOf(text, 'seizure')).quantity;
    expect(await of('No,Drug,Weight (g)\n1,Ice,5\n')).toEqual({ column: 'Weight (g)', number: true, unit: 'g' });
    expect(await of('No,Drug,Quantity,Unit\n1,Ice,5,กก.\n2,Yaba,"1,000",เม็ด\n')).toEqual({
      column: 'Quantity',
      number: { decimal: '.', group: ',' },
      unit: { column: 'Unit', map: { 'กก.': 'kg', เม็ด: 'tablet' } },
    });
    expect(await of('No,Drug,Quantity\n1,Ice,5 kg\n2,Yaba,300 tablets\n')).toEqual({ column: 'Quantity' });
  });

  test('with countries by name gets their codes', async () => {
    const rules = await rulesOf('No,Drug,Origin,Destination\n1,Ice,ไทย,KR\n2,Ice,베트남,US\n3,Ice,Malaysia,JP\n');
    expect(rules.origin).toEqual({ column: 'Origin', map: { ไทย: 'TH', 베트남: 'VN', Malaysia: 'MY' } });
    expect(rules.destination).toEqual({ column: 'Destination' });
  });
});

describe('what is not certain', () => {
  const noteOf = async (text: string, field: string) =>
    (await suggest(text, 'seizure')).fields.find((found) => found.field === field);

  test('a date that may be read in two ways is a guess that names the other', async () => {
    expect(await noteOf('No,Date,Drug\n1,03/04/2026,Ice\n2,05/06/2026,Ice\n', 'seizedOn')).toMatchObject({
      certainty: 'guess',
      why: expect.arrayContaining([expect.stringContaining('MM/dd/yyyy')]),
    });
    expect(await noteOf('No,Date,Drug\n1,03/04/2026,Ice\n2,15/06/2026,Ice\n', 'seizedOn')).toMatchObject({
      certainty: 'sure',
    });
  });

  test('values without a code are named, left out of the map and rejected by line', async () => {
    const found = await suggest('No,Drug\n1,Ice\n2,Ketamine\n3,Flakka\n', 'seizure');
    const substance = found.fields.find(({ field }) => field === 'substance');
    expect(substance).toMatchObject({
      certainty: 'guess',
      why: expect.arrayContaining([expect.stringContaining('"Flakka"')]),
    });
    expect(found.tried).toMatchObject({ rows: 3, rejected: 1, rejections: [{ line: 4, code: 'code-unknown' }] });
  });

  test('columns that nothing takes are listed with values, and fields that nothing was found for', async () => {
    const found = await suggest('No,Drug,Colour of the bag\n1,Ice,red\n2,Ice,blue\n', 'seizure');
    expect(found.unmapped).toEqual([
      { column: 'No', values: ['1', '2'] },
      { column: 'Colour of the bag', values: ['red', 'blue'] },
    ]);
    expect(found.missing).toContain('seizedOn');
  });

  test('a column that only counts the rows is a key with a warning; without any, the whole row is', async () => {
    expect((await suggest('No,Drug\n1,Ice\n2,Ice\n', 'seizure')).key).toMatchObject({
      columns: ['No'],
      why: expect.stringContaining('only counts the rows'),
    });
    expect((await suggest('Drug,Place\nIce,Busan\nIce,Busan\n', 'seizure')).key.columns).toBe('row');
  });

  test('of two heads that are both names of a field, the one whose values differ more is taken', async () => {
    const text = 'Region,Country,Year,KgEquivalent\nAsia,Thailand,2016,5\nAsia,Malaysia,2016,7\nAsia,Thailand,2015,5\n';
    const found = await suggest(text);
    expect(found.mapping.fields).toMatchObject({ area: { column: 'Country' }, value: { column: 'KgEquivalent' } });
    expect(found.unmapped).toEqual([{ column: 'Region', values: ['Asia'] }]);
  });

  test('a file without heads, and one without anything known, say so', async () => {
    await expect(suggest('1,2,3\n4,5,6\n')).rejects.toMatchObject({ code: 'suggest-no-head' });
    await expect(suggest('')).rejects.toMatchObject({ code: 'suggest-no-head' });
    await expect(suggest('foo,bar\nx,y\n')).rejects.toMatchObject({ code: 'suggest-nothing-fits' });
    await expect(suggest('foo,bar\nx,y\n', 'boat')).rejects.toMatchObject({ code: 'kind-unknown' });
  });
});

describe('the shipped files', () => {
  test('Korean statistics: title row, years as columns, two rows of heads, full-width brackets', async () => {
    const [recent, older] = [
      await shipped('kr-narcotics-crime-2014-2024'),
      await shipped('kr-narcotics-crime-2005-2013'),
    ];
    expect(recent.mapping).toMatchObject({ kind: 'statistic', headerRow: 2, unpivot: { columns: '^(\\d{4}) ?년' } });
    expect(recent.mapping.fields).toMatchObject({ measure: { columns: ['범죄별', '항목'] }, unit: { column: '단위' } });
    expect(older.mapping).toMatchObject({ compatibility: true, unpivot: { headerRows: 2, measure: 'Measure' } });
    for (const { tried } of [recent, older]) expect([tried.rejected, tried.rows > 200]).toEqual([0, true]);
  });

  test('CBP: pounds in the head, a key of many columns', async () => {
    const { mapping, tried } = await shipped('cbp-nationwide-drugs-fy20-fy23');
    expect(mapping).toMatchObject({
      kind: 'statistic',
      fields: { value: { column: 'Sum Qty (lbs)' }, unit: { value: 'lbs' } },
    });
    expect(tried.rejected).toBe(0);
  });
});

test('whatever the cells are, the answer is a mapping that can be used or one of its codes', async () => {
  const heads = fc.constantFrom('Date', '물질', 'Weight (kg)', 'Country', '2024', 'Unit', 'No', 'x', '__proto__', '');
  const cell = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('2026-01-02', 'Ice', '5', '5 kg', 'TH', '__proto__', '"'),
  );
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(heads, { minLength: 1, maxLength: 5 }), table, async (names, rows) => {
      const text = [names, ...rows].map((cells) => cells.join(',')).join('\n');
      const codes = ['suggest-no-head', 'suggest-nothing-fits', 'import-header-unreadable'];
      await suggest(text).then(
        ({ mapping }) => expect(loadMapping(JSON.stringify(mapping)).ok).toBe(true),
        (error: { code?: string }) => expect(codes).toContain(error.code ?? error),
      );
    }),
    { numRuns: 300 },
  );
});
