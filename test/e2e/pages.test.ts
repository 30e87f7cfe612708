import { describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { deskSeat } from '../support/desk-seat.js';

/** Every page that stands under an address of its own; a new page adds its line. */
const PAGES = ['/', '/search?kind=seizure', '/records', '/spaces', '/seizures', '/import', '/peers'] as const;
const nameOf = (path: string) => (path === '/' ? 'today' : path.slice(1).replace(/\?.*/, '').replaceAll('/', '-'));

const WIDTHS = [390, 1024, 1280] as const;
const LANGUAGES = ['en', 'ko', 'th', 'vi', 'ms'] as const;

describe.runIf(testBrowser)('every page', () => {
  const seat = deskSeat(['KR', 'TH'], async (made) => {
    const home = made.of('KR');
    const { space } = await home.does<{ space: string }>(
      ...['space', 'create', '--kind', 'case', '--title', 'Operation Siren', '--audience', 'TH'],
    );
    await home.does(
      ...['record', 'new', '--space', space, '--kind', 'seizure', '--set', 'quantity=2.1 kg', '--set', 'place=서울'],
    );
  });

  it.each(['light', 'dark'] as const)('APP-9: has no barrier that axe knows of in the %s theme', async (theme) => {
    const window = await seat().open({ theme });
    await window.settled();
    const found: Record<string, string[]> = { 'sign-in': await window.barriers() };
    await window.picture(`sign-in-${theme}`);
    await window.signIn(seat().home.passphrase);
    for (const path of PAGES) {
      await window.goTo(path);
      found[path] = [...(await window.barriers()), ...(await window.failures())];
      await window.picture(`${nameOf(path)}-${theme}`);
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((path) => [path, []])));
    await window.close();
  });

  it.each(LANGUAGES)('APP-1, APP-8: says everything and cuts nothing off in %s, at every width', async (language) => {
    const window = await seat().enter({ language });
    const found: Record<string, string[]> = {};
    for (const path of PAGES) {
      await window.goTo(path);
      for (const width of WIDTHS) {
        await window.widen(width);
        found[`${path} at ${width}`] = await window.clippedTexts();
        await window.picture(`${nameOf(path)}-${language}-${width}`);
      }
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((path) => [path, []])));
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});
