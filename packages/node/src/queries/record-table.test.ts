import { describe, expect, test } from 'vitest';
import { deskScene, found, grams, laterBy, reader, say, write } from './desk-scene.fixture.js';
import { fieldHistory } from './field-history.js';
import { recordTable } from './record-table.js';

const fieldOf = (table: ReturnType<typeof recordTable>, name: string) =>
  table.fields.find((field) => field.name === name);

async function twoVoices(seed: string) {
  const scene = await deskScene(seed);
  const { kr, th, space, meet } = scene;
  const made = found(kr, space, { quantity: grams(2.1), place: 'Busan', substance: 'ketamine' });
  await meet();
  laterBy(th, 24 * 60);
  say(th, made.record, { quantity: grams(2.4), place: 'Busan', origin: 'LA' });
  await meet();
  return { ...scene, ...made };
}

describe('who says what', () => {
  test('agreement, difference, one voice and silence, in the order of the kind', async () => {
    const { kr, record, number } = await twoVoices('table');
    const table = recordTable(kr.replica.context, reader(kr), number);
    expect(table.columns).toEqual([
      { section: 'joint', founder: false, speaks: false, mine: true },
      { section: 'KR', founder: true, speaks: true, mine: true },
      { section: 'TH', founder: false, speaks: true, mine: false },
    ]);
    expect(table.fields.map(({ name }) => name).slice(0, 3)).toEqual(['seizedOn', 'country', 'place']);
    const standings = ['place', 'quantity', 'origin', 'channel'].map((name) => fieldOf(table, name)?.standing);
    expect(standings).toEqual(['agreed', 'different', 'single', 'silent']);
    expect(fieldOf(table, 'quantity')?.stands).toEqual({ value: grams(2.1), section: 'KR', rule: 'founder' });
    expect(fieldOf(table, 'origin')?.stands).toEqual({ value: 'LA', section: 'TH', rule: 'first' });
    expect(fieldOf(table, 'place')?.stands?.rule).toBe('agreed');
    expect(fieldOf(table, 'channel')).toMatchObject({ stands: null, cells: {} });
    expect(table).toMatchObject({
      record,
      known: true,
      unread: true,
      founded: { member: 'KR', section: 'KR', together: 1 },
    });
  });

  test('the joint word stands before the founder, and says so', async () => {
    const { kr, record } = await twoVoices('joint');
    say(kr, record, { quantity: grams(2.2) }, true);
    const quantity = fieldOf(recordTable(kr.replica.context, reader(kr), record), 'quantity');
    expect(quantity?.stands).toEqual({ value: grams(2.2), section: 'joint', rule: 'joint' });
    expect(Object.keys(quantity?.cells ?? {}).sort()).toEqual(['KR', 'TH', 'joint']);
  });

  test('each value names who, where, when they say and when it came, and what is proven of the time', async () => {
    const { kr, th, record } = await twoVoices('who');
    const cell = fieldOf(recordTable(kr.replica.context, reader(kr), record), 'quantity')?.cells.TH;
    const by = cell?.values[0]?.by;
    expect(by).toMatchObject({
      writer: reader(th),
      member: 'TH',
      officer: null,
      machine: { home: th.service.writer, label: null },
      at: '2026-11-25T14:00:00.000+09:00',
      received: { member: 'TH', at: '2026-11-24T14:00:00.000+09:00' },
    });
    expect(by?.bounds).toEqual({
      after: { at: '2026-11-24T14:00:00.000+09:00', member: 'KR', by: 'entry' },
      before: { at: '2026-11-24T14:00:00.000+09:00', member: 'KR', by: 'arrival' },
    });
    const own = fieldOf(recordTable(kr.replica.context, reader(kr), record), 'quantity')?.cells.KR?.values[0]?.by;
    expect(own?.received).toBeNull();
    expect(own?.bounds.before).toMatchObject({ member: 'TH', by: 'entry' });
  });

  test('a conflict inside a section keeps both values, each with its author', async () => {
    const { kr, th, record, meet } = await twoVoices('conflict');
    say(kr, record, { place: 'left' }, true);
    say(th, record, { place: 'right' }, true);
    await meet();
    const place = fieldOf(recordTable(kr.replica.context, reader(kr), record), 'place');
    expect(place?.conflict).toBe(true);
    const said = place?.cells.joint?.values.map(({ value, by }) => `${by?.member}: ${value}`);
    expect(said?.sort()).toEqual(['KR: left', 'TH: right']);
  });

  test('a text names everybody whose words stand in it', async () => {
    const { federation, kr, record } = await twoVoices('text');
    write(kr, record, 'Two parcels.');
    laterBy(kr, 5);
    const laptop = federation.addLaptop('KR-laptop', 'KR', '*');
    kr.replica.transaction(() => undefined);
    write({ ...kr, officer: laptop.officer }, record, 'Two parcels. One held.');
    const cell = fieldOf(recordTable(kr.replica.context, reader(kr), record), 'narrative')?.cells.KR;
    expect(cell?.values[0]?.value).toBe('Two parcels. One held.');
    expect(cell?.authors?.map(({ writer }) => writer).sort()).toEqual([reader(kr), reader(laptop)].sort());
    expect(cell?.values[0]?.by?.writer).toBe(reader(laptop));
  });
});

describe('the history of a field', () => {
  test('lists each change that counts with what the section said then, the newest first', async () => {
    const { kr, th, record, meet } = await twoVoices('history');
    say(kr, record, { quantity: grams(2.3), place: 'Ulsan' });
    say(kr, record, { channel: 'mail' });
    say(kr, record, { quantity: null });
    await meet();
    const history = (limit: number) => fieldHistory(th.replica.context, { record, field: 'quantity', limit });
    expect(history(10).changes.map(({ section, values }) => [section, values])).toEqual([
      ['KR', []],
      ['KR', [grams(2.3)]],
      ['TH', [grams(2.4)]],
      ['KR', [grams(2.1)]],
    ]);
    expect(history(1)).toMatchObject({ older: 3, changes: [{ kept: true, by: { member: 'KR' } }] });
  });
});
