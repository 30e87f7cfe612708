import type { RecordId } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { editRecord, newRecord } from '../commands/write-record.js';
import { deliver, editOperation, rawEntry, seizure, sharedCase } from '../replica/raw-entries.fixture.js';
import { MemoryFederation, type MemoryHome } from '../testing/memory-federation.js';
import { memorySync } from '../testing/memory-sync.js';
import { findRecord, findSpace } from './find-record.js';
import { homeStatus } from './home-status.js';
import { listConflicts } from './list-conflicts.js';
import { listSpaces } from './list-spaces.js';
import { searchRecords } from './search-records.js';
import { recordHistory, showRecord } from './show-record.js';

async function scene(seed: string) {
  const federation = new MemoryFederation(['KR', 'TH', 'VN'], seed);
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const space = sharedCase(kr, 'TH');
  const { record, number } = seizure(kr, space, 'Sokcho');
  await memorySync(kr, th);
  return { federation, kr, th, space, record, number };
}

const say = (home: MemoryHome, record: RecordId, place: string, joint = false) =>
  editRecord(home.replica, home.officer, { record, joint, change: { fields: { place } } });

const codeOf = (call: () => unknown): unknown => {
  try {
    call();
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
  return 'nothing thrown';
};

describe('finding', () => {
  test('a record by id or number in any case, and with a clear error otherwise', async () => {
    const { kr, space, record, number } = await scene('find');
    const { context } = kr.replica;
    for (const text of [record, record.toUpperCase(), number, number.toLowerCase()]) {
      expect(findRecord(context, text).record.id).toBe(record);
    }
    expect(codeOf(() => findRecord(context, 'KR-2026-1-99-0'))).toBe('record-unknown');
    expect(codeOf(() => findRecord(context, record, 'A'.repeat(43) as typeof space))).toBe('record-unknown');
  });

  test('an id that stands in two spaces must be told apart', async () => {
    const { kr, space, record } = await scene('ambiguous');
    const other = sharedCase(kr, 'TH');
    const copy = rawEntry(kr, kr.officer, {
      space: other,
      operations: [editOperation(kr.officer, record, { fields: { place: 'copy' } })],
    });
    deliver(kr, kr, [copy.wire]);
    const { context } = kr.replica;
    expect(codeOf(() => showRecord(context, record))).toBe('record-ambiguous');
    expect(showRecord(context, record, other).sections.KR).toEqual({ place: ['copy'] });
    expect(showRecord(context, record, space).sections.KR).toEqual({ place: ['Sokcho'] });
  });

  test('a space by its id or its first six letters, never a guess between two', async () => {
    const { kr, space } = await scene('space');
    const { context } = kr.replica;
    expect(findSpace(context, space.slice(0, 6)).id).toBe(space);
    expect(codeOf(() => findSpace(context, space.slice(0, 5)))).toBe('space-unknown');
    expect(codeOf(() => findSpace(context, ''))).toBe('space-unknown');
    const twin = `${space.slice(0, 10)}${'A'.repeat(33)}`;
    context.store.spaces.insert({ id: twin as typeof space, kind: 'case', owner: 'TH', rule: 'owner-decides' });
    expect(codeOf(() => findSpace(context, space.slice(0, 8)))).toBe('space-ambiguous');
    expect(findSpace(context, space).id).toBe(space);
  });
});

describe('a record', () => {
  test('shows its sections side by side, a text as one value', async () => {
    const { kr, th, record, number, space } = await scene('show');
    editRecord(th.replica, th.officer, { record, joint: false, change: { texts: { narrative: 'ยาบ้า 2 ห่อ' } } });
    say(kr, record, 'Goseong', true);
    await memorySync(kr, th);
    expect(showRecord(kr.replica.context, number)).toEqual({
      record,
      number,
      kind: 'seizure',
      space,
      sections: { KR: { place: ['Sokcho'] }, TH: { narrative: ['ยาบ้า 2 ห่อ'] }, joint: { place: ['Goseong'] } },
    });
  });

  test('its history names who changed what when, in causal order', async () => {
    const { kr, th, record } = await scene('history');
    say(th, record, 'Hua Hin');
    say(th, record, 'Cha-am');
    await memorySync(kr, th);
    say(kr, record, 'Goseong');
    const { history } = recordHistory(kr.replica.context, record);
    expect(history.map(({ member, section, seq, standing }) => [member, section, seq, standing])).toEqual([
      ['KR', 'KR', 2, 'counts'],
      ['TH', 'TH', 1, 'counts'],
      ['TH', 'TH', 2, 'counts'],
      ['KR', 'KR', 3, 'counts'],
    ]);
    expect(history.every(({ at, writer }) => at.endsWith('+09:00') && writer.length === 22)).toBe(true);
    // a change that says nothing new writes nothing
    expect(say(kr, record, 'Goseong').entry).toBeNull();
  });
});

describe('conflicts', () => {
  test('say who stands behind each value, and go when somebody settles them', async () => {
    const { kr, th, record, space } = await scene('provenance');
    say(kr, record, 'Donghae', true);
    say(th, record, 'Samcheok', true);
    await memorySync(kr, th);
    const [conflict, ...others] = listConflicts(th.replica.context, space).filter(({ type }) => type === 'conflict');
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ record, kind: 'seizure', field: 'place', section: 'joint', space });
    const values = conflict?.values.map(({ value, writer, member, section }) => ({ value, writer, member, section }));
    expect(values?.sort((a, b) => (a.member < b.member ? -1 : 1))).toEqual([
      { value: 'Donghae', writer: kr.officerKeys.writer, member: 'KR', section: 'joint' },
      { value: 'Samcheok', writer: th.officerKeys.writer, member: 'TH', section: 'joint' },
    ]);
    say(th, record, 'Sokcho', true);
    await memorySync(th, kr);
    expect([listConflicts(kr.replica.context), listConflicts(th.replica.context)]).toEqual([[], []]);
  });

  test('equal values are agreement, and another space is not asked about', async () => {
    const { kr, th, record } = await scene('agreement');
    say(th, record, 'Sokcho');
    await memorySync(kr, th);
    expect(listConflicts(kr.replica.context)).toEqual([]);
    say(th, record, 'Pattaya');
    expect(listConflicts(th.replica.context)).toMatchObject([
      { type: 'disagreement', section: null, number: expect.any(String) },
    ]);
    expect(listConflicts(th.replica.context, 'A'.repeat(43) as never)).toEqual([]);
  });
});

