import { expect, test } from 'vitest';
import { mappingOf, rowsOf } from '../testing/rows-of-text.js';

/** What one field becomes, for a file with the columns a and b. */
async function fieldOf(field: string, rule: object, a: string, b = ''): Promise<unknown> {
  const kind = field === 'period' || field === 'count' || field === 'value' ? 'statistic' : 'seizure';
  const fields = { [kind === 'seizure' ? 'caseNumber' : 'area']: { value: 'any' }, [field]: rule };
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const [row] = await rowsOf(`a,b\n${quoted(a)},${quoted(b)}\nx,y\n`, mappingOf({ kind, fields }));
  return row?.type === 'mapped' ? row.fields[field] : row?.code;
}

test.each([
  ['MM/dd/yyyy hh:mm:ss a', '02/29/2024 11:59:59 PM', '2024-02-29'],
  ['dd.MM.yy', '01.12.24', '2024-12-01'],
  ['yyyy년 M월 d일', '2024년 1월 5일', '2024-01-05'],
  ['d MMM yyyy', '5 apr 2021', '2021-04-05'],
  ['yyyy-MM-dd', '๒๐๒๔-๐๑-๐๕', '2024-01-05'],
  ['yyyy-MM-dd', '2011-12-30', '2011-12-30'],
  ['yyyy-MM-dd', '24-01-05', 'date-unreadable'],
  ['yyyy-MM-dd', '2023-02-29', 'date-unreadable'],
])('date %s reads %s as %s', async (pattern, text, expected) => {
  expect(await fieldOf('seizedOn', { column: 'a', date: pattern }, text)).toBe(expected);
});

test('a month field takes a month', async () => {
  expect(await fieldOf('period', { columns: ['a', 'b'], join: '-', date: 'yyyy-MMM' }, '2019', 'OCT')).toBe('2019-10');
});

test.each([
  [true, '12.5', 12.5],
  [true, '-0.0', 0],
  [true, '2.20462262e-05', 0.0000220462262],
  [true, '１２', 12],
  [true, '12,5', 'number-unreadable'],
  [true, '0x10', 'number-unreadable'],
  [true, 'Infinity', 'number-unreadable'],
  [true, '1e999', 'number-unreadable'],
  [true, '9007199254740993', 'number-too-precise'],
  [{ group: ',' }, '1,234,567.25', 1_234_567.25],
  [{ group: ',' }, '12,34,567', 1_234_567],
  [{ group: ',' }, '1,5', 'number-unreadable'],
  [{ decimal: ',', group: '.' }, '1.234,5', 1234.5],
  [{ decimal: ',', group: ' ' }, '1\u00a0234,5', 1234.5],
  [{ decimal: ',', group: '.' }, '1.5', 'number-unreadable'],
])('number %j reads %s as %s', async (number, text, expected) => {
  expect(await fieldOf('value', { column: 'a', number }, text)).toBe(expected);
});

test('a quantity keeps number and unit of the source and adds grams', async () => {
  expect(await fieldOf('quantity', { column: 'a', unit: 'kg' }, '1.5')).toEqual({
    amount: 1.5,
    unit: 'kg',
    grams: 1500,
  });
  const rule = { column: 'a', number: { decimal: ',' }, unit: { column: 'b', map: { 그램: 'g' } } };
  expect(await fieldOf('quantity', rule, '2,5', '그램')).toEqual({ amount: 2.5, unit: 'g', grams: 2.5 });
  expect(await fieldOf('quantity', rule, '2,5', '톤')).toBe('unit-unknown');
  expect(await fieldOf('quantity', rule, '2,5')).toBe('unit-missing');
  expect(await fieldOf('quantity', rule, '', '그램')).toBeUndefined();
});

test('a cell of text is read as the command line reads it', async () => {
  expect(await fieldOf('quantity', { column: 'a' }, '2.1 kg')).toEqual({ amount: 2.1, unit: 'kg', grams: 2100 });
  expect(await fieldOf('country', { column: 'a' }, 'th')).toBe('TH');
  expect(await fieldOf('transit', { column: 'a' }, 'th, vn')).toEqual(['TH', 'VN']);
});

test('countries are mapped one by one', async () => {
  const map = { 태국: 'TH', 베트남: 'VN', 미상: null };
  expect(await fieldOf('transit', { column: 'a', map }, '태국/베트남/미상')).toEqual(['TH', 'VN']);
  expect(await fieldOf('transit', { column: 'a', map }, '미상')).toBeUndefined();
  expect(await fieldOf('transit', { column: 'a', map }, '태국,달')).toBe('code-unknown');
});

test('map, default and null', async () => {
  const map = { 필로폰: 'methamphetamine', '?': null };
  expect(await fieldOf('substance', { column: 'a', map }, '필로폰'.normalize('NFD'))).toBe('methamphetamine');
  expect(await fieldOf('substance', { column: 'a', map }, '?')).toBeUndefined();
  expect(await fieldOf('substance', { column: 'a', map }, 'constructor')).toBe('code-unknown');
  expect(await fieldOf('substance', { column: 'a', map, default: 'other' }, 'XX')).toBe('other');
  expect(await fieldOf('substance', { column: 'a', map, default: 'other' }, '')).toBe('other');
});

test('a default does not hide a value that cannot be read', async () => {
  expect(await fieldOf('value', { column: 'a', number: true, default: 0 }, 'many')).toBe('number-unreadable');
});

test('columns are joined without the empty ones', async () => {
  expect(await fieldOf('place', { columns: ['a', 'b'], join: ', ' }, 'Incheon', 'Terminal 1')).toBe(
    'Incheon, Terminal 1',
  );
  expect(await fieldOf('agency', { columns: ['a', 'b'] }, '', 'Customs')).toBe('Customs');
});

test('a value that the kind refuses rejects the row', async () => {
  expect(await fieldOf('seizedOn', { column: 'a' }, 'yesterday')).toMatch(/^[a-z-]+$/);
  expect(await fieldOf('count', { column: 'a', number: true }, '1.5')).toMatch(/^[a-z-]+$/);
});

test('a narrative is a text and not a field', async () => {
  const mapping = mappingOf({ fields: { place: { column: 'a' }, narrative: { column: 'b' } } });
  expect(await rowsOf('a,b\nSeoul,"자세한\n내용"\n', mapping)).toEqual([
    expect.objectContaining({ fields: { place: 'Seoul' }, texts: { narrative: '자세한\n내용' } }),
  ]);
});
