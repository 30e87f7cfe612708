import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import type { WatchedChange } from '../desk/change-procedures.js';
import type { OpenHome } from '../home/open-home.js';
import type { TextEvent } from '../live/open-text.js';
import { addSecondOfficer } from '../testing/second-officer.js';
import type { TestBrowser, Watching } from '../testing/test-browser.js';
import { TestDesk } from './test-desk.fixture.js';

const LEES = 'Lees own passphrase';
const homes = new TemporaryHomes('two-officers');
let home: OpenHome;
let desk: TestDesk;
let kim: TestBrowser;
let lee: TestBrowser;
const writers = { kim: '', lee: '' };

beforeAll(async () => {
  await homes.init('kr');
  home = await homes.open('kr');
  writers.kim = home.officers[0]?.writer as string;
  writers.lee = await addSecondOfficer(home, {
    name: 'Lee Min-ho',
    passphrase: LEES,
    powers: ['write'],
    deskPassphrase: PASSPHRASE,
  });
  desk = await TestDesk.start(home);
  [kim, lee] = [desk.browser(), desk.browser()];
  await kim.signIn(writers.kim, PASSPHRASE);
  await lee.signIn(writers.lee, LEES);
});
afterAll(async () => {
  await desk.close();
  homes.remove();
});

async function makeRecord(): Promise<{ space: string; record: string }> {
  const { space } = (await kim.change('space.create', { kind: 'case', title: 'Net', audience: [] })).data as {
    space: string;
  };
  const set = [{ field: 'place', text: 'Busan' }];
  const made = await kim.change('record.new', { space, kind: 'seizure', set });
  return { space, ...(made.data as { record: string }) };
}

describe('WEB-4 several officers at one desk', () => {
  test('each signs in with their own passphrase and signs with their own key', async () => {
    expect((await lee.query('session.current')).data).toMatchObject({
      officer: { name: 'Lee Min-ho' },
      role: 'investigator',
    });
    expect((await desk.browser().signIn(writers.lee, PASSPHRASE)).code).toBe('passphrase-wrong');
    const { record } = await makeRecord();
    await lee.change('record.edit', { record, joint: false, set: [{ field: 'place', text: 'Ulsan' }] });
    const { history } = (await kim.query('record.history', { record })).data as { history: { writer: string }[] };
    expect(history.map(({ writer }) => writer).sort()).toEqual([writers.kim, writers.lee].sort());
    expect(await lee.change('space.create', { kind: 'case', title: 'x', audience: [] })).toMatchObject({
      code: 'power-missing',
    });
  });

  test('locking one leaves the other at work', async () => {
    const other = desk.browser();
    desk.nowMs += 10_000;
    await other.signIn(writers.lee, LEES);
    await other.mutate('session.lock', {});
    expect((await other.query('home.status')).code).toBe('session-locked');
    expect((await lee.query('home.status')).status).toBe(200);
    expect((await kim.query('home.status')).status).toBe(200);
  });

  test('who signed in and who tried is in the journal, for administrators', async () => {
    const { events } = (await kim.query('home.signIns', { limit: 50 })).data as {
      events: { officer: string; event: string }[];
    };
    const said = events.map(({ officer, event }) => `${officer === writers.lee ? 'lee' : 'kim'} ${event}`);
    expect(said).toEqual(
      expect.arrayContaining(['lee locked', 'lee passphrase-wrong', 'lee signed-in', 'kim signed-in']),
    );
    expect((await lee.query('home.signIns', { limit: 50 })).code).toBe('power-missing');
  });
});

describe('WEB-8 drafts', () => {
  test('are kept per officer, record and field, and read by nobody else', async () => {
    await kim.mutate('draft.put', { record: 'new:1', field: 'place', value: { text: 'Bus' } });
    await kim.mutate('draft.put', { record: 'new:1', field: 'place', value: { text: 'Busan' } });
    await kim.mutate('draft.put', { record: 'new:2', field: 'note', value: 'x' });
    const drafts = (await kim.query('draft.list', { record: 'new:1' })).data;
    expect(drafts).toEqual({
      drafts: [{ record: 'new:1', field: 'place', value: { text: 'Busan' }, at: expect.any(String) }],
    });
    expect((await lee.query('draft.list', {})).data).toEqual({ drafts: [] });
    await lee.mutate('draft.drop', { record: 'new:1' });
    expect((await kim.query('draft.list', {})).data).toMatchObject({ drafts: [{}, {}] });
    await kim.mutate('draft.drop', { record: 'new:1' });
    expect((await kim.query('draft.list', {})).data).toMatchObject({ drafts: [{ record: 'new:2' }] });
  });

  test('outlive a node that is killed', async () => {
    await lee.mutate('draft.put', { record: 'new:3', field: 'place', value: '방콕' });
    await desk.close();
    home.abandon(); // closed as a killed process would
    home = await homes.open('kr');
    desk = await TestDesk.start(home);
    [kim, lee] = [desk.browser(), desk.browser()];
    await kim.signIn(writers.kim, PASSPHRASE);
    await lee.signIn(writers.lee, LEES);
    expect((await lee.query('draft.list', {})).data).toMatchObject({ drafts: [{ value: '방콕' }] });
  });
});

