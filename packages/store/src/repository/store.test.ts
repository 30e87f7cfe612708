import { type EntryId, encodeBase64url, type RecordId, type SpaceId, type WriterId } from '@liaison/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openMemoryDatabase } from '../database/open-database.js';
import { temporaryDatabase } from '../database/temporary-database.fixture.js';
import { idFromBytes, idToBytes, uuidFromBytes, uuidToBytes } from './id-columns.js';
import { Store } from './store.js';

const id = (n: number) => encodeBase64url(new Uint8Array(32).fill(n));
const SPACE = id(1) as SpaceId;
const WRITER = 'A'.repeat(22) as WriterId;
const RECORD = '018f0000-0000-7000-8000-000000000001' as RecordId;
const AT = '2026-11-24T14:05:00.000+09:00';

const memoryStore = () => new Store(openMemoryDatabase());

/** A space with one log of this many entries. */
function filled(store: Store, count = 3) {
  const space = store.spaces.insert({ id: SPACE, kind: 'case', owner: 'KR', rule: 'owner-decides' });
  const blank = { base: null, baseSeq: 0, tipSeq: 0, tipEntry: 0, pinnedTo: null, heldBackTo: null };
  const log = store.logs.insert({ space, lane: 'record', writer: WRITER, ...blank });
  const past = store.pasts.insert(new Map([[9, 2]]));
  const entries = Array.from({ length: count }, (_, i) => {
    const place = { id: id(10 + i) as EntryId, space, log, seq: i + 1, past, token: `t${i}`, at: AT };
    return store.entries.insert({ ...place, noRight: i === 1 ? 'no-power' : null, signatureChecked: i !== 0 });
  });
  return { space, log, past, entries };
}

const operation = (entry: number, index: number, change: object = {}) => ({
  entry,
  index,
  section: null,
  verdict: 'valid',
  salt: Uint8Array.of(1),
  body: Uint8Array.of(index),
  client: null,
  clockFrom: null,
  clockTo: null,
  scattered: 0,
  purged: false,
  ...change,
});

describe('ids in columns', () => {
  test('hashes and UUIDs come back as they were', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(bytes(32), bytes(16), (hash, uuid) => {
        expect(idToBytes(idFromBytes(hash))).toEqual(hash);
        expect(uuidToBytes(uuidFromBytes(uuid))).toEqual(uuid);
        expect(uuidFromBytes(uuid)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      }),
    );
  });

  test('are stored as bytes, a third shorter than their text', () => {
    const store = memoryStore();
    filled(store);
    const row = store.database.prepare('select typeof(id) as type, length(id) as length from entry').get();
    expect(row).toEqual({ type: 'blob', length: 32 });
  });
});

describe('a transaction', () => {
  test('that throws leaves nothing, in no table and in no cache', () => {
    const { db } = temporaryDatabase();
    const store = new Store(db);
    const before = store.database.serialize().length;
    const undone = () =>
      store.transaction(() => {
        const { past, entries } = filled(store);
        expect(store.pasts.get(past)).toEqual(new Map([[9, 2]]));
        store.operations.insert(operation(entries[0] as number, 0));
        store.exchange.putReceipt({ holder: WRITER, space: SPACE, number: 1, id: id(2), token: 'r' });
        store.authority.putSetting('x', '1');
        throw new Error('stop');
      });
    expect(undone).toThrow('stop');
    expect(store.spaces.all()).toEqual([]);
    expect(store.entries.byId(id(10) as EntryId)).toBeUndefined();
    expect(store.exchange.receiptsOf(SPACE)).toEqual([]);
    expect(store.authority.setting('x')).toBeUndefined();
    expect(store.pasts.get(1)).toEqual(new Map());
    const other = store.transaction(() => store.pasts.insert(new Map([[4, 4]])));
    expect([other, store.pasts.get(other)]).toEqual([1, new Map([[4, 4]])]); // the row is given out again
    expect(store.database.serialize().length).toBeGreaterThanOrEqual(before);
  });

  test('that ends is there in another store over the same file', () => {
    const { db } = temporaryDatabase();
    const { log, past } = new Store(db).transaction(() => filled(new Store(db)));
    const again = new Store(db);
    expect(again.spaces.byId(SPACE)).toMatchObject({ owner: 'KR', kind: 'case' });
    expect(again.logs.byRow(log)).toMatchObject({ lane: 'record', writer: WRITER, pinnedTo: null });
    expect(again.pasts.get(past)).toEqual(new Map([[9, 2]]));
  });

  test('two entries of one place cannot both be kept', () => {
    const store = memoryStore();
    const { space, log, past } = filled(store);
    const same = { id: id(99) as EntryId, space, log, seq: 1, past, token: 't', at: AT };
    const twice = () =>
      store.transaction(() => store.entries.insert({ ...same, noRight: null, signatureChecked: true }));
    expect(twice).toThrow();
    expect(store.entries.byId(id(99) as EntryId)).toBeUndefined();
  });
});

