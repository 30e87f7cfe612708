import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testBrowser } from '../support/browser.js';
import type { SearchAnswer } from '../support/command-answers.js';
import { deskSeat } from '../support/desk-seat.js';

const FIELDS = ['seizedOn', 'substance', 'origin', 'transit', 'destination', 'channel', 'place'];
const ROWS = [
  '2026-01-12,methamphetamine,LA,TH,KR,mail,Incheon,2.1,kg',
  '2026-01-30,methamphetamine,LA,TH,KR,express,Seoul,800,g',
  '2026-03-02,heroin,TH,,KR,traveller,Busan,350,g',
  '2026-03-05,yaba,MM,,TH,land,Mae Sai,12000,tablet',
  '2026-04-20,ketamine,NL,MY/VN,KR,cargo-air,Gimpo,5.5,kg',
  ',cannabis,,,,,Jeju,,',
];

function seizuresFile(folder: string): { csv: string; mapping: string } {
  const [csv, mapping] = [join(folder, 'seizures.csv'), join(folder, 'mapping.json')];
  writeFileSync(csv, `${[[...FIELDS, 'amount', 'unit'].join(), ...ROWS].join('\n')}\n`);
  const fields = {
    ...Object.fromEntries(FIELDS.map((column) => [column, { column }])),
    quantity: { column: 'amount', number: true, unit: { column: 'unit' } },
  };
  writeFileSync(mapping, JSON.stringify({ kind: 'seizure', source: 'e2e', key: ['place'], fields }));
  return { csv, mapping };
}

/** Six seizures of South Korea; of one Thailand says another weight. */
describe.runIf(testBrowser)('the seizures page', () => {
  const seat = deskSeat(['KR', 'TH'], async (made) => {
    const [korea, thailand] = [made.of('KR'), made.of('TH')];
    const { space } = await korea.does<{ space: string }>(
      ...['space', 'create', '--kind', 'register', '--title', 'Seizures', '--audience', 'TH'],
    );
    const { csv, mapping } = seizuresFile(made.folder);
    await korea.does('import', csv, '--space', space, '--mapping', mapping);
    await thailand.serve();
    await korea.does('sync', '--with', 'TH');
    const { hits } = await thailand.does<SearchAnswer>('search', 'Incheon');
    await thailand.does('record', 'edit', hits[0]?.record ?? '', '--set', 'quantity=2.4 kg');
    await korea.does('sync', '--with', 'TH');
    await thailand.stop();
  });

  it('DSK-2: opens behind every figure the list of its records, and keeps what was chosen in the address', async () => {
    const window = await seat().enter();
    const { page } = window;
    await window.goTo('/seizures');
    await page.locator('svg rect').first().waitFor();
    expect(await page.getByRole('list', { name: 'Routes' }).getByRole('listitem').first().textContent()).toBe(
      'Laos → Thailand → South Korea2 records',
    );
    await window.picture('seizures-en-1280');
    await page.getByRole('button', { name: 'Show as a table' }).nth(2).click();
    const table = page.getByRole('table', { name: 'Records · Substance, as a table' });
    await window.barriers().then((found) => expect(found).toEqual([]));
    await table
      .getByRole('row', { name: /Methamphetamine/ })
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('status').getByText('2 records').waitFor();
    expect(new URL(page.url()).searchParams.get('substance')).toBe('methamphetamine');
    await page.getByRole('list', { name: 'What narrows the list' }).getByText('Substance: Methamphetamine').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'All Channel' }).click();
    await page.getByRole('option', { name: 'Express courier' }).click();
    await page.waitForURL(/channel=express/);
    await page.reload();
    await page.getByRole('link', { name: '800 g', exact: true }).waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await window.clippedTexts()).toEqual([]);
    await window.picture('seizures-en-390');
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  it('hands out its figures as picture, drawing and table, with their source and no formula', async () => {
    const window = await seat().enter({ language: 'th' });
    const { page } = window;
    await window.goTo('/seizures');
    await page.locator('svg rect').first().waitFor();
    await window.picture('seizures-th-1280');
    const save = async (what: string, of: number): Promise<Buffer> => {
      await page
        .getByRole('button', { name: /^บันทึกไฟล์/ })
        .nth(of)
        .click();
      const arriving = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: what }).click();
      return readFile(await (await arriving).path());
    };
    const drawing = (await save('SVG', 0)).toString('utf8');
    expect(drawing).toContain('ที่มา');
    expect(drawing).not.toMatch(/class=|style=|var\(/);
    const picture = await save('PNG', 1);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    const rows = (await save('CSV', 2)).toString('utf8').split('\r\n');
    expect(rows[0]).toBe(
      '\uFEFFsubstance,substance_name,records,grams,grams_least,grams_most,records_weighed,amount_g,records_g,amount_kg,records_kg,amount_tablet,records_tablet,records_without_quantity,records_that_differ',
    );
    expect(rows).toContainEqual(expect.stringMatching(/^methamphetamine,[^,]+,2,2900,2900,3200,2,800,1,2.1,1,,0,0,1$/));
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});
