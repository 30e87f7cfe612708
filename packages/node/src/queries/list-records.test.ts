import { describe, expect, test } from 'vitest';
import { markAllSeen, markRecordSeen } from '../commands/mark-seen.js';
import { recallRecord } from '../commands/recall-record.js';
import { rebuildDerived } from '../verify/rebuild-derived.js';
import { deskScene, found, grams, laterBy, reader, say } from './desk-scene.fixture.js';
import { listRecords, type RecordFilter, type RecordListInput } from './list-records.js';

type Home = Awaited<ReturnType<typeof deskScene>>['kr'];

const ask = (home: Home, filter: RecordFilter = {}, change: Partial<RecordListInput> = {}) =>
  listRecords(home.replica.context, reader(home), { filter, sort: 'change', descending: true, limit: 50, ...change });

const numbersOf = (home: Home, filter: RecordFilter = {}, change: Partial<RecordListInput> = {}) =>
  ask(home, filter, change).items.map(({ number }) => number);

describe('a list of records', () => {
  test('shows the line of each, who speaks, and what changed last', async () => {
    const { kr, th, space, meet } = await deskScene('list');
    const { record, number } = found(kr, space, {
      substance: 'methamphetamine',
      quantity: grams(2.1),
      place: 'Suvarnabhumi',
      seizedOn: '2026-11-20',
    });
    await meet();
    laterBy(th, 30);
    say(th, record, { quantity: grams(2.4) });
    await meet();
    const [item, ...others] = ask(kr).items;
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      record,
      number,
      kind: 'seizure',
      space: { id: space, title: 'Pattaya' },
      line: [
        { field: 'substance', value: 'methamphetamine', differs: false },
        { field: 'quantity', value: grams(2.1), differs: true },
        { field: 'place', value: 'Suvarnabhumi', differs: false },
        { field: 'seizedOn', value: '2026-11-20', differs: false },
      ],
      members: ['KR', 'TH'],
      conflicts: 0,
      disagreements: 1,
      changed: { member: 'TH', section: 'TH', fields: ['quantity'], at: '2026-11-24T14:30:00.000+09:00' },
      unread: true,
    });
    expect(item?.changed?.received).toMatchObject({ member: 'TH', peer: th.service.writer });
  });

  test('names what an edit wrote, and who wrote it in this very home', async () => {
    const { kr, space } = await deskScene('fields');
    const { record } = found(kr, space, { place: 'Busan', origin: 'TH' });
    say(kr, record, { place: 'Incheon', channel: 'mail' });
    const [item] = ask(kr).items;
    expect([...(item?.changed?.fields ?? [])].sort()).toEqual(['channel', 'place']);
    expect(item?.changed).toMatchObject({ member: 'KR', received: null });
  });

  test('narrows by what the records say, and counts them', async () => {
    const { kr, th, space, meet } = await deskScene('filters');
    const meth = found(kr, space, { substance: 'methamphetamine', transit: ['LA', 'TH'], seizedOn: '2026-01-31' });
    const yaba = found(kr, space, { substance: 'yaba', seizedOn: '2026-02-01', destination: 'KR' });
    await meet();
    const file = found(th, space, { title: 'Ring' }, 'case');
    say(th, meth.record, { substance: 'ketamine' });
    await meet();
    expect(numbersOf(kr, { substance: 'methamphetamine' })).toEqual([meth.number]);
    expect(numbersOf(kr, { transit: 'TH' })).toEqual([meth.number]);
    expect(numbersOf(kr, { dayFrom: '2026-02' })).toEqual([yaba.number]);
    expect(numbersOf(kr, { dayTo: '2026-01' })).toEqual([meth.number]);
    expect(numbersOf(kr, { kind: 'case' })).toEqual([file.number]);
    expect(numbersOf(kr, { founder: 'TH' })).toEqual([file.number]);
    expect(numbersOf(kr, { speaks: 'TH' })).toHaveLength(2);
    expect(numbersOf(kr, { contested: true })).toEqual([meth.number]);
    expect(numbersOf(kr, { destination: 'KR' }, { sort: 'number' })).toEqual([yaba.number]);
    expect(ask(kr).total).toBe(3);
    expect(ask(kr, { space: 'A'.repeat(43) as typeof space })).toEqual({ items: [], next: null, total: 0 });
  });

  test('DSK-1: goes on where a page ended, and refuses a place that it did not give', async () => {
    const { kr, space } = await deskScene('paging');
    const numbers = Array.from({ length: 7 }, (_unused, i) => found(kr, space, { place: `p${i}` }).number).reverse();
    const first = ask(kr, {}, { limit: 5 });
    expect(first.items.map(({ number }) => number)).toEqual(numbers.slice(0, 5));
    found(kr, space, { place: 'meanwhile' });
    const second = ask(kr, {}, { limit: 5, cursor: first.next as string });
    expect(second.items.map(({ number }) => number)).toEqual(numbers.slice(5));
    expect(second.next).toBeNull();
    expect(() => ask(kr, {}, { cursor: 'x' })).toThrow(expect.objectContaining({ code: 'cursor-unreadable' }));
  });

  test('keeps what was recalled out, and a rebuild changes nothing', async () => {
    const { kr, th, space, meet } = await deskScene('rebuild');
    const kept = found(kr, space, { place: 'Busan' });
    const gone = found(kr, space, { place: 'Sokcho' });
    await meet();
    say(th, kept.record, { place: 'Pusan' });
    recallRecord(kr.replica, kr.officer, { record: gone.record, joint: false, reason: 'mistake', space });
    await meet();
    const before = ask(kr);
    expect(before.items.map(({ number }) => number)).toEqual([kept.number]);
    rebuildDerived(kr.replica);
    expect(ask(kr)).toEqual(before);
    expect(numbersOf(th)).toEqual([kept.number]);
  });
});

describe('unread', () => {
  test('DSK-3: is what others changed since this officer saw it; own changes never are', async () => {
    const { kr, th, space, meet } = await deskScene('unread');
    const own = found(kr, space, { place: 'Busan' });
    await meet();
    const theirs = found(th, space, { place: 'Pattaya' });
    await meet();
    expect(numbersOf(kr, { unread: true })).toEqual([theirs.number]);
    const [item] = ask(kr, { unread: true }).items;
    markRecordSeen(kr.replica, reader(kr), { record: theirs.record, change: item?.change ?? 0 });
    expect(numbersOf(kr, { unread: true })).toEqual([]);
    say(th, own.record, { place: 'Pusan' });
    say(th, theirs.record, { place: 'Rayong' });
    await meet();
    expect(ask(kr, { unread: true }).total).toBe(2);
    const { change } = markAllSeen(kr.replica, reader(kr), Number.MAX_SAFE_INTEGER);
    expect(numbersOf(kr, { unread: true })).toEqual([]);
    expect(ask(kr).items.every(({ unread }) => !unread)).toBe(true);
    expect(markAllSeen(kr.replica, reader(kr), 1).change).toBe(change);
  });
});
