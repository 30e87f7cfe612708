import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { DeskWindow } from '../support/desk-window.js';
import { federation } from '../support/federation.js';
import type { ServingProcess } from '../support/serving-process.js';
import type { TestHome } from '../support/test-home.js';

const PARAGRAPH = 'The driver names a warehouse in Nonthaburi.';

/** What an officer abroad does with only an address and a passphrase, and what Seoul then sees. */
describe.runIf(testBrowser)('a laptop in Bangkok', () => {
  let seoul: TestHome;
  let bangkok: TestHome;
  let laptop: TestHome;
  let record = '';

  const enter = async (home: TestHome, node: ServingProcess): Promise<DeskWindow> => {
    if (testBrowser === undefined) throw new Error('there is no browser on this machine');
    const window = await DeskWindow.open(testBrowser, node.desk ?? '');
    await window.signIn(home.passphrase);
    return window;
  };

  beforeAll(async () => {
    const made = await federation(['KR', 'TH']);
    [seoul, bangkok] = [made.of('KR'), made.of('TH')];
    const { space } = await seoul.does<{ space: string }>(
      ...['space', 'create', '--kind', 'register', '--title', 'Airport seizures', '--audience', 'TH'],
    );
    ({ record } = await seoul.does<{ record: string }>(
      ...['record', 'new', '--space', space, '--kind', 'seizure'],
      ...['--set', 'quantity=2.1 kg', '--set', 'substance=ketamine', '--set', 'place=Suvarnabhumi'],
    ));
    await bangkok.serve();
    await seoul.does('sync', '--with', 'TH');
    await bangkok.does('record', 'edit', record, '--set', 'quantity=2.4 kg');
    await seoul.does('sync', '--with', 'TH');
    await bangkok.stop();
    await seoul.serve();
    laptop = await made.laptop('KR', 'KR-laptop', [space]);
    await laptop.does('sync', '--with', 'KR');
    await seoul.stop();
  });
  afterAll(() => testBrowser?.close());

  it('finds a seizure, corrects it beside what Thailand says, writes on, and comes home with all of it', async () => {
    const abroad = await enter(laptop, await laptop.serveInTouch());
    const { page } = abroad;
    await page.keyboard.press('/');
    await page.getByRole('searchbox').fill('Suvarnabhumi');
    await page
      .getByRole('link', { name: /Suvarnabhumi/ })
      .first()
      .click();
    const row = page.getByRole('table', { name: 'Who says what' }).getByRole('row', { name: /Quantity/ });
    await row.getByText(/2\.4/).first().waitFor();
    await row.getByRole('button', { name: 'Change Quantity (South Korea)' }).click();
    await page.getByRole('textbox', { name: 'Quantity' }).fill('2.2 kg');
    await page.getByRole('button', { name: 'Keep this' }).click();
    await row.getByText(/2\.2/).first().waitFor();
    expect(await row.textContent()).toContain('2.4');

    await page.getByRole('button', { name: /(Write|Go on writing): Narrative \(South Korea\)/ }).click();
    const editor = page.getByRole('textbox', { name: 'Narrative (South Korea)' });
    await editor.pressSequentially(PARAGRAPH);
    await page.getByText('Everything typed is in the record.').waitFor();
    await page.getByRole('button', { name: /^Done: Narrative/ }).click();
    const line = page.getByRole('link', { name: /^KR/ });
    await line.getByText(/offline since|not connected/).waitFor();
    await line.getByText(/waiting/).waitFor();
    await abroad.picture('laptop-offline-en-1280');

    const home = await enter(seoul, await seoul.serveInTouch());
    await line.getByText('connected to', { exact: false }).waitFor();
    await home.goTo(`/records/${record}`);
    await home.page.getByText(PARAGRAPH).first().waitFor();
    const atHome = home.page.getByRole('table', { name: 'Who says what' }).getByRole('row', { name: /Quantity/ });
    await atHome.getByText(/2\.2/).first().waitFor();
    expect(await atHome.textContent()).toContain('2.4');
    await home.picture('laptop-came-home-en-1280');
    expect([...abroad.complaints, ...home.complaints]).toEqual([]);
    await abroad.close();
    await home.close();
  });
});