describe('WEB-9 watching for changes', () => {
  const changeOf = async (watching: Watching) => {
    const event = await watching.next();
    return { id: event?.id, ...(event?.data as WatchedChange) };
  };

  test('a page hears of a change, and misses none while its line was gone', async () => {
    const { record, space } = await makeRecord();
    const watching = lee.watch('changes.watch');
    const { seq } = await changeOf(watching);
    await kim.change('record.edit', { record, joint: false, set: [{ field: 'place', text: 'Jeju' }] });
    const heard = await changeOf(watching);
    expect(heard).toMatchObject({ spaces: [space], everything: false });
    expect(heard.seq).not.toBe(seq);
    watching.close();
    await kim.change('record.edit', { record, joint: false, set: [{ field: 'place', text: 'Mokpo' }] });
    const again = lee.watch('changes.watch', { lastEventId: heard.id });
    expect(await changeOf(again)).toMatchObject({ spaces: [space] });
    again.close();
  });

  test('ends when the session is locked', async () => {
    const other = desk.browser();
    await other.signIn(writers.lee, LEES);
    const watching = other.watch('changes.watch');
    await changeOf(watching);
    await other.mutate('session.lock', {});
    expect(await watching.next()).toMatchObject({
      event: 'serialized-error',
      data: { data: { liaison: { code: 'session-locked' } } },
    });
    expect((await desk.browser().watch('changes.watch').next())?.data).toMatchObject({
      data: { liaison: { code: 'not-signed-in' } },
    });
  });
});

