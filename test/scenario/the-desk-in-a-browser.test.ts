import { TestBrowser } from '@liaison/node/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { federation } from '../support/federation.js';
import type { TestHome } from '../support/test-home.js';

let kr: TestHome;
let browser: TestBrowser;
let officer: string;

/** The desk of the running node, as `status` names it. */
async function openBrowser(): Promise<TestBrowser> {
  const { desk } = await kr.does<{ desk: string }>('status');
  return new TestBrowser(Number(new URL(desk).port));
}

beforeAll(async () => {
  kr = (await federation(['KR', 'TH'])).of('KR');
  await kr.serve();
  browser = await openBrowser();
  const choice = (await browser.query('session.officers')).data as { officers: { id: string }[] };
  officer = choice.officers[0]?.id as string;
});

describe('an officer at the desk of a running node', () => {
  it('signs in, opens a case, and the command line sees it', async () => {
    expect(await browser.signIn(officer, kr.passphrase)).toMatchObject({
      status: 200,
      data: { role: 'administrator' },
    });
    const made = await browser.change('space.create', { kind: 'case', title: 'Siren', audience: [] });
    const { space } = made.data as { space: string };
    const { spaces } = await kr.does<{ spaces: { space: string }[] }>('status');
    expect(spaces.map((one) => one.space)).toEqual([space]);
  });

  it('is not reached by a page of another site, and nothing is done', async () => {
    const cookie = browser.cookie as string;
    const form = {
      cookie,
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
      'content-type': 'text/plain',
    };
    const body = JSON.stringify({ key: 'x'.repeat(20), kind: 'case', title: 'Forged', audience: [] });
    expect((await browser.raw('POST', '/trpc/space.create', form, body)).status).toBe(403);
    const rebound = { ...browser.sameOrigin, host: 'evil.example', origin: 'http://evil.example' };
    expect((await browser.raw('GET', '/trpc/space.list', rebound)).status).toBe(421);
    expect((await kr.does<{ spaces: unknown[] }>('status')).spaces).toHaveLength(1);
  });

  it('finds what was typed after the node was killed, at the same address', async () => {
    await browser.mutate('draft.put', { record: 'new:1', field: 'place', value: '방콕, ท่าเรือ' });
    await kr.kill9();
    await kr.serve();
    const again = await openBrowser();
    expect(again.port).toBe(browser.port);
    again.cookie = browser.cookie;
    expect((await again.query('draft.list', {})).code).toBe('not-signed-in');
    await again.signIn(officer, kr.passphrase);
    expect((await again.query('draft.list', {})).data).toMatchObject({ drafts: [{ value: '방콕, ท่าเรือ' }] });
    browser = again;
  });

  it('tells a page that watches of what the command line does', async () => {
    const watching = browser.watch('changes.watch');
    await watching.next();
    const { spaces } = await kr.does<{ spaces: { space: string }[] }>('status');
    const space = spaces[0]?.space as string;
    await kr.does('record', 'new', '--space', space, '--kind', 'case', '--set', 'title=Net');
    expect((await watching.next())?.data).toMatchObject({ spaces: [space] });
    watching.close();
    expect(await kr.stop()).toBe(0);
  });
});
