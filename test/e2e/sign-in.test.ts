import { describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { deskSeat } from '../support/desk-seat.js';
import { eventually } from '../support/eventually.js';

describe.runIf(testBrowser)('signing in to the desk', () => {
  const seat = deskSeat(['KR', 'TH']);

  it('says when the passphrase is wrong, and opens the page that was asked for', async () => {
    const window = await seat().open();
    const { page } = window;
    await page.goto(`${seat().address}/peers`);
    await page.getByLabel('Passphrase').fill('not the passphrase');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('passphrase-wrong').waitFor();

    await page.getByLabel('Passphrase').fill(seat().home.passphrase);
    const peers = page.getByRole('heading', { name: 'Peers', level: 1 });
    // After a wrong passphrase the node lets an officer wait a little.
    await eventually('the officer is let in', async () => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await Promise.race([peers.waitFor(), page.getByText('sign-in-wait').waitFor()]);
      return peers.isVisible();
    });
    expect(new URL(page.url()).pathname).toBe('/peers');
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('APP-4: locks over the page, shows nothing of it, and opens it again as it was', async () => {
    const window = await seat().enter();
    const { page } = window;
    await page.evaluate(() => document.querySelector('main h1')?.setAttribute('data-mark', 'kept'));
    await page.getByRole('button', { name: /sign out, lock, language/ }).click();
    await page.getByRole('menuitem', { name: 'Lock' }).click();
    const locked = page.getByRole('heading', { name: 'Locked' });
    await locked.waitFor();
    expect(await page.evaluate(() => document.elementFromPoint(300, 80)?.closest('main'))).toBeNull();
    expect(await page.evaluate(() => document.querySelector('main h1')?.closest('[inert]'))).not.toBeNull();

    await page.getByLabel('Passphrase').fill(seat().home.passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await locked.waitFor({ state: 'detached' });
    expect(await page.locator('main h1').getAttribute('data-mark')).toBe('kept');
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('signs out: the next visit asks for a passphrase again', async () => {
    const window = await seat().enter();
    const { page } = window;
    await page.getByRole('button', { name: /sign out, lock, language/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('Passphrase').waitFor();
    await page.goto(`${seat().address}/peers`);
    await page.getByLabel('Passphrase').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await window.close();
  });

  it('changes language and look at once and remembers both in this browser', async () => {
    const window = await seat().open();
    const { page } = window;
    await page.getByRole('button', { name: 'English Language' }).click();
    await page.getByRole('option', { name: '한국어' }).click();
    await page.getByRole('heading', { name: '로그인' }).waitFor();
    await page.getByRole('button', { name: /화면$/ }).click();
    await page.getByRole('option', { name: '어둡게' }).click();
    await page.reload();
    await page.getByRole('heading', { name: '로그인' }).waitFor();
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.theme])).toEqual([
      'ko',
      'dark',
    ]);
    await window.close();
  });
});