describe('WEB-10 a narrative that two officers type in', () => {
  const field = 'narrative';
  const textOf = async (record: string) => {
    const shown = (await kim.query('record.show', { record })).data as { sections: { KR: { narrative?: unknown } } };
    return JSON.stringify(shown.sections.KR);
  };
  const heardFrom = async (watching: Watching) => (await watching.next())?.data as TextEvent;

  test('each sees what the other types, and each word is written by its own officer', async () => {
    const { record } = await makeRecord();
    const name = { record, field, joint: false };
    const kims = kim.watch('text.watch', name);
    const opened = await heardFrom(kims);
    const first = opened.type === 'text' ? opened.revision : Number.NaN;
    expect(opened).toEqual({ type: 'text', text: '', revision: expect.any(Number) });
    expect(await heardFrom(kims)).toEqual({ type: 'present', officers: [{ id: writers.kim, name: 'Kim Ji-won' }] });
    const lees = lee.watch('text.watch', name);
    expect(await heardFrom(lees)).toEqual({ type: 'text', text: '', revision: first });
    expect(await heardFrom(lees)).toMatchObject({
      type: 'present',
      officers: [{ id: writers.kim }, { id: writers.lee }],
    });
    expect(await heardFrom(kims)).toMatchObject({ type: 'present', officers: [{}, { name: 'Lee Min-ho' }] });
    const type = (browser: TestBrowser, base: number, at: number, insert: string, change: string) =>
      browser.mutate('text.type', { ...name, base: first + base, edits: [{ from: at, to: at, insert }], change });
    expect((await type(kim, 0, 0, 'KIM', 'kim-00001')).data).toEqual({ revision: first + 1 });
    expect((await type(kim, 0, 0, 'KIM', 'kim-00001')).data).toEqual({ revision: first + 1 }); // its answer was lost
    expect(await heardFrom(lees)).toMatchObject({
      type: 'change',
      revision: first + 1,
      officer: 'Kim Ji-won',
      change: 'kim-00001',
    });
    expect((await type(lee, 0, 0, 'lee', 'lee-00001')).data).toEqual({ revision: first + 2 }); // typed before it heard of KIM
    expect(await heardFrom(kims)).toMatchObject({ revision: first + 1 });
    expect(await heardFrom(kims)).toMatchObject({ revision: first + 2, edits: [{ from: 3, to: 3, insert: 'lee' }] });
    lees.close(); // whoever leaves has what was typed written at once
    expect(await heardFrom(kims)).toMatchObject({ type: 'present', officers: [{ id: writers.kim }] });
    expect(await heardFrom(kims)).toEqual({ type: 'written', revision: first + 2 });
    for (const browser of [kim, lee])
      expect((await browser.query('draft.list', { record })).data).toEqual({ drafts: [] });
    expect(await textOf(record)).toContain('KIMlee');
    const { history } = (await kim.query('record.history', { record })).data as { history: { writer: string }[] };
    expect(history.map(({ writer }) => writer).sort()).toEqual([writers.kim, writers.kim, writers.lee].sort());
    kims.close();
    expect(desk.defects).toEqual([]);
  });

  test('what is written elsewhere appears under what is typed', async () => {
    const { record } = await makeRecord();
    const name = { record, field, joint: false };
    await kim.change('record.edit', { record, joint: false, set: [{ field, text: 'One.' }] });
    const watching = kim.watch('text.watch', name);
    expect(await heardFrom(watching)).toMatchObject({ text: 'One.' });
    expect(await heardFrom(watching)).toMatchObject({ type: 'present' });
    await lee.change('record.edit', { record, joint: false, set: [{ field, text: 'One. Two.' }] });
    expect(await heardFrom(watching)).toMatchObject({ type: 'change', change: null, edits: [{ insert: ' Two.' }] });
    watching.close();
  });

  test('what was typed is kept before it is written: killed, the node puts it back under what others wrote since', async () => {
    const { record } = await makeRecord();
    const name = { record, field, joint: false };
    await kim.change('record.edit', { record, joint: false, set: [{ field, text: 'One. Two.' }] });
    const watching = lee.watch('text.watch', name);
    const { revision } = (await heardFrom(watching)) as { revision: number };
    const edits = [{ from: 4, to: 4, insert: ' And a half.' }];
    await lee.mutate('text.type', { ...name, base: revision, edits, change: 'lee-00002' });
    home.abandon(); // closed as a killed process would, before anything is written
    await desk.close();
    home = await homes.open('kr');
    desk = await TestDesk.start(home);
    [kim, lee] = [desk.browser(), desk.browser()];
    await kim.signIn(writers.kim, PASSPHRASE);
    await lee.signIn(writers.lee, LEES);
    await kim.change('record.edit', { record, joint: false, set: [{ field, text: 'Zero. One. Two.' }] });
    expect((await kim.query('draft.list', { record })).data).toEqual({ drafts: [] });
    const kims = kim.watch('text.watch', name);
    expect(await heardFrom(kims)).toMatchObject({ text: 'Zero. One. Two.' });
    const again = lee.watch('text.watch', name);
    expect(await heardFrom(again)).toEqual({ type: 'restored', at: expect.any(String) });
    const text = await heardFrom(again);
    expect(text).toMatchObject({ type: 'text', text: 'Zero. One. And a half. Two.' });
    const repeated = { ...name, base: revision, edits, change: 'lee-00002' };
    expect((await lee.mutate('text.type', repeated)).data).toEqual({
      revision: (text as { revision: number }).revision,
    });
    again.close();
    kims.close();
    await expect.poll(() => textOf(record)).toContain('Zero. One. And a half. Two.');
    expect((await lee.query('draft.list', { record })).data).toEqual({ drafts: [] });
  });

  test("a text is nobody's who may not write, and edits that do not fit are refused", async () => {
    const { record } = await makeRecord();
    const name = { record, field, joint: false };
    const opening = lee.watch('text.watch', name);
    const { revision } = (await heardFrom(opening)) as { revision: number };
    const typed = { ...name, base: revision, change: 'some-change-1', edits: [{ from: 0, to: 9, insert: 'x' }] };
    expect((await lee.mutate('text.type', typed)).code).toBe('text-edit-misplaced');
    expect((await lee.mutate('text.type', { ...typed, base: revision + 5 })).code).toBe('text-revision-unknown');
    const bytes = { ...typed, edits: [{ update: 'AAA=' }] };
    expect((await lee.mutate('text.type', bytes)).code).toBe('input-invalid');
    expect((await lee.mutate('text.type', { ...typed, record: 'KR-2026-1-1-1' })).status).not.toBe(200);
    opening.close();
  });
});
