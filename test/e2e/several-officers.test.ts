import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { deskSeat } from '../support/desk-seat.js';
import { secondOfficer } from '../support/second-officer.js';

const EDITOR = 'Narrative (Together)';

async function openEditor(page: Page): Promise<ReturnType<Page['getByRole']>> {
  await page.getByRole('button', { name: /(Write|Go on writing): Narrative \(Together\)/ }).click();
  const editor = page.getByRole('textbox', { name: EDITOR });
  await editor.waitFor();
  return editor;
}

/** The node has it, as a draft or in the record: asked of the node, since the page's own calls are answered in parts. */
async function keptByNode(page: Page, record: string, text: string): Promise<void> {
  const ask = (input: string) =>
    Promise.all(
      ['draft.list', 'record.show'].map(async (call) => (await fetch(`/trpc/${call}?input=${input}`)).text()),
    );
  const input = encodeURIComponent(JSON.stringify({ record }));
  await expect.poll(async () => (await page.evaluate(ask, input)).join(), { timeout: 20_000 }).toContain(text);
}

describe.runIf(testBrowser)('several officers at one desk', () => {
  let record = '';
  let space = '';
  let lee = { officer: '', passphrase: '' };
  let park = lee;
  const seat = deskSeat(['KR', 'TH'], async (made) => {
    const [korea, thailand] = [made.of('KR'), made.of('TH')];
    const found = await korea.does<{ space: string }>(
      ...['space', 'create', '--kind', 'case', '--title', 'Operation Siren', '--audience', 'TH'],
    );
    space = found.space;
    const kept = await korea.does<{ record: string }>(
      ...['record', 'new', '--space', space, '--kind', 'seizure', '--set', 'place=Busan'],
    );
    record = kept.record;
    lee = await secondOfficer(korea, 'Lee Min-ho', ['write']);
    park = await secondOfficer(korea, 'Park So-yeon', []);
    await thailand.serve();
    await korea.does('sync', '--with', 'TH');
  });

  it('WEB-10: shows two officers each letter and each other, and takes in a paragraph of another node', async () => {
    const [first, second] = [await seat().enter({ officer: 'Officer' }), await seat().enter(lee)];
    await first.goTo(`/records/${record}`);
    await second.goTo(`/records/${record}`);
    const kims = await openEditor(first.page);
    await kims.pressSequentially('Two parcels were opened.');
    const lees = await openEditor(second.page);
    await lees.getByText('Two parcels were opened.').waitFor();
    await first.page.getByText('Lee Min-ho is here too.').waitFor();
    await lees.press('Control+End');
    await Promise.all([
      lees.pressSequentially('\nThe label was from Chiang Rai.'),
      kims.press('Control+Home').then(() => kims.pressSequentially('On Monday. ')),
    ]);
    for (const editor of [kims, lees]) {
      await editor.getByText('On Monday. Two parcels were opened.').waitFor();
      await editor.getByText('The label was from Chiang Rai.').waitFor();
    }
    await first.page.getByText('Everything typed is in the record.').waitFor();
    expect(await first.barriers()).toEqual([]);
    await first.picture('record-writing-en-1280');

    const thailand = seat().federation.of('TH');
    await seat().home.sync('TH');
    const text = 'On Monday. Two parcels were opened.\nThe label was from Chiang Rai.\nThailand: the sender is known.';
    await thailand.desk((calls) =>
      calls.record.edit({
        ...{ record, joint: true, set: [{ field: 'narrative', text }] },
        officer: { passphrase: thailand.passphrase },
      }),
    );
    await kims.press('Control+Home');
    await kims.pressSequentially('Report. ');
    await seat().home.sync('TH');
    for (const editor of [kims, lees]) {
      await editor.getByText('Report. On Monday. Two parcels were opened.').waitFor();
      await editor.getByText('Thailand: the sender is known.').waitFor();
    }
    await first.page.getByRole('button', { name: /^Done: Narrative/ }).click();
    await first.page.getByText(/Report\. On Monday\./).waitFor();
    expect([...first.complaints, ...second.complaints]).toEqual([]);
    await first.close();
    await second.close();
  });

  it('WEB-10: loses no word to a node that is killed, in a page that stays and in one that is gone', async () => {
    const window = await seat().enter({ officer: 'Officer' });
    const { page } = window;
    await window.goTo(`/records/${record}`);
    const editor = await openEditor(page);
    await editor.press('Control+End');
    await editor.pressSequentially(' Before the kill.');
    await keptByNode(page, record, ' Before the kill.');
    await seat().restart();
    await page.getByLabel('Passphrase').fill(seat().home.passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await editor.getByText('Before the kill.').waitFor();
    await page.getByText('Everything typed is in the record.').waitFor();
    await editor.pressSequentially(' After it.');
    await keptByNode(page, record, ' After it.');
    await page.close();
    await seat().restart();

    const again = await seat().enter({ officer: 'Officer' });
    await again.goTo(`/records/${record}`);
    const reopened = await openEditor(again.page);
    await reopened.getByText('Before the kill. After it.').waitFor();
    await again.page.getByText('Everything typed is in the record.').waitFor();
    expect(await reopened.textContent()).not.toMatch(/Before the kill.*Before the kill/);
    await again.close();
    await window.close();
  });

  it('WEB-8: finds again what was typed into a form, after a reload, a lock and a node that is killed', async () => {
    const window = await seat().enter({ officer: 'Officer' });
    const { page } = window;
    await window.goTo(`/records/${record}`);
    const openPlace = () => page.getByRole('button', { name: 'Change Place (South Korea)' }).click();
    const place = page.getByRole('textbox', { name: 'Place' });
    await openPlace();
    await place.fill('Busan, pier 4');
    await keptByNode(page, record, 'pier 4');
    await page.reload();
    await page.getByText(/^You were writing Place \(South Korea\), .* and have not kept it\.$/).waitFor();
    expect(await window.barriers()).toEqual([]);
    await window.picture('record-unfinished');
    await page.getByRole('button', { name: 'Go on: Place (South Korea)' }).click();
    await expect.poll(() => place.inputValue()).toBe('Busan, pier 4');
    await place.fill('Busan, pier 45');
    await keptByNode(page, record, 'pier 45');
    await seat().restart();
    await page.getByLabel('Passphrase').fill(seat().home.passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('button', { name: 'Unlock' }).waitFor({ state: 'detached' });
    await expect.poll(() => place.inputValue()).toBe('Busan, pier 45');
    await page.reload();
    await page.getByRole('button', { name: 'Go on: Place (South Korea)' }).click();
    await expect.poll(() => place.inputValue()).toBe('Busan, pier 45');
    await page.getByRole('button', { name: 'Keep this' }).click();
    await page.getByRole('table').getByText('Busan, pier 45').first().waitFor();
    await page.getByText(/^You were writing Place/).waitFor({ state: 'detached' });

    await window.goTo(`/spaces/${space}/new`);
    await page.getByRole('textbox', { name: 'Place' }).fill('Incheon');
    await keptByNode(page, `new:${space}`, 'Incheon');
    await page.reload();
    await expect.poll(() => page.getByRole('textbox', { name: 'Place' }).inputValue()).toBe('Incheon');
    await window.close();
  });

  it('WEB-6: a viewer reads everything, is offered nothing that changes, and is refused by the node too', async () => {
    const window = await seat().enter(park);
    const { page } = window;
    await window.goTo(`/records/${record}`);
    await page.getByRole('heading', { name: 'Narrative' }).waitFor();
    const changes = { name: /^(Change|Write|Go on|Keep|Undo|Say)/ };
    expect(await page.getByRole('article').getByRole('button', changes).count()).toBe(0);
    await window.picture('record-viewer');
    await window.goTo('/spaces');
    await page.getByRole('link', { name: 'Operation Siren', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: /^New record/ }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Found a case or register' }).isDisabled()).toBe(true);

    const refused = (path: string, input: object) =>
      page.evaluate(
        async ([call, body]) => {
          const headers = { 'content-type': 'application/json' };
          const answer = await fetch(`/trpc/${call}`, { method: 'POST', headers, body: body as string });
          return JSON.stringify(await answer.json());
        },
        [path, JSON.stringify({ key: `${path} a viewer tries`, ...input })],
      );
    const set = [{ field: 'place', text: 'Ulsan' }];
    const typed = { record, field: 'narrative', joint: true, base: 0, edits: [], change: 'viewer-00001' };
    const settling = { record, field: 'place', digest: '-', settling: { choice: 'leave' } };
    const attempts: [string, object][] = [
      ['record.edit', { record, joint: false, set }],
      ['record.new', { space, kind: 'seizure', set }],
      ['text.type', typed],
      ['conflict.settle', settling],
      ['conflict.undo', { settlement: '-' }],
      ['space.create', { kind: 'case', title: 'x', audience: [] }],
    ];
    for (const [path, input] of attempts) expect(await refused(path, input)).toContain('power-missing');
    await window.close();
  });
});