describe('search', () => {
  test('counts records, however many sections of them match', async () => {
    const { kr, th, record, space } = await scene('search');
    say(th, record, '속초 Sokcho port');
    say(kr, record, 'near Sokcho', true);
    seizure(kr, space, 'Sokcho beach');
    await memorySync(kr, th);
    for (const query of ['sokcho', 'SOKCHO']) {
      const { hits, total } = searchRecords(kr.replica.context, query, 20);
      expect(total).toBe(2);
      expect(new Set(hits.map((hit) => hit.record)).size).toBe(2);
    }
    expect(searchRecords(kr.replica.context, '속초', 20)).toMatchObject({ total: 1, hits: [{ record, space }] });
    expect(searchRecords(kr.replica.context, 'Sokcho', 1).hits).toHaveLength(1);
    expect(searchRecords(kr.replica.context, 'Busan', 20)).toEqual({ hits: [], total: 0, complete: true });
  });

  test('a value that was replaced is not found any more', async () => {
    const { kr, record } = await scene('replaced');
    say(kr, record, 'Ulleungdo');
    expect(searchRecords(kr.replica.context, 'Sokcho', 20).total).toBe(0);
    expect(searchRecords(kr.replica.context, 'Ulleung', 20).total).toBe(1);
  });
});

describe('a home', () => {
  test('counts entries, records that say something, and what waits to be sent', async () => {
    const { kr, th, space, record } = await scene('status');
    expect(homeStatus(th.replica.context)).toMatchObject({ member: 'TH', entries: 3, records: 1, quarantined: 0 });
    say(th, record, 'Hua Hin');
    newRecord(th.replica, th.officer, { space, kind: 'case', change: { fields: { title: 'Net' } } });
    const { spaces, entries, records, members } = homeStatus(th.replica.context);
    expect({ entries, records, members }).toEqual({ entries: 5, records: 2, members: ['KR', 'TH', 'VN'] });
    expect(spaces).toMatchObject([{ space, owner: 'KR', audience: ['TH'], title: 'Pattaya', waiting: 2, forks: [] }]);
    expect(spaces[0]?.frontier.map(({ lane, seq }) => [lane, seq]).sort()).toEqual([
      ['control', 1],
      ['record', 2],
      ['record', 2],
    ]);
    await memorySync(th, kr);
    expect(homeStatus(th.replica.context).spaces[0]?.waiting).toBe(0);
    editRecord(th.replica, th.officer, { record, joint: false, change: { fields: { place: null } } });
    expect(homeStatus(th.replica.context).records).toBe(2); // KR's section still speaks
    expect(listSpaces(th.replica.context)).toMatchObject([{ space, title: 'Pattaya', audience: ['TH'] }]);
  });
});
