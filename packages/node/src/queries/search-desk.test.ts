import { expect, test } from 'vitest';
import { deskScene, found, reader, say, write } from './desk-scene.fixture.js';
import type { RecordFilter } from './list-records.js';
import { type DeskSearchInput, searchDesk } from './search-desk.js';

type Home = Awaited<ReturnType<typeof deskScene>>['kr'];

const search = (home: Home, query: string, change: Partial<DeskSearchInput> = {}) =>
  searchDesk(home.replica.context, reader(home), { query, filter: {}, limit: 20, ...change });

const numbers = (home: Home, query: string, filter: RecordFilter = {}) =>
  search(home, query, { filter }).items.map(({ number }) => number);

test('marks what was found in each script, in whichever section says it', async () => {
  const { kr, th, space, meet } = await deskScene('find');
  const { record } = found(kr, space, { place: '부산항 컨테이너', concealment: 'tea bags' });
  await meet();
  write(th, record, `${'คำให้การ '.repeat(20)}พบยาบ้าในห้อง ${'ต่อไป '.repeat(40)}`);
  await meet();
  const [hit] = search(kr, 'ยาบ้า').items;
  expect(hit?.record).toBe(record);
  const [excerpt] = hit?.excerpts ?? [];
  expect(excerpt).toMatchObject({ section: 'TH', field: 'narrative', cut: { before: true, after: true } });
  expect(excerpt?.ranges.map(([from, to]) => excerpt.text.slice(from, to))).toEqual(['ยาบ้า']);
  expect(search(kr, '부산').items[0]?.excerpts).toMatchObject([{ section: 'KR', field: 'place', ranges: [[0, 2]] }]);
  expect(search(kr, 'TEA').items[0]?.excerpts[0]?.ranges).toEqual([[0, 3]]);
  expect(search(kr, 'nowhere')).toEqual({ items: [], next: null, complete: true });
});

test('narrows by kind, member, space, day and substance', async () => {
  const { kr, th, space, meet } = await deskScene('narrow');
  const first = found(kr, space, { place: 'Busan north', substance: 'heroin', seizedOn: '2026-01-05' });
  const second = found(kr, space, { place: 'Busan south', substance: 'yaba', seizedOn: '2026-02-05' });
  const third = found(kr, space, { title: 'Busan ring' }, 'case');
  await meet();
  say(th, first.record, { place: 'Busan gate' });
  await meet();
  expect(numbers(kr, 'busan')).toHaveLength(3);
  expect(numbers(kr, 'busan', { kind: 'case' })).toEqual([third.number]);
  expect(numbers(kr, 'busan', { substance: 'yaba' })).toEqual([second.number]);
  expect(numbers(kr, 'busan', { speaks: 'TH' })).toEqual([first.number]);
  expect(numbers(kr, 'busan', { dayFrom: '2026-02' })).toEqual([second.number]);
  expect(numbers(kr, 'busan', { space: 'A'.repeat(43) as typeof space })).toEqual([]);
});

test('pages show each record once, though several of its sections have the text', async () => {
  const { kr, th, space, meet } = await deskScene('pages');
  const made = Array.from({ length: 9 }, (_unused, i) => found(kr, space, { place: `Busan ${i}` }));
  await meet();
  for (const { record } of made.slice(0, 5)) say(th, record, { place: 'Busan port' });
  await meet();
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = search(kr, 'busan', { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...page.items.map(({ record }) => record));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect([...seen].sort()).toEqual(made.map(({ record }) => record as string).sort());
});
