import { describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { deskSeat } from '../support/desk-seat.js';

/** Two members say different things of one seizure before the desk is opened. */
describe.runIf(testBrowser)('a record at the desk', () => {
  const seat = deskSeat(['KR', 'TH'], async (made) => {
    const [korea, thailand] = [made.of('KR'), made.of('TH')];
    const { space } = await korea.does<{ space: string }>(
      ...['space', 'create', '--kind', 'case', '--title', 'Operation Siren', '--audience', 'TH'],
    );
    const { record } = await korea.does<{ record: string }>(
      ...['record', 'new', '--space', space, '--kind', 'seizure'],
      ...['--set', 'quantity=2.1 kg', '--set', 'substance=ketamine', '--set', 'place=Suvarnabhumi'],
    );
    await thailand.serve();
    await korea.does('sync', '--with', 'TH');
    await korea.does('record', 'edit', record, '--joint', '--set', 'place=Gate A');
    await thailand.does('record', 'edit', record, '--joint', '--set', 'place=Gate B');
    await thailand.does('record', 'edit', record, '--set', 'quantity=2.4 kg');
    await korea.does('sync', '--with', 'TH');
    await thailand.stop();
  });

  it('is found, read, corrected, and shows who said what', async () => {
    const window = await seat().enter();
    const { page } = window;
    await window.goTo('/records');
    await page.getByRole('link', { name: /Ketamine/ }).click();
    const table = page.getByRole('table', { name: 'Who says what' });
    await table.waitFor();
    const row = table.getByRole('row', { name: /Quantity/ });
    expect(await row.textContent()).toContain('2.4');
    expect(await row.textContent()).toContain('differs');

    await row.getByRole('button', { name: 'Change Quantity (South Korea)' }).click();
    await page.getByRole('textbox', { name: 'Quantity' }).fill('2.2 kg');
    await page.getByRole('button', { name: 'Keep this' }).click();
    await row.getByText(/2.2/).first().waitFor();
    expect(await row.textContent()).toContain('2.4');

    await row.getByRole('button', { name: 'History of Quantity' }).click();
    const history = page.getByRole('dialog');
    await history.getByText(/2.1/).waitFor();
    expect(await history.getByRole('listitem').count()).toBe(3);
    await page.keyboard.press('Escape');
    expect(await window.barriers()).toEqual([]);
    await page.getByRole('link', { name: /^KR ·/ }).click({ trial: true }); // the state line is in sight
    expect(await page.evaluate('document.documentElement.scrollHeight - window.innerHeight')).toBe(0);
    await window.picture('record-en-1280');
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await window.clippedTexts()).toEqual([]);
    await window.picture('record-en-390');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('button:visible').count()).toBe(0);
    await row
      .getByText(/^Officer, .*UTC/)
      .first()
      .waitFor();
    await page.setViewportSize({ width: 794, height: 1123 });
    expect(await window.clippedTexts()).toEqual([]);
    await window.picture('record-printed');
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('DSK-4: tells differing values in words, from Today on; both are kept, one is kept, and both can be undone', async () => {
    const window = await seat().enter();
    const { page } = window;
    await page.getByRole('link', { name: 'See the records' }).click();
    const place = page.getByRole('article', { name: 'Place, written together' });
    await place.getByText(/^You wrote Gate A on .*, .* UTC/).waitFor();
    await place.getByText(/^Thailand wrote Gate B, .* It was written before Gate A had been seen\.$/).waitFor();
    const quantity = page.getByRole('article', { name: 'Quantity' });
    await quantity.getByText(/^Thailand wrote 2\.4.* It was written after .* had been seen\.$/).waitFor();
    expect(await window.barriers()).toEqual([]);
    await window.picture('record-cards-en-1280');

    await place.getByRole('button', { name: 'Keep Gate B' }).click();
    await page.getByText(/^Place: .* settled it as Gate B \(Together\)/).waitFor();
    await quantity.getByRole('button', { name: 'Keep both' }).click();
    await page.getByText(/^Quantity: .* left it as it stands/).waitFor();
    await quantity.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('button', { name: 'Undo: Quantity' }).click();
    await quantity.waitFor();
    await page.getByRole('button', { name: 'Undo: Place' }).click();
    await place.getByRole('button', { name: 'Keep Gate A' }).waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await window.clippedTexts()).toEqual([]);
    await window.picture('record-cards-en-390');
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('DSK-5: a seal is empty until it is opened; then the chain is verified, and verified again when asked', async () => {
    const window = await seat().enter();
    const { page } = window;
    let verified = 0;
    window.onRequest((url) => {
      if (url.includes('record.prove')) verified += 1;
    });
    await window.goTo('/records');
    await page.getByRole('link', { name: /Ketamine/ }).click();
    const seal = page.getByRole('button', { name: 'Proof of Quantity (Thailand, Thailand)' });
    await seal.waitFor();
    expect(verified).toBe(0);
    await seal.click();
    const sheet = page.getByRole('dialog', { name: 'Proof of Quantity' });
    await sheet.getByText('Everything holds, from the value to the root key of Thailand.').waitFor();
    const chain = sheet.getByRole('list').first().getByRole('listitem');
    expect(await chain.allTextContents()).toEqual([
      expect.stringMatching(/^Thailand says “2\.4\skg/),
      expect.stringContaining('nothing in that entry was changed'),
      expect.stringMatching(/^The author’s key \(.+…\) signed that entry/),
      expect.stringMatching(/^Thailand certified that key: serial \d+, version \d+/),
      expect.stringMatching(/^The root key of Thailand, which version \d+ of the roster names/),
    ]);
    expect(await window.barriers()).toEqual([]);
    await window.picture('record-proof');
    await sheet.getByRole('button', { name: 'Verify now' }).click();
    await sheet.getByText(/^Checked on this machine at/).waitFor();
    await page.keyboard.press('Escape');
    await seal.click();
    await sheet.getByText(/^Checked on this machine at/).waitFor();
    expect(verified).toBe(3);
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('is begun with a value that does not fit, mended, and kept', async () => {
    const window = await seat().enter();
    const { page } = window;
    await window.goTo('/spaces');
    await page.getByRole('link', { name: 'New record in Operation Siren' }).click();
    await page.getByRole('textbox', { name: 'Seized on' }).fill('yesterday');
    await page.getByRole('button', { name: 'Keep the record' }).click();
    await page.getByRole('alert').getByText('field-value').waitFor();
    await page.getByRole('textbox', { name: 'Seized on' }).fill('2026-11-20');
    await page.getByRole('button', { name: 'Keep the record' }).click();
    await page.getByText('20 Nov 2026').first().waitFor();
    await window.picture('record-new');
    await window.close();
  });

  it('goes on paper with its whole case: who may have it, its number, what each says and who said it', async () => {
    const window = await seat().enter();
    const { page } = window;
    await window.goTo('/spaces');
    await page.getByRole('link', { name: 'Print Operation Siren' }).click();
    await page.getByText('Only for South Korea and Thailand. Do not pass it on.').waitFor();
    expect(await window.barriers()).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    const record = page.getByRole('article').filter({ hasText: 'Ketamine' });
    expect(await record.textContent()).toMatch(/KR-2026-\S+ Seizure[\s\S]*2\.4\skg[\s\S]*Thailand · Thailand · .*UTC/);
    expect(await page.getByRole('button').count()).toBe(0);
    await window.picture('space-printed');
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});
