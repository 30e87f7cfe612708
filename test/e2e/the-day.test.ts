import { describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { deskSeat } from '../support/desk-seat.js';
import type { TestHome } from '../support/test-home.js';

describe.runIf(testBrowser)('the first page and the peers', () => {
  let space = '';
  const seat = deskSeat(['KR', 'TH'], async (made) => {
    const found = await made
      .of('KR')
      .does<{ space: string }>(
        ...['space', 'create', '--kind', 'case', '--title', 'Operation Siren', '--audience', 'TH'],
      );
    space = found.space;
    await made.of('TH').serve();
  });
  const th = (): TestHome => seat().federation.of('TH');

  it('says what came in, from whom, until the officer has looked through it', async () => {
    await th().does('sync', '--with', 'KR');
    await th().does(...['record', 'new', '--space', space, '--kind', 'seizure'], '--set', 'place=Rayong');
    const window = await seat().enter();
    const { page } = window;
    await page.getByText('Nothing has come in from others yet.').waitFor();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByText('1 record that you have not seen: Thailand 1').waitFor();
    await page.getByText('Rayong').waitFor();
    await page.getByText('Thailand has all of yours').waitFor();
    await window.picture('today-came-in');
    expect(await window.barriers()).toEqual([]);

    await page.getByRole('button', { name: 'I have looked through this' }).click();
    await page.getByText(/^Nothing new since you looked/).waitFor();
    expect(await page.getByText('Rayong').count()).toBe(0);
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('tries a peer step by step, and says at which step and what to do when it fails', async () => {
    const window = await seat().enter();
    const { page } = window;
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'Test Thailand' }).click();
    const steps = page.getByRole('dialog').getByRole('listitem');
    await steps.nth(5).waitFor();
    expect(await steps.locator('strong').allTextContents()).toEqual(
      ['Address', 'Certificate', 'Identity', 'Version', 'Shared spaces', 'Trial'].map((name) => `${name}: works`),
    );
    await window.picture('peers-tried');
    expect(await window.barriers()).toEqual([]);

    await th().stop();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Address: failed').waitFor();
    expect(await steps.locator('strong').allTextContents()).toContain('Trial: not tried');
    await page.keyboard.press('Escape');

    // A peer that is away is no failure of the sync: nothing red, and the word is offline.
    await page.getByRole('button', { name: 'Sync with Thailand' }).click();
    await page.getByRole('table', { name: 'This sync' }).getByText('offline').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('is worked by keyboard alone, and shows its keys', async () => {
    const window = await seat().enter();
    const { page } = window;
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Sync now').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.matches(':focus-visible'))).toBe(true);
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: 'Peers', level: 1 }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('page');
    await window.close();
  });
});