describe('entries and operations', () => {
  test('are found by id, by place and by range; right and signature are told apart', () => {
    const store = memoryStore();
    const { space, log, entries } = filled(store, 5);
    expect(store.entries.byId(id(12) as EntryId)?.row).toBe(entries[2]);
    expect(store.entries.at(log, 2)).toMatchObject({ seq: 2, noRight: 'no-power', token: 't1' });
    expect(store.entries.range(log, 1, 4, 2).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(store.entries.range(log, 1, 4, 99).map(({ seq }) => seq)).toEqual([2, 3, 4]);
    expect(store.entries.lastWithRight(log, 2)?.seq).toBe(1);
    expect(store.entries.lastWithRight(log, 0)).toBeUndefined();
    expect(store.entries.countWithRight(log, 3)).toBe(2);
    expect(store.entries.ofSpace(space, entries[3] as number, 99).map(({ seq }) => seq)).toEqual([5]);
    expect(store.entries.unchecked(9).map(({ seq }) => seq)).toEqual([1]);
    store.entries.setChecked(entries[0] as number, true);
    expect([store.entries.unchecked(9), store.entries.at(log, 1)?.signatureChecked]).toEqual([[], false]);
    store.entries.setChecked(entries[0] as number);
    expect(store.entries.at(log, 1)?.signatureChecked).toBe(true);
  });

  test('operations keep their index up to 1,000 and belong to no neighbour', () => {
    const store = memoryStore();
    const { entries } = filled(store);
    const [first, second] = entries as [number, number];
    for (const index of [0, 1, 999]) store.operations.insert(operation(first, index));
    store.operations.insert(operation(second, 0, { verdict: 'void-empty' }));
    expect(store.operations.ofEntry(first).map(({ index, body }) => [index, body.length])).toEqual([
      [0, 1],
      [1, 1],
      [999, 1],
    ]);
    expect(store.operations.ofEntry(second)).toMatchObject([{ index: 0, verdict: 'void-empty' }]);
  });

  test('who wrote a clock of a section, which sections a part of a log touches, and only what is valid', () => {
    const store = memoryStore();
    const { space, log, entries } = filled(store);
    const record = store.sections.makeRecord(space, RECORD).row;
    const section = store.sections.insertSection({ record, kind: 'seizure', name: 'joint' });
    const edit = (i: number, from: number, to: number, verdict = 'valid') =>
      store.operations.insert(
        operation(entries[i] as number, 0, { section, verdict, client: 7, clockFrom: from, clockTo: to }),
      );
    edit(0, 0, 3);
    edit(1, 3, 4, 'void-clock-gap');
    edit(2, 3, 8);
    expect(store.operations.ofSection(section).map(({ seq, clockFrom }) => [seq, clockFrom])).toEqual([
      [1, 0],
      [3, 3],
    ]);
    expect(store.operations.allOfSection(section)).toHaveLength(3);
    expect(store.operations.authorOf(section, 7, 3)).toMatchObject({ writer: WRITER, entry: entries[2] });
    expect([store.operations.authorOf(section, 7, 8), store.operations.authorOf(section, 8, 0)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(store.operations.sectionsTouchedAfter(log, 2)).toEqual([section]);
    expect(store.operations.sectionsTouchedAfter(log, 3)).toEqual([]);
  });
});

describe('what is set aside', () => {
  test('an entry waits once, under what it lacks now', () => {
    const { setAside } = memoryStore();
    const row = {
      id: id(5) as EntryId,
      space: SPACE,
      missing: id(6),
      needed: true,
      peer: 'TH',
      wire: Uint8Array.of(1),
      at: AT,
    };
    setAside.putPending(row);
    setAside.putPending({ ...row, missing: `writer:${WRITER}`, peer: 'VN' });
    expect(setAside.waitingFor(id(6))).toEqual([]);
    expect(setAside.waitingFor(`writer:${WRITER}`)).toMatchObject([{ id: row.id, space: SPACE, peer: 'TH' }]);
    expect([setAside.pendingOf('TH').count, setAside.pendingOf('VN').count, setAside.pendingCount()]).toEqual([
      1, 0, 1,
    ]);
    setAside.dropPending(row.id);
    expect([setAside.hasPending(row.id), setAside.pendingCount()]).toEqual([false, 0]);
  });

  test("refusals are trimmed per peer, so that a noisy one does not push out another's", () => {
    const { setAside } = memoryStore();
    const put = (peer: string, code: string) =>
      setAside.putRefusal({ at: AT, peer, code, message: 'm', entry: null, bytes: new Uint8Array() }, 3, 1_000);
    put('TH', 'quiet');
    for (let i = 0; i < 20; i++) put('VN', `noise-${i}`);
    expect(setAside.refusals(9).map(({ code }) => code)).toEqual(['noise-19', 'noise-18', 'noise-17', 'quiet']);
    expect(setAside.refusalCount()).toBe(4);
  });

  test('bytes of refusals are kept of the newest of each peer, up to a bound', () => {
    const { setAside } = memoryStore();
    const put = (peer: string) =>
      setAside.putRefusal(
        { at: AT, peer, code: 'c', message: 'm', entry: null, bytes: new Uint8Array(400) },
        10,
        1_000,
      );
    for (const peer of ['TH', 'VN', 'VN', 'VN', 'VN']) put(peer);
    expect(setAside.refusals(9).map(({ peer, bytes }) => [peer, bytes.length])).toEqual([
      ['VN', 400],
      ['VN', 400],
      ['VN', 0],
      ['VN', 0],
      ['TH', 400],
    ]);
  });
});

describe('what is kept once', () => {
  test('of a holder and a space one receipt; of a writer one contact; of a name one setting', () => {
    const { exchange, authority } = memoryStore();
    for (const number of [1, 2]) {
      exchange.putReceipt({ holder: WRITER, space: SPACE, number, id: id(number), token: `r${number}` });
      exchange.putPeer({ writer: WRITER, nonce: `n${number}`, contacted: AT, converged: null });
      authority.putSetting('name', String(number));
    }
    exchange.putReceipt({ holder: WRITER, space: id(2) as SpaceId, number: 7, id: id(7), token: 'r7' });
    expect(exchange.receiptsOf(SPACE)).toEqual([{ holder: WRITER, space: SPACE, number: 2, id: id(2), token: 'r2' }]);
    expect(exchange.receipt(WRITER, id(2) as SpaceId)?.number).toBe(7);
    expect(exchange.peers()).toEqual([{ writer: WRITER, nonce: 'n2', contacted: AT, converged: null }]);
    expect(authority.setting('name')).toBe('2');
  });

  test('a roster, a directory version and a pin are never replaced', () => {
    const store = memoryStore();
    const { authority, control } = store;
    const { space, entries } = filled(store);
    const [first, second] = entries as [number, number];
    for (const token of ['first', 'second']) {
      authority.putRoster({ version: 1, id: id(1), document: token });
      authority.putDirectory({ member: 'KR', version: 1, id: id(2), token });
    }
    authority.putDirectory({ member: 'KR', version: 2, id: id(3), token: 'newer' });
    expect(authority.rosters().map(({ document }) => document)).toEqual(['first']);
    expect(authority.heldDirectories().map(({ version, token }) => [version, token])).toEqual([
      [1, 'first'],
      [2, 'newer'],
    ]);
    authority.coverDirectory(id(2));
    expect(authority.heldDirectories().map(({ token }) => token)).toEqual(['newer']);
    expect(authority.directory(id(2))).toMatchObject({ token: 'first', held: 0 });
    const pin = { key: 'p', id: 'p', space, writer: WRITER, claims: '{}', token: 't', since: 1, delegation: 1 };
    expect([control.insertPin(pin, second), control.insertPin({ ...pin, claims: 'x' }, first)]).toEqual([true, false]);
    expect(control.pins(space, WRITER)).toEqual([pin]);
    expect(control.pinCarriers(space).map(({ pin: of, seq }) => [of, seq])).toEqual([
      ['p', 1],
      ['p', 2],
    ]);
  });
});

describe('sections', () => {
  test('one record id in two spaces is two records; what says nothing is not counted', () => {
    const { sections, spaces } = memoryStore();
    const [a, b] = [1, 2].map((n) =>
      spaces.insert({ id: id(n) as SpaceId, kind: 'case', owner: 'KR', rule: 'owner-decides' }),
    );
    const rows = [a, b].map((space) => sections.makeRecord(space as number, RECORD).row) as [number, number];
    expect(sections.recordsById(RECORD).map(({ row }) => row)).toEqual(rows);
    const spoken = sections.insertSection({ record: rows[0], name: 'joint', kind: 'seizure' });
    const silent = sections.insertSection({ record: rows[0], name: 'KR' as never, kind: 'seizure' });
    const said = { digest: new Uint8Array(32).fill(1), title: 't', state: null };
    sections.updateSection({ row: spoken, speaks: true, source: 7, view: null, ...said });
    expect([...sections.speakingSections(a as number)].map(({ row, recordId }) => [row, recordId])).toEqual([
      [spoken, RECORD],
    ]);
    expect(sections.sectionByRow(silent)).toMatchObject({ speaks: false, source: null, view: null, title: '' });
    sections.updateSection({ ...said, row: silent, speaks: true, source: null, view: '{"x":1}', state: Buffer.of(3) });
    expect(sections.sectionByRow(silent)).toMatchObject({ view: '{"x":1}', title: 't', state: Buffer.of(3) });
    expect(sections.allSections()).toEqual([spoken, silent]);
    sections.setNumber(rows[1], 'KR-2026-1-1-0');
    expect(sections.recordsByNumber('KR-2026-1-1-0').map(({ row }) => row)).toEqual([rows[1]]);
  });
});
