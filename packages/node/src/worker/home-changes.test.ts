import type { MappedRow, Mapping } from '@liaison/interchange';
import type { SpaceId } from '@liaison/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import { createSpace } from '../commands/create-space.js';
import { newRecord } from '../commands/write-record.js';
import type { OpenHome, UnlockedOfficer } from '../home/open-home.js';
import { type HomeChange, HomeChanges } from './home-changes.js';
import { startWork } from './start-work.js';

const mapping = { kind: 'seizure', source: 'ports', key: ['id'], fields: {} } as unknown as Mapping;
const row: MappedRow = { type: 'mapped', line: 2, key: '1', fields: { place: 'Mokpo' } };

let homes: TemporaryHomes;
let home: OpenHome;
let officer: UnlockedOfficer;
let heard: HomeChange[];

beforeEach(async () => {
  homes = new TemporaryHomes('changes');
  await homes.init('kr');
  home = await homes.open('kr');
  officer = await home.unlockOfficer(undefined, PASSPHRASE);
  heard = [];
  home.changes.onChange((change) => heard.push(change));
});
afterEach(async () => {
  await home.work.endThread();
  homes.remove();
});

const open = (title: string): SpaceId =>
  createSpace(home.replica, officer, { kind: 'case', title, audience: [] }).space;
const tell = (space: SpaceId, place: string) =>
  newRecord(home.replica, officer, { space, kind: 'seizure', change: { fields: { place } } });
/** Notices are told once the code that made the changes has come to its end. */
const told = () => Promise.resolve();

test('names the spaces of what was committed, several commits of one moment at once, and nothing that was undone', async () => {
  const [first, second] = [open('First'), open('Second')];
  expect(heard).toEqual([]);
  await told();
  expect(heard.map(({ spaces }) => [...spaces].sort())).toEqual([[first, second].sort()]);
  tell(first, 'Busan');
  await told();
  expect(heard.at(-1)).toMatchObject({ spaces: [first], everything: false, status: false });
  const before = heard.length;
  expect(() =>
    home.replica.transaction(() => {
      home.replica.context.standings.forgetMarks(1);
      throw new Error('undone');
    }),
  ).toThrow('undone');
  await told();
  expect(heard.length).toBe(before);
});

test('names what the other thread has committed by the time that its answer is there', async () => {
  const space = open('Register');
  startWork(home, (error) => expect.unreachable(String(error)));
  await told();
  const before = home.changes.cursor;
  const sink = await home.work.openImport(officer, { space, mapping, dryRun: false, about: 'ports.csv' });
  await sink.add([row]);
  await sink.end();
  await sink.drop();
  expect(home.changes.since(before)).toMatchObject({ spaces: [space], everything: false });
  const after = home.changes.cursor;
  await home.work.command(() => home.replica.reading(() => undefined));
  expect(home.changes.since(after)).toBeUndefined();
});

test('a follower gets all it missed as one, also from before, and a cursor of another run gets everything', async () => {
  const space = open('Followed');
  await told();
  const since = home.changes.cursor;
  const stop = new AbortController();
  const following = home.changes.follow({ since, signal: stop.signal });
  const [one, two] = [open('One'), open('Two')];
  await told();
  tell(space, 'Busan');
  await told();
  const got = (await following.next()).value as HomeChange;
  expect([...got.spaces].sort()).toEqual([space, one, two].sort());
  const next = following.next();
  home.changes.statusChanged();
  expect((await next).value).toMatchObject({ spaces: [], everything: false, status: true });
  const last = following.next();
  stop.abort();
  expect(await last).toEqual({ value: undefined, done: true });

  const other = new HomeChanges(home.replica.context);
  expect(other.since(got.cursor)).toMatchObject({ everything: true, status: true });
  expect(home.changes.since('anything at all')).toMatchObject({ everything: true });
});
