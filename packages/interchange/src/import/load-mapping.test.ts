import { expect, test } from 'vitest';
import { loadMapping } from './load-mapping.js';

const good = { kind: 'statistic', source: 'test', key: ['id'], fields: { area: { column: 'area' } } };
const faultsOf = (members: object): string => {
  const loaded = loadMapping(JSON.stringify({ ...good, ...members }));
  return loaded.ok ? 'none' : loaded.error.message;
};
const field = (name: string, rule: object): string => faultsOf({ fields: { [name]: rule } });

test('defaults are filled in and a byte order mark is no fault', () => {
  const loaded = loadMapping(`\ufeff${JSON.stringify(good)}`);
  expect(loaded).toMatchObject({ ok: true, value: { delimiter: ',', encoding: 'utf-8', headerRow: 1 } });
});

test('column names are clean, so that a decomposed name in the mapping finds its column', () => {
  const loaded = loadMapping(JSON.stringify({ ...good, key: [' 장소 '.normalize('NFD')] }));
  expect(loaded.ok && loaded.value.key).toEqual(['장소']);
});

test('text that is not JSON says where', () => {
  const loaded = loadMapping('{"kind": "statistic",}');
  expect(!loaded.ok && loaded.error).toMatchObject({
    code: 'mapping-not-json',
    message: expect.stringMatching(/position|line/),
  });
});

test.each([
  [{ kind: undefined }, 'kind: is missing'],
  [{ kind: 'seizures' }, 'kind: there is no kind "seizures"'],
  [{ kind: 'space' }, 'kind: there is no kind "space"'],
  [{ colour: 1 }, 'mapping: has no member "colour"'],
  [{ source: '' }, 'source:'],
  [{ delimiter: '||' }, 'delimiter: must be one ASCII character'],
  [{ delimiter: '"' }, 'delimiter: cannot be the quote'],
  [{ encoding: 'klingon' }, 'encoding: is not a known text encoding'],
  [{ encoding: 'base64' }, 'encoding: is not a known text encoding'],
  [{ headerRow: 0 }, 'headerRow: '],
  [{ key: 'rows' }, 'key: is none of the allowed forms'],
  [{ key: undefined }, 'key: is missing'],
  [{ skipRows: '(' }, 'skipRows: is not a regular expression'],
  [{ skipRows: '(a+)+$' }, 'skipRows: must not repeat a group'],
  [{ fields: {} }, 'fields: needs at least one field'],
])('%j is refused: %s', (members, message) => {
  expect(faultsOf(members)).toContain(message);
});

test.each([
  ['area', {}, 'fields.area: needs exactly one of column, columns and value'],
  ['area', { column: 'a', value: 'b' }, 'fields.area: needs exactly one of'],
  ['area', { column: 'a', join: ',' }, 'fields.area: has join without columns'],
  ['area', { value: 'a', map: {} }, 'fields.area: has a constant value'],
  ['area', { column: 'a', unit: 'kg' }, 'fields.area: takes no unit'],
  ['area', { column: 'a', map: { x: ['y'] } }, 'fields.area.map.x: '],
  ['zone', { column: 'a' }, 'fields.zone: statistic has no such field; it has area, '],
  ['period', { column: 'a', date: 'YYYY-MM' }, 'fields.period.date: is not a usable date pattern: use y for the year'],
  ['period', { column: 'a', date: 'dd' }, 'fields.period.date: is not a usable date pattern: the pattern has no year'],
  ['substance', { column: 'a', map: { x: 'heroine' } }, 'fields.substance.map.x: "heroine" is no code'],
  ['count', { column: 'a', date: 'yyyy-MM' }, 'fields.count: takes no date'],
  ['area', { column: 'a', number: true }, 'fields.area: takes no number'],
  [
    'value',
    { column: 'a', number: { decimal: ',', group: ',' } },
    'fields.value.number: decimal and group must differ',
  ],
  ['value', { column: 'a', number: { point: '.' } }, 'fields.value.number: has no member "point"'],
  ['value', { column: 'a', number: true, default: 'none' }, 'fields.value.default: '],
])('field %s as %j is refused: %s', (name, rule, message) => {
  expect(field(name, rule)).toContain(message);
});

test('units of a mapping are units that records know', () => {
  const unit = { column: 'b', map: { 근: 'geun' } };
  const message = faultsOf({ kind: 'seizure', fields: { quantity: { column: 'a', unit } } });
  expect(message).toContain('fields.quantity.unit: "geun" is no unit');
});

test('a seizure date needs a day, and a number of a quantity a unit', () => {
  const fields = { seizedOn: { column: 'a', date: 'MM/yyyy' }, quantity: { column: 'b', number: true } };
  const message = faultsOf({ kind: 'seizure', fields });
  expect(message).toContain('fields.seizedOn: needs a date with a day');
  expect(message).toContain('fields.quantity: is a quantity and needs unit');
});
