import { encodeBase64url, type RecordId, type SpaceId } from '@liaison/protocol';
import { describe, expect, test } from 'vitest';
import { openMemoryDatabase } from '../database/open-database.js';
import { Store } from './store.js';

const SPACE = encodeBase64url(new Uint8Array(32).fill(1)) as SpaceId;
const RECORD = '018f0000-0000-7000-8000-000000000001' as RecordId;
const said = { speaks: true, source: 7, view: null, digest: new Uint8Array(32).fill(2), title: 't', state: null };

function scene() {
  const store = new Store(openMemoryDatabase());
  const space = store.spaces.insert({ id: SPACE, kind: 'case', owner: 'KR', rule: 'owner-decides' });
  const written = () => store.database.prepare('select count(*) from section').pluck().get();
  return { store, space, written };
}

describe('a section made in a transaction', () => {
  test('is found before it is written, and written once it says something', () => {
    const { store, space, written } = scene();
    const { sections } = store;
    store.transaction(() => {
      const { row: record, isNew } = sections.makeRecord(space, RECORD);
      expect([isNew, sections.makeRecord(space, RECORD)]).toEqual([true, { row: record, isNew: false }]);
      const row = sections.insertSection({ record, kind: 'seizure', name: 'joint' });
      expect(written()).toBe(0);
      expect(sections.section(record, 'seizure', 'joint')).toEqual(sections.sectionByRow(row));
      sections.updateSection({ row, ...said });
      expect(written()).toBe(1);
      expect(sections.sectionByRow(row)).toMatchObject({ row, record, title: 't', source: 7 });
      expect(sections.insertSection({ record, kind: 'case', name: 'joint' })).toBe(row + 1);
    });
    expect(written()).toBe(2); // the one that says nothing, at the commit
  });

  test('is written before anything else reads sections', () => {
    const { store, space } = scene();
    store.transaction(() => {
      const { row: record } = store.sections.makeRecord(space, RECORD);
      const rows = ['joint', 'KR'].map((name) =>
        store.sections.insertSection({ record, kind: 'seizure', name: name as never }),
      );
      expect(store.sections.sectionsOf(record)).toHaveLength(2);
      expect(store.sections.allSections()).toEqual(rows);
      store.removal.run(space);
      expect(store.sections.allSections()).toEqual([]);
    });
  });

  test('is forgotten with its transaction, and so is its record', () => {
    const { store, space, written } = scene();
    const made = { record: 0, section: 0 };
    const failing = () =>
      store.transaction(() => {
        made.record = store.sections.makeRecord(space, RECORD).row;
        made.section = store.sections.insertSection({ record: made.record, kind: 'seizure', name: 'joint' });
        throw new Error('undone');
      });
    expect(failing).toThrow('undone');
    expect([store.sections.recordByRow(made.record), store.sections.sectionByRow(made.section)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(written()).toBe(0);
    const record = store.transaction(() => store.sections.makeRecord(space, RECORD));
    expect(record.isNew).toBe(true);
  });

  test('a number that its record is given is read back', () => {
    const { store, space } = scene();
    store.transaction(() => {
      const { row } = store.sections.makeRecord(space, RECORD);
      store.sections.setNumber(row, 'KR-2026-4F-123-7');
      expect(store.sections.recordByRow(row)?.number).toBe('KR-2026-4F-123-7');
    });
  });
});
