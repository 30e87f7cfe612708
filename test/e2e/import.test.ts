import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import { deskSeat } from '../support/desk-seat.js';
import { secondOfficer } from '../support/second-officer.js';
import { spreadsheet } from '../support/spreadsheet.js';

const CSV = [
  'Case No.,Date,Drug,Weight,Port',
  'A-1,05/01/2026,Ice,2.1 kg,Busan',
  'A-2,not a day,Ketamine,1 kg,Jeju',
  'A-3,06/01/2026,moon dust,3 kg,Incheon',
  'A-4,07/01/2026,Heroin,much,Sokcho',
  '',
].join('\n');

describe.runIf(testBrowser)('a list from elsewhere', () => {
  let viewer = { officer: '', passphrase: '' };
  const seat = deskSeat(['KR', 'TH'], async (made) => {
    const korea = made.of('KR');
    await korea.does('space', 'create', '--kind', 'register', '--title', 'Ports', '--audience', 'TH');
    viewer = await secondOfficer(korea, 'Lee Min-ho', []);
  });
  const choose = (name: string, content: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer: content });

  it('is mapped, tried with its errors by line and cell, mended and brought in; the rest is saved', async () => {
    const window = await seat().enter({ officer: 'Officer' });
    const { page } = window;
    await window.goTo('/import');
    await window.picture('import-empty');
    await page.locator('input[type=file]').setInputFiles(choose('ports.csv', Buffer.from(CSV)));
    await page.getByRole('heading', { name: 'ports.csv' }).waitFor();
    await page.getByRole('button', { name: /Ports Bring it into/ }).waitFor();
    const columns = page.getByRole('table', { name: 'What the columns are' });
    await columns.getByRole('row', { name: /Port Busan/ }).waitFor();
    await page.getByRole('table', { name: 'What the first rows become' }).getByText('Busan').waitFor();

    await page.getByRole('button', { name: 'Try it without writing' }).click();
    await page.getByText('1 row would come in. Nothing has been written.').waitFor();
    const rejected = page.getByRole('table', { name: 'Rows that cannot be taken' });
    expect(await rejected.getByRole('row', { name: /^3 Date/ }).textContent()).toContain('not a day');
    expect(await rejected.getByRole('row', { name: /^5 Weight/ }).textContent()).toContain('no quantity');
    expect(await window.barriers()).toEqual([]);
    await window.picture('import-tried');
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save these rows as a list' }).click();
    const saved = await readFile(await (await saving).path(), 'utf8');
    expect(saved).toContain('A-2,not a day,Ketamine,1 kg,Jeju');

    await page.getByRole('button', { name: 'Say what each value means' }).first().click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /What moon dust means/ })
      .click();
    const kept = page.waitForResponse((response) => response.url().includes('draft.put'));
    await page.getByRole('option', { name: 'Ketamine' }).click();
    await kept;
    await page.reload();
    await page.getByRole('button', { name: 'Try it without writing' }).click();
    await page.getByRole('button', { name: 'Bring 2 rows into Ports' }).click();
    await page.getByText('2 rows came in.').waitFor();
    await page.getByRole('link', { name: 'Show what came in' }).click();
    await page.getByText('2 records').waitFor();
    await page.getByRole('list', { name: 'Records' }).getByText('Incheon').waitFor();
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('may be a spreadsheet, whose columns an officer says the meaning of', async () => {
    const window = await seat().enter({ officer: 'Officer' });
    const { page } = window;
    const rows = [
      ['x', 'y', 'z'],
      ['B-1', 12, 'Ulsan'],
      ['B-2', 7, 'Mokpo'],
    ];
    await window.goTo('/import');
    await page.locator('input[type=file]').setInputFiles(choose('seized.xlsx', spreadsheet(rows)));
    const become = async (column: string, field: string) => {
      await page.getByRole('button', { name: `What ${column} becomes` }).click();
      await page.getByRole('option', { name: field, exact: true }).click();
    };
    await page.getByRole('heading', { name: 'seized.xlsx' }).waitFor();
    await page.getByRole('button', { name: /What each row is/ }).click();
    await page.getByRole('option', { name: 'Seizure' }).click();
    await become('z', 'Place');
    await become('y', 'Quantity');
    await page.getByRole('button', { name: 'Unit of y' }).click();
    await page.getByRole('option', { name: 'All in kg', exact: true }).click();
    const preview = page.getByRole('table', { name: 'What the first rows become' });
    await preview.getByText('12 kg').waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await window.clippedTexts()).toEqual([]);
    await window.picture('import-mapping-390');
    await page.getByRole('button', { name: 'Try it without writing' }).click();
    await page.getByRole('button', { name: 'Bring 2 rows into Ports' }).click();
    await page.getByRole('button', { name: 'Done: remove the file from the node' }).click();
    await page.getByRole('button', { name: 'Choose a file' }).waitFor();
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('tells an officer who may not bring lists in whom to ask', async () => {
    const window = await seat().enter(viewer);
    await window.goTo('/import');
    await window.page.getByText('Ask an officer of your desk who may', { exact: false }).waitFor();
    expect(await window.page.locator('input[type=file]').count()).toBe(0);
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});
