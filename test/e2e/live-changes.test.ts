import { describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { deskSeat } from '../support/desk-seat.js';

describe.runIf(testBrowser)('changes that others make', () => {
  const seat = deskSeat(['KR', 'TH']);
  const foundCase = (title: string) =>
    seat().home.does('space', 'create', '--kind', 'case', '--title', title, '--audience', 'TH');

  it('APP-5: come to every page of a browser by one line, and still do when the page that watched is closed', async () => {
    const window = await seat().enter();
    const watching: string[] = [];
    window.onRequest((url) => {
      if (url.includes('/trpc/changes.watch')) watching.push(url);
    });
    await window.goTo('/spaces');
    const first = window.page;
    const second = await window.beside(`${seat().address}/spaces`);
    const third = await window.beside(`${seat().address}/peers`);
    await second.getByRole('heading', { name: 'Cases and registers', level: 1 }).waitFor();
    await third.getByRole('heading', { name: 'Peers' }).waitFor();

    await foundCase('Operation Siren');
    await first.getByText('Operation Siren').waitFor();
    await second.getByText('Operation Siren').waitFor();
    await third.getByText(/waiting to leave/).waitFor();
    expect(watching).toHaveLength(1);

    await first.close();
    await foundCase('Operation Gull');
    await second.getByText('Operation Gull').waitFor();
    expect(watching).toHaveLength(2);
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});
