import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { deskSeat } from '../support/desk-seat.js';

/** Nine seconds. */
const IDLE_MINUTES = 0.15;

describe.runIf(testBrowser)('a desk that is left alone', () => {
  const seat = deskSeat(
    ['KR', 'TH'],
    async (made) => {
      const [korea, thailand] = [made.of('KR'), made.of('TH')];
      await korea.does('space', 'create', '--kind', 'case', '--title', 'Operation Siren', '--audience', 'TH');
      const settings = join(korea.home, 'home.json');
      const given = JSON.parse(await readFile(settings, 'utf8')) as object;
      await writeFile(settings, JSON.stringify({ ...given, desk: { idleMinutes: IDLE_MINUTES } }));
      await thailand.serve();
    },
    { inTouch: true },
  );

  it('says with whom it is connected, and calmly since when with nobody', async () => {
    const window = await seat().enter();
    const { page } = window;
    const line = page.getByRole('link', { name: /^KR/ });
    await line.getByText('connected to Thailand').waitFor();
    await line.getByText('Thailand has all of yours').waitFor();
    await seat().federation.of('TH').stop();
    await line.getByText(/offline since \w{3} \d\d:\d\d/).waitFor();
    await line.click();
    await page.getByText(/It is called again/).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await window.barriers()).toEqual([]);
    await window.picture('peers-offline');
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('APP-4: locks by itself when nothing comes from the hand, and keeps what was typed', async () => {
    const window = await seat().enter();
    const { page } = window;
    await window.goTo('/search');
    await page.getByRole('searchbox').fill('Suvarnabhumi');
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    await page.getByLabel('Passphrase').fill(seat().home.passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('heading', { name: 'Locked' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('searchbox').inputValue()).toBe('Suvarnabhumi');
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});
