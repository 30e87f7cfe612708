import { openDatabase, openingOf, Store } from '@liaison/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import { createSpace } from '../commands/create-space.js';
import { newRecord } from '../commands/write-record.js';
import type { OpenHome } from '../home/open-home.js';
import { spaceState } from './derived/state-digest.js';
import { Replica } from './replica.js';
import type { Author } from './write-entry.js';

const homes = new TemporaryHomes('two connections');
let home: OpenHome;
let officer: Author;
let other: Replica;

/** A second connection to the same file, with a memory of its own. */
function secondReplica(): Replica {
  const { member, home: writer } = home.settings;
  const { clock, random } = home.replica.context;
  const store = new Store(openDatabase(openingOf(home.database) as { path: string; key: Uint8Array }));
  return new Replica({ store, member, home: writer, serviceKey: home.replica.serviceKey, clock, random });
}

beforeAll(async () => {
  await homes.init('kr');
  home = await homes.open('kr');
  officer = await home.unlockOfficer(undefined, PASSPHRASE);
  other = secondReplica();
  for (const replica of [home.replica, other]) replica.context.commits.share();
});
afterAll(() => {
  other.context.store.close();
  homes.remove();
});

const tell = (space: ReturnType<typeof createSpace>['space'], place: string) =>
  newRecord(home.replica, officer, { space, kind: 'seizure', change: { fields: { place } } });

/** What a replica answers about a space: from what it remembers and from what it reads. */
const seenBy = (replica: Replica, id: ReturnType<typeof createSpace>['space']) =>
  replica.reading(() => {
    const { store, standings } = replica.context;
    const row = store.spaces.byId(id)?.row;
    return row === undefined
      ? undefined
      : { tips: standings.of(row).tips, records: spaceState(replica.context, row).records };
  });

test('a replica follows what another connection commits, and forgets no more than it must', () => {
  const { space } = createSpace(home.replica, officer, { kind: 'case', title: 'Followed', audience: [] });
  const { space: quiet } = createSpace(home.replica, officer, { kind: 'case', title: 'Quiet', audience: [] });
  expect(seenBy(other, space)?.records).toBe(0);
  const before = seenBy(other, quiet);
  tell(space, 'Busan');
  expect(seenBy(other, space)).toEqual(seenBy(home.replica, space));
  expect(seenBy(other, space)?.records).toBe(1);
  expect(seenBy(other, quiet)?.tips).toBe(before?.tips); // the very same: it was not computed again
});

test('one answer is of one moment, and the next one is of the next', () => {
  const { space } = createSpace(home.replica, officer, { kind: 'case', title: 'One moment', audience: [] });
  other.reading(() => {
    const before = seenBy(other, space);
    tell(space, 'Incheon');
    expect(seenBy(other, space)).toEqual(before);
  });
  expect(seenBy(other, space)).toEqual(seenBy(home.replica, space));
});

test('a change begins from what the other connection committed', () => {
  const { space } = createSpace(home.replica, officer, { kind: 'case', title: 'Turns', audience: [] });
  seenBy(other, space);
  tell(space, 'Pyeongtaek');
  newRecord(other, officer, { space, kind: 'seizure', change: { fields: { place: 'Yeosu' } } });
  tell(space, 'Mokpo');
  const seen = seenBy(home.replica, space);
  expect(seen).toMatchObject({ records: 3, tips: [{ lane: 'control' }, { lane: 'record', seq: 4 }] });
  expect(seenBy(other, space)).toEqual(seen);
});

test('receipts and directories of the other connection are seen as well', async () => {
  const { space } = createSpace(home.replica, officer, { kind: 'case', title: 'Receipts', audience: [] });
  const listed = () => other.reading(() => other.spacesFor(home.settings.home).find((one) => one.space === space));
  expect(listed()?.receipts).toEqual([]);
  home.replica.issueReceipts([space]);
  expect(listed()?.receipts).toMatchObject([{ number: 1 }]);
  const versionOf = (replica: Replica) => replica.reading(() => replica.documents().directories[0]?.version ?? 0);
  const before = versionOf(other);
  const node = { writer: home.settings.home, addresses: ['https://kr.example'], tlsPin: home.tls.pin };
  await home.publishDirectory({ nodes: [node] }, PASSPHRASE);
  expect(versionOf(other)).toBe(before + 1);
});

test('a change that is undone tells nobody anything', () => {
  const { space } = createSpace(home.replica, officer, { kind: 'case', title: 'Undone', audience: [] });
  const before = seenBy(other, space);
  const undone = () =>
    home.replica.transaction(() => {
      home.replica.context.standings.forgetAll();
      throw new Error('undone');
    });
  expect(undone).toThrow('undone');
  expect(seenBy(other, space)?.tips).toBe(before?.tips);
});
