import { describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { deskSeat } from '../support/desk-seat.js';

describe.runIf(testBrowser)('the one box', () => {
  const seat = deskSeat(['KR', 'TH'], async (made) => {
    const korea = made.of('KR');
    const { space } = await korea.does<{ space: string }>(
      ...['space', 'create', '--kind', 'register', '--title', 'Ports', '--audience', 'TH'],
    );
    const write = (...set: string[]) =>
      korea.does(...['record', 'new', '--space', space, '--kind', 'seizure'], ...set.flatMap((one) => ['--set', one]));
    await write('place=ด่านศุลกากรสะเดา', 'substance=methamphetamine', 'quantity=300 tablet');
    await write('place=인천국제공항 화물터미널', 'substance=ketamine', 'quantity=2.1 kg');
    await write('place=Incheon', 'substance=cannabis', 'quantity=1 kg');
  });

  it('finds parts of words in Thai and Korean as they are typed, marks them, and opens what was found', async () => {
    const window = await seat().enter();
    const { page } = window;
    await page.keyboard.press('/');
    const box = page.getByRole('searchbox', { name: 'Search every record' });
    await box.waitFor();
    expect(await box.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.insertText('กากรสะเ');
    const found = page.getByRole('list', { name: 'What was found' });
    await found.getByText('ด่านศุลกากรสะเดา').first().waitFor();
    expect(await found.locator('mark').allTextContents()).toEqual(['กากรสะเ']);
    await window.picture('search-thai');

    await box.fill('국제공항');
    await found.locator('mark').getByText('국제공항').waitFor();
    expect(await found.getByRole('listitem').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('table', { name: 'Who says what' }).waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('국제공항');
    expect(await window.barriers()).toEqual([]);
    await window.picture('search-korean');

    await page.reload();
    await found.locator('mark').getByText('국제공항').waitFor();
    expect(await box.inputValue()).toBe('국제공항');
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('goes through what was found by keyboard, and narrows it by what the address says', async () => {
    const window = await seat().enter();
    const { page } = window;
    await window.goTo('/search?q=ine');
    await page.getByText('2 records').waitFor();
    await page.getByRole('main').focus();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Seizure' }).waitFor();
    const first = new URL(page.url()).pathname;
    await page.keyboard.press('j');
    await page.waitForURL((url) => url.pathname !== first);
    await page.keyboard.press('k');
    await page.waitForURL((url) => url.pathname === first);
    await window.goTo('/search?q=e&substance=cannabis');
    await page.getByRole('list', { name: 'What was found' }).getByText('Incheon').first().waitFor();
    await page.getByRole('button', { name: '1 filter' }).waitFor();
    await page.getByRole('button', { name: /Every kind/ }).click();
    await page.getByRole('option', { name: 'Case' }).click();
    await page.getByText('Nothing that this home holds says this.', { exact: false }).waitFor();
    expect(new URL(page.url()).searchParams.get('kind')).toBe('case');
    await page.goBack();
    await page.getByText('2 records').waitFor();
    await page.getByRole('main').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Next record found').waitFor();
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});
