import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { collect, mappingOf, rowsOf } from '../testing/rows-of-text.js';
import { loadMapping } from './load-mapping.js';
import type { Mapping } from './mapping-schema.js';
import { type MappedRow, type RejectedRow, readRows } from './read-rows.js';

const data = new URL('../../../../data/', import.meta.url);

async function mappingFile(name: string): Promise<Mapping> {
  const mapping = loadMapping(await readFile(new URL(`mappings/${name}.json`, data), 'utf8'));
  if (!mapping.ok) throw mapping.error;
  return mapping.value;
}

async function shipped(name: string): Promise<MappedRow[]> {
  const file = createReadStream(new URL(`seizures/${name}.csv`, data));
  const rows = await collect(readRows(file, await mappingFile(name)));
  expect(rows.filter(({ type }) => type === 'rejected')).toEqual([]);
  return rows as MappedRow[];
}

const saying = (rows: readonly MappedRow[], measure: string, period: string) =>
  rows.filter(({ fields }) => fields.measure === measure && fields.period === period).map(({ fields }) => fields);

describe('Korean statistics with years as columns', () => {
  test('a title row, a byte order mark and one row of heads', async () => {
    const rows = await shipped('kr-narcotics-crime-2014-2024');
    expect(saying(rows, '마약류관리에 관한법률(향정) · 발생건수[건]', '2023')).toEqual([
      {
        area: 'KR',
        period: '2023',
        measure: '마약류관리에 관한법률(향정) · 발생건수[건]',
        value: 11_169,
        unit: '건',
        source: 'Korean crime statistics, offences and arrests, 2014-2024',
      },
    ]);
    expect(new Set(rows.map(({ fields }) => fields.period)).size).toBe(11);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  test('two rows of heads and full-width brackets', async () => {
    const rows = await shipped('kr-narcotics-crime-2005-2013');
    const [found] = saying(rows, '마약류관리에관한법률(대마) · 발생건수 (건)', '2005');
    expect(found).toMatchObject({ area: 'KR', value: 772 });
    expect(new Set(rows.map(({ fields }) => fields.period)).size).toBe(9);
    expect(rows.some(({ fields }) => String(fields.measure).includes('（'))).toBe(false);
  });
});

/** A few of the figures of "UNODC annual drug seizures, 2012-2016"; the file itself is not republished. */
const UNODC = `Region;SubRegion;Country;CountryCode;Year;DrugGroup;Drug;SpecificDrugName;KgEquivalent;Comment
Oceania;Australia and New Zealand;Australia;AUS;2012;Cannabis-type;Marijuana (herb);;2339;
Oceania;Australia and New Zealand;Australia;AUS;2012;Cannabis-type;Cannabis plants;;4;
Oceania;Australia and New Zealand;Australia;AUS;2012;Cannabis-type;Cannabis plants;;6279;
`;

test('annual totals of UNODC become statistics that name their source, rows with one key and other figures among them', async () => {
  const rows = (await collect(
    readRows(
      (async function* () {
        yield Buffer.from(UNODC);
      })(),
      await mappingFile('unodc-annual-seizures'),
    ),
  )) as MappedRow[];
  expect(rows.map(({ fields }) => [fields.area, fields.period, fields.substance, fields.value, fields.unit])).toEqual([
    ['Australia', '2012', 'cannabis', 2339, 'kg'],
    ['Australia', '2012', 'other', 4, 'kg'],
    ['Australia', '2012', 'other', 6279, 'kg'],
  ]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
  expect(rows[0]?.fields.source).toBe('UNODC, annual drug seizures');
});

describe('a table with years as columns', () => {
  const members = {
    kind: 'statistic',
    source: 'table',
    key: ['Port', 'Year'],
    unpivot: { columns: '^(\\d{4})$', name: 'Year', value: 'Kilograms' },
    fields: { area: { column: 'Port' }, period: { column: 'Year' }, value: { column: 'Kilograms', number: true } },
  };

  test('gives a row for each value, none for what says nothing, and rejects what is not in its shape', async () => {
    const rows = await rowsOf('Port,2023,2024\nBusan,1,2\nUlsan,-,\nJeju,3\nSokcho,x,4\n', mappingOf(members));
    expect(rows.map((row) => (row as MappedRow).key ?? (row as RejectedRow).code)).toEqual([
      '["Busan","2023"]',
      '["Busan","2024"]',
      'row-ragged',
      'number-unreadable',
      '["Sokcho","2024"]',
    ]);
    expect(rows.map(({ line }) => line)).toEqual([2, 2, 4, 5, 5]);
  });

  test('names columns that the table does not have, and needs a name for what two rows of heads measure', async () => {
    await expect(rowsOf('Place,2023\nBusan,1\n', mappingOf(members))).rejects.toMatchObject({
      code: 'mapping-column-missing',
    });
    const two = { ...members, unpivot: { ...members.unpivot, headerRows: 2 } };
    expect(() => mappingOf(two)).toThrow(/needs measure/);
  });
});
